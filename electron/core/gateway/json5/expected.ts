import {
  type ContainerNode,
  type Doc,
  type Edit,
  isContainer,
  type Json,
  type Node,
  type Path,
} from './types.ts';
import { getOwn, nodeValue, setOwn, toValue } from './value.ts';

type Entry = [key: string | null, value: Json];

/** What the edited document has to mean, worked out on plain data: nothing here looks at text or layout. */
export function expectedValue(doc: Doc, container: ContainerNode | null, edit: Edit): Json {
  if (container === null) return edit.op === 'set' ? edit.value : toValue(doc);
  const entries = changedEntries(entriesOf(container), edit);
  const inner = container.type === 'array' ? entries.map(([, value]) => value) : ownObject(entries);
  return replaceAt(
    toValue(doc),
    edit.op === 'set' || edit.op === 'remove' ? edit.path.slice(0, -1) : edit.path,
    inner,
  );
}

function entriesOf(container: ContainerNode): Entry[] {
  return container.items.map((item) => [item.key?.value ?? null, nodeValue(item.value as Node)]);
}

function changedEntries(entries: readonly Entry[], edit: Edit): Entry[] {
  const last = edit.path.at(-1);
  switch (edit.op) {
    case 'set': {
      const at = typeof last === 'number' ? last : entries.findLastIndex(([key]) => key === last);
      if (at < 0) return [...entries, [String(last), edit.value]];
      return entries.map((entry, index) => (index === at ? [entry[0], edit.value] : entry));
    }
    case 'insert': {
      const before = entries.findLastIndex(([key]) => edit.before !== undefined && key === edit.before);
      const at = edit.index ?? (before < 0 ? entries.length : before);
      return entries.toSpliced(at, 0, [edit.key ?? null, edit.value]);
    }
    case 'remove':
      return entries.filter(([key], index) => (typeof last === 'number' ? index !== last : key !== last));
    case 'move':
      return movedOrder(entries.length, edit.from, edit.to).map((index) => entries[index] as Entry);
    case 'reorder':
      return edit.order.map((index) => entries[index] as Entry);
  }
}

/** `to` is the index after taking the item out. */
export function movedOrder(length: number, from: number, to: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  return order.toSpliced(from, 1).toSpliced(to, 0, from);
}

function ownObject(entries: readonly Entry[]): Json {
  const result: Record<string, Json> = {};
  for (const [key, value] of entries) setOwn(result, key ?? '', value);
  return result;
}

export function replaceAt(root: Json, path: Path, inner: Json): Json {
  const last = path.at(-1);
  if (last === undefined) return inner;
  let holder: Json | undefined = root;
  for (const part of path.slice(0, -1)) holder = getOwn(holder, part);
  if (typeof holder === 'object' && holder !== null)
    setOwn(holder as Record<string, Json>, String(last), inner);
  return root;
}

export function containerAt(root: Node, path: Path): ContainerNode | null {
  const node = nodeAtPath(root, path);
  return node !== null && isContainer(node) ? node : null;
}

export function nodeAtPath(root: Node, path: Path): Node | null {
  let node: Node = root;
  for (const part of path) {
    if (!isContainer(node)) return null;
    const index = itemIndex(node, part);
    const item = node.items[index];
    if (item === undefined) return null;
    node = item.value;
  }
  return node;
}

/** Of a key written more than once the last one counts; -1 if there is none. */
export function itemIndex(container: ContainerNode, part: string | number): number {
  if (container.type === 'object') {
    return typeof part === 'string' ? container.items.findLastIndex((item) => item.key?.value === part) : -1;
  }
  return typeof part === 'number' && Number.isInteger(part) && part >= 0 && part < container.items.length
    ? part
    : -1;
}
