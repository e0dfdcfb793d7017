import {
  afterLineEnd,
  CARRIAGE_RETURN,
  hasLineEnd,
  isLineEnd,
  LINE_FEED,
  skipBlanks,
  skipBlanksBack,
} from './characters.ts';
import type { Comment, ContainerNode, Doc, Item } from './types.ts';

/**
 * One item with the comments that are its own, cut at the places an edit needs:
 * `start` lead comments `item.start` key and value `item.end` comments `preEnd` space, comma `sepEnd` comments `end`.
 * What lies between two slots belongs to the position, not to an item.
 */
export type Slot = {
  item: Item;
  start: number;
  preEnd: number;
  sepEnd: number;
  end: number;
  /** The lead comments stand on lines of their own. */
  leadBreaks: boolean;
  /** Comments between the value and its comma; of an item without comma, all comments after it. */
  pre: readonly Comment[];
  /** Comments after the comma. */
  post: readonly Comment[];
  /** `post` ends with comments on lines of their own below the item. */
  below: boolean;
};

const NONE: readonly Comment[] = [];

export function hasComma(slot: Slot): boolean {
  return slot.sepEnd > slot.preEnd;
}

export function endsInLineComment(comments: readonly Comment[]): boolean {
  return comments.at(-1)?.line ?? false;
}

/** Gives each item of the container the comments that are its own. */
export function layoutOf(doc: Doc, container: ContainerNode): Slot[] {
  const slots = container.items.map((item) => ownComma(doc, item));
  slots.forEach((slot, index) => {
    const previous = slots[index - 1];
    if (previous === undefined) ownLeadAfterBracket(doc, container, slot);
    else shareGap(doc, slots[index - 2], previous, slot);
  });
  const last = slots.at(-1);
  if (last !== undefined) ownEndOfContainer(doc, container, slots.at(-2), last);
  return slots;
}

/** An item reaches at least to its comma, whatever stands between the two. */
function ownComma(doc: Doc, item: Item): Slot {
  const slot = { item, start: item.start, leadBreaks: false, pre: NONE, post: NONE, below: false };
  if (item.comma < 0) return { ...slot, preEnd: item.end, sepEnd: item.end, end: item.end };
  const pre = commentsBetween(doc, item.end, item.comma);
  const sepEnd = item.comma + 1;
  return { ...slot, pre, preEnd: pre.at(-1)?.end ?? item.end, sepEnd, end: sepEnd };
}

function ownLeadAfterBracket(doc: Doc, container: ContainerNode, slot: Slot): void {
  const comments = commentsBetween(doc, container.start + 1, slot.item.start);
  if (comments.length === 0) return;
  const breaks = breaksAround(doc, container.start + 1, comments, slot.item.start);
  ownLead(slot, comments, breaks, runLength(breaks));
}

/** Between two items: the row above, the item above, nobody, the item below. */
function shareGap(doc: Doc, beforeUpper: Slot | undefined, upper: Slot, lower: Slot): void {
  const comments = commentsBetween(doc, upper.sepEnd, lower.item.start);
  const first = comments[0];
  if (first === undefined) return;
  const breaks = breaksAround(doc, upper.sepEnd, comments, lower.item.start);
  let run = runLength(breaks);
  if (run === comments.length && breaks[run] === 0) run = 0;
  const isRow = run > 0 && !isAlone(doc, beforeUpper, first);
  const leadFrom = ownLead(lower, comments, breaks, run);
  if (isRow) return;
  const belowEnd = breaks[run] === 1 ? blockEnd(breaks, run, leadFrom) : run;
  if (belowEnd === 0) return;
  upper.post = comments.slice(0, belowEnd);
  upper.end = comments[belowEnd - 1]?.end ?? upper.end;
  upper.below = belowEnd > run;
}

function ownEndOfContainer(
  doc: Doc,
  container: ContainerNode,
  beforeLast: Slot | undefined,
  last: Slot,
): void {
  const from = last.sepEnd;
  const comments = commentsBetween(doc, from, container.end - 1);
  const first = comments[0];
  if (first === undefined) return;
  const run = comments.slice(0, runLength(breaksAround(doc, from, comments, container.end - 1)));
  const alone = isAlone(doc, beforeLast, first);
  if (hasComma(last)) {
    if (!alone) return;
    last.post = run;
    last.end = run.at(-1)?.end ?? last.end;
  } else {
    last.pre = alone ? run : run.filter((comment) => !comment.line);
    last.preEnd = last.pre.at(-1)?.end ?? last.preEnd;
    last.sepEnd = last.preEnd;
    last.end = last.preEnd;
  }
}

/** Gives the comments straight above the item to it; answers where they begin in the list. */
function ownLead(slot: Slot, comments: readonly Comment[], breaks: readonly number[], from: number): number {
  let leadFrom = comments.length;
  while (leadFrom > from && (breaks[leadFrom] ?? 0) < 2) leadFrom--;
  const lead = comments[leadFrom];
  if (lead === undefined) return leadFrom;
  slot.start = lead.start;
  slot.leadBreaks = breaks.slice(leadFrom + 1).some((count) => count > 0);
  return leadFrom;
}

/** Where the block of comments that begins at `from` ends: before the next blank line. */
function blockEnd(breaks: readonly number[], from: number, limit: number): number {
  let end = from;
  while (end < limit && (end === from || (breaks[end] ?? 0) < 2)) end++;
  return end;
}

/** How many comments stand on the line on which the gap begins. */
function runLength(breaks: readonly number[]): number {
  let length = 0;
  while (length < breaks.length - 1 && breaks[length] === 0) length++;
  return length;
}

/** No other item ends on the line of this comment. */
function isAlone(doc: Doc, before: Slot | undefined, comment: Comment): boolean {
  return before === undefined || hasLineEnd(doc.text, before.item.end, comment.start);
}

/** Line ends before the first comment, between comments, and after the last one; 2 means a blank line. */
function breaksAround(doc: Doc, from: number, comments: readonly Comment[], to: number): number[] {
  const breaks: number[] = [];
  let at = from;
  for (const comment of comments) {
    breaks.push(countBreaks(doc.text, at, comment.start));
    at = comment.end;
  }
  breaks.push(countBreaks(doc.text, at, to));
  return breaks;
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && count < 2; ) {
    if (isLineEnd(text.charCodeAt(at))) {
      count++;
      at = afterLineEnd(text, at);
    } else at++;
  }
  return count;
}

export function commentsBetween(doc: Doc, from: number, to: number): readonly Comment[] {
  const first = firstCommentFrom(doc, from);
  let end = first;
  while ((doc.comments[end]?.start ?? to) < to) end++;
  return end === first ? NONE : doc.comments.slice(first, end);
}

/** The index of the first comment that starts at `offset` or later. */
function firstCommentFrom(doc: Doc, offset: number): number {
  let low = 0;
  let high = doc.comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((doc.comments[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line comment that ends exactly at `offset`, so that nothing may be joined to it. */
export function lineCommentEndingAt(doc: Doc, offset: number): Comment | undefined {
  const before = doc.comments[firstCommentFrom(doc, offset) - 1];
  return before?.line && before.end === offset ? before : undefined;
}

/** A line end outside comments. */
export function breaksBetween(doc: Doc, from: number, to: number): boolean {
  let at = from;
  for (const comment of commentsBetween(doc, from, to)) {
    if (hasLineEnd(doc.text, at, comment.start)) return true;
    at = comment.end;
  }
  return hasLineEnd(doc.text, at, to);
}

/** Only blanks between the line's start and `offset`; looks back no further than `edge`. */
export function startsLine(doc: Doc, offset: number, edge: number): boolean {
  const at = skipBlanksBack(doc.text, offset, edge);
  return at > edge && isLineEnd(doc.text.charCodeAt(at - 1));
}

/** Only blanks between `offset` and the line's end. */
export function endsLine(doc: Doc, offset: number): boolean {
  return isLineEnd(doc.text.charCodeAt(skipBlanks(doc.text, offset)));
}

/** The spaces and tabs the line of `offset` begins with. */
export function indentAt(doc: Doc, offset: number): string {
  const { text } = doc;
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  // A byte order mark is a blank to JSON5, but copying it would double it.
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start++;
  let end = start;
  while (end < offset && (text[end] === ' ' || text[end] === '\t')) end++;
  return text.slice(start, end);
}

/** The kind of line end in use near `offset`; null in a text without any. */
export function lineEndNear(doc: Doc, offset: number): string | null {
  const { text } = doc;
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return text.slice(at, afterLineEnd(text, at));
  }
  const feed = Math.max(text.lastIndexOf('\n', offset), text.lastIndexOf('\r', offset));
  if (feed >= 0) return text[feed] === '\n' && text[feed - 1] === '\r' ? '\r\n' : (text[feed] ?? null);
  return /[\u2028\u2029]/.exec(text)?.[0] ?? null;
}

export function lineEndKinds(text: string): Set<string> {
  return new Set(['\r\n', '\n', '\r', '\u2028', '\u2029'].filter((kind) => hasKind(text, kind)));
}

function hasKind(text: string, kind: string): boolean {
  if (kind === '\n') return /(^|[^\r])\n/.test(text);
  if (kind === '\r') return /\r(?!\n)/.test(text);
  return text.includes(kind);
}
