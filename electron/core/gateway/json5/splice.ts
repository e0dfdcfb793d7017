import { hasLineEnd, isLineEnd, skipBlanks } from './characters.ts';
import { indentAt, lineCommentEndingAt, lineEndNear } from './layout.ts';
import type { Doc, Range, Splice } from './types.ts';

export function replaceRange(start: number, end: number, text: string): Splice {
  return { start, end, text };
}

/** Splices in text order; two at the same offset stay in the order in which they were given. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const splice of [...splices].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Deletes the ranges (they may overlap) without letting a line comment before one run into what follows it. */
export function deletions(doc: Doc, ranges: readonly Range[]): Splice[] {
  return union(ranges).map((range) => {
    const { end } = range;
    let { start } = range;
    // CR before and LF after the range would become one CRLF.
    while (doc.text[start - 1] === '\r' && doc.text[end] === '\n') start--;
    if (lineCommentEndingAt(doc, start) === undefined) return replaceRange(start, end, '');
    const next = skipBlanks(doc.text, end);
    if (isLineEnd(doc.text.charCodeAt(next))) return replaceRange(start, next, '');
    return replaceRange(start, next, (lineEndNear(doc, start) ?? '\n') + indentAt(doc, start));
  });
}

function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}

export function trimBlanksStart(text: string): string {
  return text.slice(skipBlanks(text, 0));
}

export function breaksLine(text: string): boolean {
  return hasLineEnd(text, 0, text.length);
}
