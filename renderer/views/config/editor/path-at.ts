import type { syntaxTree } from '@codemirror/language';

export type Tree = ReturnType<typeof syntaxTree>;
export type SyntaxNode = ReturnType<Tree['resolveInner']>;

/** Where in the config a position is, as the keys and indexes that lead there. */
export type PathAt = {
  path: (string | number)[];
  /** A key is being written, or would be written here; `path` is then the object it belongs to. */
  isKey: boolean;
  /** The word under the position. */
  from: number;
  to: number;
};

export function pathAt(tree: Tree, position: number, slice: (from: number, to: number) => string): PathAt {
  const node = tree.resolveInner(position, -1);
  const word = up(node, 'PropertyName');
  const owner = word?.parent?.parent ?? null;
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = owner ?? node; at !== null; at = at.parent) {
    const { parent } = at;
    if (isProperty(at)) {
      const name = at.getChild('PropertyName');
      if (name !== null) path.unshift(plainKey(slice(name.from, name.to)));
    } else if (parent?.name === 'Array') {
      path.unshift(indexIn(parent, at));
    }
  }
  if (word !== null) {
    return { path, isKey: word.parent !== null && isProperty(word.parent), from: word.from, to: word.to };
  }
  const isInObject = node.type.isError && node.parent?.name === 'Object';
  return {
    path,
    isKey: node.name === 'Object' || node.name === '{' || isInObject,
    from: node.from,
    to: node.to,
  };
}

/**
 * A key with its value. A bare word where a value belongs is read by the grammar as the first key of an object without
 * its brace: that one is none.
 */
export function isProperty(node: SyntaxNode): boolean {
  return node.name === 'Property' && node.parent?.firstChild?.name === '{';
}

function up(node: SyntaxNode, name: string): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) if (at.name === name) return at;
  return null;
}

function indexIn(list: SyntaxNode, item: SyntaxNode): number {
  let index = 0;
  for (let at = list.firstChild; at !== null && at.from < item.from; at = at.nextSibling) {
    if (/^[A-Z]/.test(at.name) && !at.name.endsWith('Comment')) index += 1;
  }
  return index;
}

function plainKey(written: string): string {
  return written.replace(/^["']|["']$/g, '');
}
