import { hasLineEnd, isIdentifier } from './characters.ts';
import { indentAt, lineEndNear } from './layout.ts';
import { type ContainerNode, type Doc, type Item, isContainer, type Node } from './types.ts';

export type Style = {
  quote: '"' | "'";
  keyQuote: '"' | "'";
  bareKeys: boolean;
  /** Text between key and value. */
  colon: string;
  /** Between a comma and the next item on the same line. */
  space: string;
  objectPadding: string;
  arrayPadding: string;
  trailingComma: boolean;
  indentUnit: string;
  /** null: a text without line ends stays without. */
  lineEnd: string | null;
};

/** Looking further than this for an example tells nothing new and would cost time in large files. */
const SAMPLE = 5_000;

type Sample = { container: ContainerNode; item: Item };

/** How new text at `index` in `container` is written: like its neighbours, else like the rest of the file. */
export function styleAt(doc: Doc, container: ContainerNode, index = 0): Style {
  const { items } = container;
  const closest = items.slice(Math.max(0, index - 1), index + 1);
  const near = [...closest, ...items].map((item) => ({ container, item }));
  const far = sampleItems(doc);
  const all = [...near, ...far];
  const quote = firstOf(all, ({ item }) => quoteOf(doc, item.value));
  const keyQuote = firstOf(all, ({ item }) => keyQuoteOf(doc, item));
  const colon = firstOf(all, ({ item }) => colonOf(doc, item)) ?? ': ';
  const space = firstOf(all, (sample) => spaceOf(doc, sample)) ?? (/\s$/.test(colon) ? ' ' : '');
  return {
    quote: quote ?? keyQuote ?? '"',
    keyQuote: keyQuote ?? quote ?? '"',
    bareKeys: wantsBareKeys(doc, near) ?? wantsBareKeys(doc, far) ?? true,
    colon,
    space,
    objectPadding: firstOf(all, (sample) => paddingOf(doc, sample, 'object')) ?? space,
    arrayPadding: firstOf(all, (sample) => paddingOf(doc, sample, 'array')) ?? '',
    trailingComma: firstOf(all, (sample) => trailingCommaOf(doc, sample)) ?? false,
    indentUnit: firstOf(all, (sample) => indentUnitOf(doc, sample)) ?? '  ',
    lineEnd: lineEndNear(doc, container.start),
  };
}

function firstOf<T>(samples: readonly Sample[], read: (sample: Sample) => T | null): T | null {
  for (const sample of samples) {
    const found = read(sample);
    if (found !== null) return found;
  }
  return null;
}

function sampleItems(doc: Doc): Sample[] {
  const samples: Sample[] = [];
  const todo: Node[] = [doc.root];
  for (let node = todo.shift(); node !== undefined && samples.length < SAMPLE; node = todo.shift()) {
    if (!isContainer(node)) continue;
    for (const item of node.items) {
      samples.push({ container: node, item });
      if (isContainer(item.value)) todo.push(item.value);
      if (samples.length >= SAMPLE) break;
    }
  }
  return samples;
}

export function quoteOf(doc: Doc, node: Node): '"' | "'" | null {
  if (node.type !== 'string') return null;
  return doc.text[node.start] === "'" ? "'" : '"';
}

function keyQuoteOf(doc: Doc, item: Item): '"' | "'" | null {
  const first = item.key === null ? '' : doc.text[item.key.start];
  return first === '"' || first === "'" ? first : null;
}

function colonOf(doc: Doc, item: Item): string | null {
  if (item.key === null) return null;
  const between = doc.text.slice(item.key.end, item.value.start);
  const spaces = /^([ \t]*):([ \t]*)$/.exec(between);
  return spaces === null ? null : `${spaces[1] ? ' ' : ''}:${spaces[2] ? ' ' : ''}`;
}

/** Bare if some key of these is bare and none is quoted without need; null where there is no key to look at. */
function wantsBareKeys(doc: Doc, samples: readonly Sample[]): boolean | null {
  let bare = 0;
  let quoted = 0;
  for (const { item } of samples) {
    if (item.key === null) continue;
    if (keyQuoteOf(doc, item) === null) bare++;
    else if (mayBeBare(item.key.value)) return false;
    else quoted++;
  }
  return bare + quoted === 0 ? null : bare > 0;
}

export function mayBeBare(key: string): boolean {
  return key !== '__proto__' && isIdentifier(key);
}

function spaceOf(doc: Doc, { container, item }: Sample): string | null {
  if (item.comma < 0 || item.comma + 1 >= container.end - 1) return null;
  const after = doc.text.slice(item.comma + 1, item.comma + 3);
  if (/^[ \t]?[\w"'[{+\-.$]/.test(after)) return /^[ \t]/.test(after) ? ' ' : '';
  return null;
}

function paddingOf(doc: Doc, { container, item }: Sample, type: 'object' | 'array'): string | null {
  if (container.type !== type || container.items[0] !== item) return null;
  const before = doc.text.slice(container.start + 1, item.start);
  return /^[ \t]*$/.test(before) ? (before === '' ? '' : ' ') : null;
}

function trailingCommaOf(doc: Doc, { container, item }: Sample): boolean | null {
  if (container.items.at(-1) !== item || !hasLineEnd(doc.text, item.end, container.end)) return null;
  return item.comma >= 0;
}

/** How much further in than its container's line an item stands. */
function indentUnitOf(doc: Doc, { container, item }: Sample): string | null {
  if (container.items[0] !== item || !hasLineEnd(doc.text, container.start, item.start)) return null;
  const outer = indentAt(doc, container.start);
  const inner = indentAt(doc, item.start);
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : null;
}
