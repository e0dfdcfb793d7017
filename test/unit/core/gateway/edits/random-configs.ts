import fc from 'fast-check';
import { configs } from '../json5-random.ts';

/** Random gateway configs in random layouts, and wishes that fit whatever config they meet. */

const word = fc.constantFrom('qwen3:8b', 'org/name:q4,v1.5', 'gpt.5', 'a', 'минимакс', "it's", 'm-2');
const providerId = fc.constantFrom('lmstudio', 'box', 'my.dot', 'openai', 'a/b');
const ref = fc.tuple(providerId, word).map((parts) => parts.join('/'));

const model = fc.record(
  {
    id: word,
    name: word,
    contextWindow: fc.constantFrom(4096, 196608),
    params: fc.constant({ num_ctx: 8192 }),
  },
  { requiredKeys: ['id', 'name'] },
);
const provider = fc.record(
  {
    baseUrl: fc.constant('http://127.0.0.1:1/v1'),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
    apiKey: fc.constantFrom('${KEY}', 'lmstudio'),
    timeoutSeconds: fc.constantFrom(30, 300),
    models: fc.uniqueArray(model, { maxLength: 3, selector: (each) => each.id }),
  },
  { requiredKeys: ['baseUrl', 'models'] },
);
const chain = fc.oneof(
  ref,
  fc.record(
    { primary: ref, fallbacks: fc.uniqueArray(ref, { maxLength: 5 }) },
    { requiredKeys: ['primary'] },
  ),
  fc.record({ fallbacks: fc.uniqueArray(ref, { maxLength: 3 }) }),
);
const agents = fc.record(
  {
    defaults: fc.record(
      {
        model: chain,
        models: fc.dictionary(ref, fc.record({ alias: fc.constantFrom('Big', 'Small') }), { maxKeys: 3 }),
      },
      { requiredKeys: [] },
    ),
    entries: fc.dictionary(
      fc.constantFrom('main', 'coder', 'news'),
      fc.record({ model: chain, note: word }, { requiredKeys: [] }),
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: [] },
);
const gatewayValue = fc.record(
  {
    gateway: fc.record({ mode: fc.constant('local') }),
    agents,
    models: fc.record(
      {
        mode: fc.constantFrom('merge', 'replace'),
        providers: fc.dictionary(providerId, provider, { maxKeys: 3 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['gateway'] },
);

type Layout = {
  lineEnd: string;
  bom: string;
  quote: string;
  trailing: boolean;
  commaFirst: boolean;
  choices: number[];
};

const layout: fc.Arbitrary<Layout> = fc.record({
  lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  bom: fc.constantFrom('', '\uFEFF'),
  quote: fc.constantFrom('"', "'"),
  trailing: fc.boolean(),
  commaFirst: fc.boolean(),
  choices: fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
});

/** Prints a value the way people write: comments above and behind, rows, comma-first, quoted and bare keys. */
function written(value: unknown, { lineEnd, bom, quote, trailing, commaFirst, choices }: Layout): string {
  let turn = 0;
  let comments = 0;
  const chance = (percent: number) => (choices[turn++ % choices.length] ?? 0) < percent;
  const comment = () => `c${comments++}`;
  const text = (plain: string) =>
    quote + plain.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
  const key = (name: string) => (/^[a-z]\w*$/i.test(name) && !chance(20) ? name : text(name));

  function print(node: unknown, indent: string): string {
    if (typeof node === 'string') return text(node);
    if (typeof node === 'number') return chance(30) ? `0x${node.toString(16)}` : String(node);
    const isList = Array.isArray(node);
    const parts: [string, unknown][] = isList
      ? node.map((item) => ['', item])
      : Object.entries(node as object).map(([name, item]) => [`${key(name)}:${chance(80) ? ' ' : ''}`, item]);
    const [open, close] = isList ? '[]' : '{}';
    if (parts.length === 0) return `${open}${chance(20) ? ` /* ${comment()} */ ` : ''}${close}`;
    const isRow = parts.every(([, item]) => typeof item !== 'object') && chance(50);
    if (isRow) {
      const row = parts.map(
        ([name, item]) => name + print(item, indent) + (chance(15) ? ` /* ${comment()} */` : ''),
      );
      return `${open} ${row.join(', ')}${trailing ? ',' : ''} ${close}`;
    }
    const inner = `${indent}  `;
    const lines = parts.map(([name, item], index) => {
      const above = chance(20) ? `${inner}// ${comment()}${lineEnd}` : '';
      const gap = index > 0 && chance(10) ? lineEnd : '';
      const body = name + print(item, inner);
      const behind = chance(25) ? ` // ${comment()}` : '';
      const isLast = index === parts.length - 1;
      if (commaFirst) return `${index === 0 ? `${inner}  ` : `${inner}, `}${body}${behind}`;
      return `${gap}${above}${inner}${body}${isLast && !trailing ? '' : ','}${behind}`;
    });
    return `${open}${lineEnd}${lines.join(lineEnd)}${lineEnd}${indent}${close}`;
  }
  return `${bom}${chance(30) ? `// ${comment()}${lineEnd}` : ''}${print(value, '')}${lineEnd}`;
}

export const randomConfig: fc.Arbitrary<string> = fc
  .tuple(gatewayValue, layout)
  .map(([value, how]) => written(value, how));

export const anyConfig: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...configs) },
  { weight: 3, arbitrary: randomConfig },
);

export const wishNames = [
  'set-primary',
  'add-fallback',
  'remove-fallback',
  'move-fallback',
  'replace-ref',
  'reorder-chain',
  'use-object-form',
  'give-own-chain',
  'inherit-chain',
  'set-alias',
  'set-model-number',
  'set-model-name',
  'set-provider-text',
  'set-timeout',
  'set-preload',
  'add-provider',
  'remove-provider',
  'add-model',
  'remove-model',
  'set-models-mode',
  'set-compaction',
  'set-key-variable',
] as const;

export type Wish = {
  name: (typeof wishNames)[number];
  agent: number;
  item: number;
  to: number;
  ref: string;
  word: string;
  gone: boolean;
};

export const wish: fc.Arbitrary<Wish> = fc.record({
  name: fc.constantFrom(...wishNames),
  agent: fc.nat(50),
  item: fc.nat(50),
  to: fc.nat(50),
  ref,
  word,
  gone: fc.boolean(),
});
