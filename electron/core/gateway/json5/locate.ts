import { lineAndColumn } from './characters.ts';
import { itemIndex, nodeAtPath } from './expected.ts';
import { type Doc, type Item, isContainer, type Path } from './types.ts';

/** Line and column are those of `start`, 1-based. */
export type Place = { start: number; end: number; line: number; column: number };

/** Where the value at `path` stands; null if there is none. Of a key written twice: the one that counts. */
export function locate(doc: Doc, path: Path): Place | null {
  const node = nodeAtPath(doc.root, path);
  return node === null ? null : placeOf(doc, node.start, node.end);
}

/** Where the key of the member at `path` stands; null for list items, the root and what does not exist. */
export function locateKey(doc: Doc, path: Path): Place | null {
  const parent = nodeAtPath(doc.root, path.slice(0, -1));
  const last = path.at(-1);
  if (parent === null || last === undefined || !isContainer(parent)) return null;
  const key = parent.items[itemIndex(parent, last)]?.key;
  return key ? placeOf(doc, key.start, key.end) : null;
}

/** The path of the innermost key or value that holds `offset`; [] is the document itself. */
export function pathAt(doc: Doc, offset: number): Path {
  const path: (string | number)[] = [];
  let node = doc.root;
  while (isContainer(node)) {
    const index = lastStartingBy(node.items, offset);
    const item = node.items[index];
    if (item === undefined || offset > item.end) break;
    path.push(item.key?.value ?? index);
    node = item.value;
    if (offset < node.start) break;
  }
  return path;
}

function lastStartingBy(items: readonly Item[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? offset) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function placeOf(doc: Doc, start: number, end: number): Place {
  return { start, end, ...lineAndColumn(doc.text, start) };
}
