import { checkStep, checkWithGatewaysReader } from './commit.ts';
import { EditRefused } from './errors.ts';
import { containerAt, expectedValue, itemIndex, movedOrder, nodeAtPath } from './expected.ts';
import { formatValue } from './format.ts';
import { insertSplices, shapeOf } from './insert.ts';
import { indentAt } from './layout.ts';
import { parse } from './parse.ts';
import { reorderSplices } from './permute.ts';
import { removeSplices, textsBetween } from './remove.ts';
import { applySplices, replaceRange } from './splice.ts';
import { quoteOf, styleAt } from './style.ts';
import type { ContainerNode, Doc, Edit, Json, Path, Splice } from './types.ts';
import { nodeValue, plainCopy, sameValue } from './value.ts';

/** `container` is the one whose items change, null for a new root. */
type Plan = { splices: Splice[]; dropped: string[]; container: ContainerNode | null };

/**
 * Applies the edits one by one and proves the result: same meaning as the edit on plain data, by our own
 * parser and by the gateway's; no comment lost but those listed. Otherwise throws, and `text` still stands.
 */
export function edit(text: string, edits: readonly Edit[]): { text: string; droppedComments: string[] } {
  let doc = parse(text);
  let value: Json | undefined;
  const droppedComments: string[] = [];
  for (const step of edits) {
    const change = withPlainValue(step);
    const { splices, dropped, container } = planOf(doc, change);
    if (splices.length === 0) continue;
    value = expectedValue(doc, container, change);
    const next = parse(applySplices(doc.text, splices));
    checkStep(doc, next, value, dropped);
    for (const comment of dropped) droppedComments.push(comment);
    doc = next;
  }
  if (value !== undefined && doc.text !== text) checkWithGatewaysReader(doc.text, value);
  return { text: doc.text, droppedComments };
}

function withPlainValue(step: Edit): Edit {
  return step.op === 'set' || step.op === 'insert' ? { ...step, value: plainCopy(step.value) } : step;
}

function planOf(doc: Doc, step: Edit): Plan {
  switch (step.op) {
    case 'set':
      return planSet(doc, step.path, step.value);
    case 'insert':
      return planInsert(doc, step);
    case 'remove':
      return planRemove(doc, step.path, step.comments);
    case 'move': {
      const container = requireContainer(doc, step.path);
      const { length } = container.items;
      requireIndex(step.from, length - 1);
      requireIndex(step.to, length - 1);
      return planOrder(doc, container, movedOrder(length, step.from, step.to));
    }
    case 'reorder':
      return planOrder(doc, requireContainer(doc, step.path), step.order);
  }
}

function planSet(doc: Doc, path: Path, value: Json): Plan {
  const node = nodeAtPath(doc.root, path);
  const container = path.length === 0 ? null : requireContainer(doc, path.slice(0, -1));
  if (node === null) {
    const key = path.at(-1);
    if (container?.type !== 'object' || typeof key !== 'string') throw noSuchPath(path);
    return {
      splices: insertSplices(doc, container, container.items.length, key, value),
      dropped: [],
      container,
    };
  }
  if (sameValue(nodeValue(node), value)) return { splices: [], dropped: [], container };
  const at = container === null ? 0 : itemIndex(container, path.at(-1) ?? '');
  const around = container ?? { type: 'array', start: node.start, end: node.end, items: [] };
  const style = styleAt(doc, around, at);
  style.quote = quoteOf(doc, node) ?? style.quote;
  const written = formatValue(value, style, indentAt(doc, node.start), shapeOf(doc, node));
  const dropped = textsBetween(doc, node.start, node.end);
  return { splices: [replaceRange(node.start, node.end, written)], dropped, container };
}

function planInsert(doc: Doc, step: Extract<Edit, { op: 'insert' }>): Plan {
  const container = requireContainer(doc, step.path);
  const { length } = container.items;
  if (container.type === 'array') {
    if (step.key !== undefined || step.before !== undefined) {
      throw new EditRefused('wrong-container', 'a list takes an index, not a key');
    }
    const index = step.index ?? length;
    requireIndex(index, length);
    return { splices: insertSplices(doc, container, index, null, step.value), dropped: [], container };
  }
  if (step.key === undefined || step.index !== undefined) {
    throw new EditRefused('wrong-container', 'an object takes a key, not an index');
  }
  if (itemIndex(container, step.key) >= 0) {
    throw new EditRefused('key-exists', `there is already a key ${JSON.stringify(step.key)} here`);
  }
  const before = step.before === undefined ? length : itemIndex(container, step.before);
  if (before < 0) throw noSuchPath([...step.path, step.before ?? '']);
  return { splices: insertSplices(doc, container, before, step.key, step.value), dropped: [], container };
}

function planRemove(doc: Doc, path: Path, comments: 'withItem' | 'keep'): Plan {
  const last = path.at(-1);
  if (last === undefined) throw new EditRefused('wrong-container', 'the whole document cannot be removed');
  const container = requireContainer(doc, path.slice(0, -1));
  if (itemIndex(container, last) < 0) throw noSuchPath(path);
  const indexes = container.items.flatMap((item, index) =>
    (item.key?.value ?? index) === last ? [index] : [],
  );
  return { ...removeSplices(doc, container, indexes, comments), container };
}

function planOrder(doc: Doc, container: ContainerNode, order: readonly number[]): Plan {
  const { length } = container.items;
  const seen = new Set(order);
  const isPermutation =
    order.length === length &&
    seen.size === length &&
    order.every((index) => Number.isInteger(index) && index >= 0 && index < length);
  if (!isPermutation) {
    throw new EditRefused('bad-order', `the new order must name each of the ${length} items once`);
  }
  requireOrderOfEqualKeys(container, order);
  return { splices: reorderSplices(doc, container, order), dropped: [], container };
}

/** Of a key written twice the last one counts: another order would make it another one, which nobody asked for. */
function requireOrderOfEqualKeys(container: ContainerNode, order: readonly number[]): void {
  const lastOf = new Map<string, number>();
  for (const index of order) {
    const key = container.items[index]?.key?.value;
    if (key === undefined) continue;
    if ((lastOf.get(key) ?? -1) > index) {
      throw new EditRefused('bad-order', `${JSON.stringify(key)} is written more than once here`);
    }
    lastOf.set(key, index);
  }
}

function requireContainer(doc: Doc, path: Path): ContainerNode {
  const container = containerAt(doc.root, path);
  if (container !== null) return container;
  if (nodeAtPath(doc.root, path) === null) throw noSuchPath(path);
  throw new EditRefused('wrong-container', `${pathWords(path)} is neither an object nor a list`);
}

function requireIndex(index: number, highest: number): void {
  if (Number.isInteger(index) && index >= 0 && index <= highest) return;
  throw new EditRefused('index-out-of-range', `there is no position ${index} in this list`);
}

function noSuchPath(path: Path): EditRefused {
  return new EditRefused('no-such-path', `there is nothing at ${pathWords(path)}`);
}

function pathWords(path: Path): string {
  return path.length === 0 ? 'the top of the document' : path.map((part) => JSON.stringify(part)).join(' › ');
}
