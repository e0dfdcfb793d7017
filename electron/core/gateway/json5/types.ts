export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Never a dotted string: keys hold "/", "." and ":". */
export type Path = readonly (string | number)[];

export type Edit =
  | { op: 'set'; path: Path; value: Json }
  | { op: 'insert'; path: Path; value: Json; index?: number; key?: string; before?: string }
  | { op: 'remove'; path: Path; comments: 'withItem' | 'keep' }
  | { op: 'move'; path: Path; from: number; to: number }
  | { op: 'reorder'; path: Path; order: readonly number[] };

export type Limits = { depth?: number; chars?: number };

/** Offsets everywhere are UTF-16 units into the document's text, `end` exclusive. */
export type Range = { start: number; end: number };

type ScalarNode = Range & {
  type: 'string' | 'number' | 'boolean' | 'null';
  value: string | number | boolean | null;
};
export type ContainerNode = Range & { type: 'object' | 'array'; items: Item[] };
export type Node = ScalarNode | ContainerNode;

export type Key = Range & { value: string };

/** `start` to `end` is key and value; `comma` is the offset of the item's comma, -1 for none. */
export type Item = Range & { key: Key | null; value: Node; comma: number };

/** A line comment ends before its line end. */
export type Comment = Range & { line: boolean };

/** Trivia is never copied: what lies between the offsets is the original text. */
export type Doc = { text: string; root: Node; comments: readonly Comment[] };

/** Replace `start` to `end` by `text`. */
export type Splice = Range & { text: string };

export function isContainer(node: Node): node is ContainerNode {
  return node.type === 'object' || node.type === 'array';
}
