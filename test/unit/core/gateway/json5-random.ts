import { readdirSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import fc from 'fast-check';
import type { Doc, Edit, Json, Path } from '../../../../electron/core/gateway/json5-document.ts';

/** Random documents, random damage and random edits, for the unit tests and the long run. */

const fixtureFolder = new URL('../../../fixtures/config/', import.meta.url);

const written = readdirSync(fixtureFolder)
  .filter((name) => name.endsWith('.json5'))
  .sort()
  .map((name) => readFileSync(new URL(name, fixtureFolder), 'utf8'));

/** Each realistic config as written, and as Windows editors leave it. */
export const configs: readonly string[] = written.flatMap((text) => [
  text,
  `\uFEFF${text.replaceAll('\n', '\r\n')}`,
]);

export const runs = Number(process.env.PILOTLIGHT_SOAK_RUNS ?? 2_000);
const seed = process.env.PILOTLIGHT_SOAK_SEED;

/** fast-check prints the seed of a run that failed; PILOTLIGHT_SOAK_SEED repeats it. */
export function settings<T>(numRuns = runs): fc.Parameters<T> {
  return { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

const PER_INPUT_MS = 3_000;
const guarded = globalThis as { pilotlightGuarded?: () => void };
const call = new Script('globalThis.pilotlightGuarded()');

/** Runs it on one input and breaks off an endless loop, which no ordinary test timeout can. */
export function within(run: () => void): void {
  guarded.pilotlightGuarded = run;
  call.runInThisContext({ timeout: PER_INPUT_MS });
}

// ---- damaged configs ----

const tokens = [
  ...'{}[],:"\'/*\\.+-0x1eEnN \t\n\r',
  '\r\n',
  '\u2028',
  '\uFEFF',
  '\u00A0',
  '\u0000',
  '//',
  '/*',
  '*/',
  '\\\n',
  '\\\r\n',
  '\\u0041',
  '\\x41',
  '\\0',
  '\\1',
  '0x1F',
  '.5',
  '5.',
  '-0',
  '1e400',
  'Infinity',
  '-NaN',
  'null',
  'true',
  '__proto__:',
  'constructor:1,',
  'ключ:',
  '\u{1F525}',
  '\uD83D',
  '{}',
  '[]',
  ',,',
  '"a"',
  "'b'",
  '// c\n',
  '/* d */',
];

const damage = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'repeat', 'cut', 'swap'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 30 }),
  token: fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'binary', maxLength: 3 })),
});

type Damage = { kind: string; at: number; length: number; token: string };

export const damagedConfig: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...configs), fc.array(damage, { maxLength: 5 }))
  .map(([text, all]) => all.reduce(damageOnce, text));

function damageOnce(text: string, { kind, at, length, token }: Damage): string {
  const from = Math.floor(at * text.length);
  const part = text.slice(from, from + length);
  const rest = text.slice(from + length);
  switch (kind) {
    case 'delete':
      return text.slice(0, from) + rest;
    case 'repeat':
      return text.slice(0, from) + part + part + rest;
    case 'cut':
      return length > 25 ? text.slice(0, from) : text.slice(0, from) + text.slice(from + 1);
    case 'swap':
      return text.slice(0, from) + token + text.slice(from + token.length);
    default:
      return text.slice(0, from) + token + text.slice(from);
  }
}

/** Text from the alphabet of JSON5 alone. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...tokens), { maxLength: 14 })
  .map((parts) => parts.join(''));

// ---- random layouts ----

const lineEnds = ['\n', '\n', '\r\n', '\r', '\u2028'];
const blank = fc.constantFrom('', ' ', '  ', '\t', '\u00A0');
const trivia = fc.oneof(
  { weight: 4, arbitrary: blank },
  { weight: 3, arbitrary: fc.constantFrom(...lineEnds) },
  { weight: 2, arbitrary: fc.constant('/*#*/') },
  { weight: 1, arbitrary: fc.constantFrom(...lineEnds).map((end) => `/*#${end}  #*/`) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('//#', '// # '), fc.constantFrom(...lineEnds)).map((p) => p.join('')),
  },
);
const wildGap = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('', ' ', '\n  ') },
  { weight: 3, arbitrary: fc.array(trivia, { maxLength: 5 }).map((parts) => parts.join('')) },
);
const scalar = fc.constantFrom(
  '1',
  '-0',
  '0x1F',
  '.5',
  '5.',
  'null',
  'true',
  'NaN',
  '-Infinity',
  '"a"',
  "'b'",
  '"it\'s"',
  "'\\x41'",
  '"\u2028"',
  "'\u{1F525}'",
  '"// no"',
  '"/* no */"',
  "'x\\\r\ny'",
);
const key = fc.constantFrom(
  'a',
  '"a"',
  "'b'",
  'c\\u0064',
  'null',
  'Infinity',
  '$include',
  'ключ',
  '__proto__',
  '"a/b.c:d"',
  'e',
  'f',
  '"g"',
);

type Grow = { gap: fc.Arbitrary<string>; leaf: fc.Arbitrary<string> };

function listOf({ gap }: Grow, entry: fc.Arbitrary<string>, brackets: string): fc.Arbitrary<string> {
  const item = fc.tuple(gap, entry, gap).map((parts) => parts.join(''));
  return fc
    .tuple(fc.array(item, { maxLength: 5 }), fc.constantFrom('', ','), gap)
    .map(
      ([items, comma, end]) =>
        brackets[0] + items.join(',') + (items.length > 0 ? comma : '') + end + brackets[1],
    );
}

function documentOf(grow: Grow): fc.Arbitrary<string> {
  const level = (below: fc.Arbitrary<string>): fc.Arbitrary<string> => {
    const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: below });
    const colon = fc.oneof(
      { weight: 4, arbitrary: fc.constant(': ') },
      { weight: 1, arbitrary: grow.gap.map((g) => `${g}:`) },
    );
    const member = fc.tuple(key, colon, value).map((parts) => parts.join(''));
    return fc.oneof(listOf(grow, value, '[]'), listOf(grow, member, '{}'));
  };
  return fc
    .tuple(fc.constantFrom('', '\uFEFF'), grow.gap, level(level(grow.leaf)), grow.gap)
    .map((parts) => numbered(parts.join('')));
}

/** Gives each comment a number of its own, so that none can stand in for another. */
function numbered(text: string): string {
  let count = 0;
  return text.replace(/#/g, () => `c${count++}`);
}

/** Any white space and comments anywhere. */
export const wildDocument: fc.Arbitrary<string> = documentOf({ gap: wildGap, leaf: scalar });

const tidyItem = fc.record({
  value: fc.constantFrom('1', '"a"', "'b'", '{ x: 1 }', '[\n    1, // in#\n    2\n  ]', '"c"', 'true'),
  above: fc.constantFrom('', '', '  // #\n', '  /* # */\n  // #\n'),
  behind: fc.constantFrom('', '', ' // #', '  // #'),
  between: fc.constantFrom('', '', '\n', '\n  // #\n\n', '\n  /* # */\n  // #\n\n'),
});

/** One item per line with comments above or behind: how people write, and where every move can be undone. */
export const tidyDocument: fc.Arbitrary<string> = fc
  .record({
    items: fc.array(tidyItem, { minLength: 1, maxLength: 6 }),
    keys: fc.boolean(),
    trailing: fc.boolean(),
    head: fc.constantFrom('', ' // #'),
    foot: fc.constantFrom('', '  // #\n'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  })
  .map(({ items, keys, trailing, head, foot, lineEnd }) => {
    const lines = items.map(({ value, above, behind, between }, index) => {
      const comma = index < items.length - 1 || trailing ? ',' : '';
      const gap = index > 0 ? between : '';
      return `${gap}${above}  ${keys ? `k${index}: ` : ''}${value}${comma}${behind}\n`;
    });
    const [open, close] = keys ? '{}' : '[]';
    return numbered(`${open}${head}\n${lines.join('')}${foot}${close}\n`).replaceAll('\n', lineEnd);
  });

/** Each comma at the start of its line, comments behind the values. */
export const commaFirstDocument: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('1', '"a"', '{ x: 1 }'), fc.constantFrom('', ' // #', ' /* # */')), {
    minLength: 2,
    maxLength: 6,
  })
  .map((items) => numbered(`[ ${items.map((parts) => parts.join('')).join('\n, ')}\n]`));

/** `[ "a", "b" ]` in all spacings, with block comments behind the values. */
export const rowDocument: fc.Arbitrary<string> = fc
  .record({
    items: fc.array(
      fc.tuple(fc.constantFrom('1', '"a"', '{x:1}', '[ 2 ]'), fc.constantFrom('', '', ' /*#*/')),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    space: fc.constantFrom('', ' '),
    padding: fc.constantFrom('', ' '),
    trailing: fc.constantFrom('', ','),
  })
  .map(({ items, space, padding, trailing }) => {
    const row = items.map(([value, comment]) => value + comment).join(`,${space}`);
    return numbered(`[${padding}${row}${trailing}${padding}]`);
  });

// ---- random edits ----

export type Choice = {
  op: Edit['op'];
  where: number;
  a: number;
  b: number;
  value: Json;
  comments: 'withItem' | 'keep';
};

export const choice: fc.Arbitrary<Choice> = fc.record({
  op: fc.constantFrom('set', 'insert', 'remove', 'move', 'reorder'),
  where: fc.nat(1_000),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
  value: fc.oneof(
    fc.constantFrom<Json>(
      1,
      0,
      -0,
      31,
      'a',
      'it\'s "so"',
      null,
      [],
      {},
      [1, [2]],
      { x: { y: [] } },
      'a\u2028\\\n',
    ),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  ),
  comments: fc.constantFrom('withItem', 'keep'),
});

type Container = Extract<Doc['root'], { items: unknown }>;

/** Every container a path leads to, with that path. */
export function containersOf(doc: Doc): { path: Path; node: Container }[] {
  const found: { path: Path; node: Container }[] = [];
  const visit = (node: Doc['root'], path: Path) => {
    if (node.type !== 'object' && node.type !== 'array') return;
    found.push({ path, node });
    node.items.forEach((item, index) => {
      const isShadowed = node.items
        .slice(index + 1)
        .some((later) => later.key && later.key.value === item.key?.value);
      if (!isShadowed) visit(item.value, [...path, item.key?.value ?? index]);
    });
  };
  visit(doc.root, []);
  return found;
}

export type Chosen = { edit: Edit; path: Path; node: Container };

/** Fits a choice to a document; null where it has no such place. */
export function chosenEdit(doc: Doc, { op, where, a, b, value, comments }: Choice): Chosen | null {
  const containers = containersOf(doc);
  const place = containers[where % Math.max(containers.length, 1)];
  if (place === undefined) return null;
  const { path, node } = place;
  const length = node.items.length;
  const one = a % Math.max(length, 1);
  const name = node.items[one]?.key?.value;
  const part = name ?? one;
  const fresh = ['zz', 'n-w', '__proto__', 'ключ2', "it's"].find(
    (candidate) =>
      !node.items.some((item) => item.key?.value === candidate) && candidate.length % 3 !== b % 3,
  );
  const chosen = (edit: Edit): Chosen => ({ edit, path, node });
  if (op === 'insert' || length === 0) {
    if (node.type === 'array') return chosen({ op: 'insert', path, value, index: b % (length + 1) });
    if (fresh === undefined) return null;
    return chosen({
      op: 'insert',
      path,
      value,
      key: fresh,
      ...(name !== undefined && a % 2 ? { before: name } : {}),
    });
  }
  switch (op) {
    case 'set':
      if (node.type === 'object' && b % 3 === 0 && fresh)
        return chosen({ op, path: [...path, fresh], value });
      return chosen({ op, path: [...path, part], value });
    case 'remove':
      return chosen({ op, path: [...path, part], comments });
    case 'move': {
      const to = b % length;
      const order = node.items.map((_, index) => index);
      const fits = keepsEqualKeys(node, order.toSpliced(one, 1).toSpliced(to, 0, one));
      return fits ? chosen({ op, path, from: one, to }) : null;
    }
    case 'reorder': {
      const order = shuffled(length, a * 1_001 + b);
      return keepsEqualKeys(node, order) ? chosen({ op, path, order }) : null;
    }
  }
}

/** Another order of equal keys is refused: it would mean something else. */
function keepsEqualKeys({ items }: Container, order: readonly number[]): boolean {
  const keys = order.map((index) => items[index]?.key?.value);
  return order.every(
    (index, at) =>
      keys[at] === undefined || !keys.some((key, i) => i < at && key === keys[at] && (order[i] ?? 0) > index),
  );
}

function shuffled(length: number, seedValue: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  let state = seedValue + 1;
  for (let last = length - 1; last > 0; last--) {
    state = (Math.imul(state, 48_271) + 11) >>> 0;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
