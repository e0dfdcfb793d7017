import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { isProperty, type SyntaxNode, type Tree } from './path-at.ts';

/** The key or value being written at a position: what a completion reads, and exactly what it replaces. */
export type WordAt = {
  /** With its quotes. */
  from: number;
  to: number;
  /** Where its text begins, after the quote. */
  start: number;
  /** What the person opened it with; empty: nothing. */
  quote: Quote;
  /** Its colon is there already. Always false for a value. */
  hasColon: boolean;
};

export type Quote = '"' | "'" | '';

/** null: nothing could be written here, as in a comment, after a value, or between a key and its colon. */
export function wordAt(state: EditorState, position: number): WordAt | null {
  const tree = treeUpTo(state, position);
  const left = tree.resolveInner(position, -1);
  if (left.name.endsWith('Comment') || left.name === '}' || left.name === ']') return null;
  const written = [left, tree.resolveInner(position, 1)].find(isWritten);
  if (written === undefined && isBeforeColon(left, position)) return null;
  const word = written === undefined ? halfWritten(state, position, left) : wholeWord(state, written);
  const isClosed =
    word.to > word.start && word.quote !== '' && state.sliceDoc(word.to - 1, word.to) === word.quote;
  if (position > (isClosed ? word.to - 1 : word.to)) return null;
  return { ...word, hasColon: colonFirst.test(state.sliceDoc(word.to)) };
}

/** A colon, after nothing but white space and comments. */
const colonFirst = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*:/;

/** The tree as far as a completion needs it, also right after a keystroke. */
export function treeUpTo(state: EditorState, position: number): Tree {
  return ensureSyntaxTree(state, state.doc.lineAt(position).to, 50) ?? syntaxTree(state);
}

function isWritten(node: SyntaxNode): boolean {
  return ['PropertyName', 'String', 'Number', 'True', 'False', 'Null'].includes(node.name);
}

type Word = Omit<WordAt, 'hasColon'>;

function wholeWord(state: EditorState, { from, to }: { from: number; to: number }): Word {
  const first = state.sliceDoc(from, from + 1);
  if (isQuote(first)) return { from, to, start: from + 1, quote: first };
  // Without quotes the grammar's word may end before the person's does, as in `open-ai`.
  const end = to + bareWordAfter(state, to);
  // A key whose quote is not closed begins, for the grammar, after that quote.
  const before = from === 0 ? '' : state.sliceDoc(from - 1, from);
  return isQuote(before)
    ? { from: from - 1, to: end, start: from, quote: before }
    : { from, to: end, start: from, quote: '' };
}

function bareWordAfter(state: EditorState, position: number): number {
  const rest = state.sliceDoc(position, state.doc.lineAt(position).to);
  return /^[\w$.-]*/.exec(rest)?.[0].length ?? 0;
}

/** What has been typed of a value the grammar does not know yet: `op`, `"op` without its end, or nothing. */
function halfWritten(state: EditorState, position: number, left: SyntaxNode): Word {
  const line = state.doc.lineAt(position);
  const begin = Math.max(line.from, propertyOf(left)?.from ?? line.from);
  const before = state.sliceDoc(begin, position);
  const opened = openString(before);
  const from = opened === null ? position - (/[\w$.-]*$/.exec(before)?.[0].length ?? 0) : begin + opened.at;
  const quote = opened?.quote ?? '';
  return { from, to: position + bareWordAfter(state, position), start: from + quote.length, quote };
}

function openString(text: string): { at: number; quote: '"' | "'" } | null {
  let open: { at: number; quote: '"' | "'" } | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (open !== null && char === '\\') at += 1;
    else if (open !== null && char === open.quote) open = null;
    else if (open === null && isQuote(char)) open = { at, quote: char };
  }
  return open;
}

function isQuote(text: string): text is '"' | "'" {
  return text === '"' || text === "'";
}

function isBeforeColon(node: SyntaxNode, position: number): boolean {
  if (!isProperty(node)) return false;
  const colon = node.getChild('PropertyColon');
  return colon === null || position <= colon.from;
}

function propertyOf(node: SyntaxNode): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) if (isProperty(at)) return at;
  return null;
}
