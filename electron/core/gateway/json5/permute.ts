import { hasLineEnd, skipBlanks, skipBlanksBack } from './characters.ts';
import {
  breaksBetween,
  commentsBetween,
  endsInLineComment,
  endsLine,
  hasComma,
  indentAt,
  layoutOf,
  lineEndNear,
  type Slot,
  startsLine,
} from './layout.ts';
import { breaksLine, replaceRange, trimBlanksStart } from './splice.ts';
import type { Comment, ContainerNode, Doc, Splice } from './types.ts';

type Position = {
  slot: Slot;
  /** Nothing but blanks before it on its line. */
  startsLine: boolean;
  /** No other item before it on its line. */
  ownsLine: boolean;
  /** Another item follows on the line. */
  crowdedAfter: boolean;
  isFirst: boolean;
  isLast: boolean;
};

/** What follows the value of an item at its new position. */
type Tail = { pre: string; post: string; preIsLine: boolean; postIsLine: boolean };

/** What comes to a position: a key and value, and the comments that belong to them. */
type Unit = {
  body: string;
  /** Whose comments they are; the same item's, unless only the values of two members change places. */
  comments: Slot;
  /** Where in the text the unit's own indentation can be seen. */
  indentAt: number;
};

/** Puts item `order[i]` at position i. Commas, blank lines and separators stay with the positions. */
export function reorderSplices(doc: Doc, container: ContainerNode, order: readonly number[]): Splice[] {
  const slots = layoutOf(doc, container);
  const splices: Splice[] = [];
  order.forEach((from, index) => {
    const item = slots[from];
    const slot = slots[index];
    if (from === index || item === undefined || slot === undefined) return;
    splices.push(place(doc, positionOf(doc, container, slots, index, slot), wholeOf(doc, item)));
  });
  return splices;
}

function wholeOf(doc: Doc, comments: Slot): Unit {
  const { start, end } = comments.item;
  return { body: doc.text.slice(start, end), comments, indentAt: start };
}

/** One of two values that change places; the keys stay, the comments go with the values. */
export type Place = { container: ContainerNode; index: number };

export function exchangeSplices(doc: Doc, a: Place, b: Place): Splice[] {
  const [first, second] = [a, b].map(({ container, index }) => ({
    container,
    index,
    slots: layoutOf(doc, container),
  }));
  if (first === undefined || second === undefined) return [];
  return [bringTo(doc, first, second), bringTo(doc, second, first)].flat();
}

type Laid = Place & { slots: readonly Slot[] };

function bringTo(doc: Doc, to: Laid, from: Laid): Splice[] {
  const slot = to.slots[to.index];
  const other = from.slots[from.index];
  if (slot === undefined || other === undefined) return [];
  const { text } = doc;
  const key = text.slice(slot.item.start, slot.item.value.start);
  const body = key + text.slice(other.item.value.start, other.item.value.end);
  const unit = { body, comments: other, indentAt: slot.item.start };
  return [place(doc, positionOf(doc, to.container, to.slots, to.index, slot), unit)];
}

function positionOf(
  doc: Doc,
  container: ContainerNode,
  slots: readonly Slot[],
  index: number,
  slot: Slot,
): Position {
  const before = slots[index - 1];
  const next = slots[index + 1];
  return {
    slot,
    startsLine: startsLine(doc, slot.start, before?.end ?? container.start + 1),
    ownsLine: before === undefined || breaksBetween(doc, before.item.end, slot.start),
    crowdedAfter: next !== undefined && !breaksBetween(doc, slot.end, next.start),
    isFirst: before === undefined,
    isLast: next === undefined,
  };
}

function place(doc: Doc, position: Position, unit: Unit): Splice {
  const { text } = doc;
  const { slot } = position;
  const { comments: item } = unit;
  // Looked up only where it is needed: finding it can take a walk over a long line.
  const lineBreak = () => (lineEndNear(doc, slot.start) ?? '\n') + indentAt(doc, unit.indentAt);
  const between = textBetweenComments(doc, unit);
  const tail = tailAt(doc, position, unit, between);
  let lead = between(item.start, item.item.start);
  // Right behind the bracket a comment would become the bracket's: let it follow its item instead.
  if (lead !== '' && !item.leadBreaks && position.isFirst && !position.startsLine) {
    tail.pre = ` ${lead.trimEnd()}${tail.pre}`;
    lead = '';
  }
  let start = slot.start;
  let written = lead + unit.body + tailText(doc, slot, tail, lineBreak);
  if (needsOwnLine(position, unit)) {
    const edge = skipBlanksBack(text, start, 0);
    written = lineBreak() + written;
    start = edge;
  }
  return closeLine(doc, position, item, {
    start,
    written,
    lineBreak,
    endsInLine: endsInLine(doc, slot, tail),
  });
}

/** Cuts comments out with what is between them; lines get the indentation of the place their value comes to. */
function textBetweenComments(doc: Doc, { comments: { item }, indentAt: at }: Unit): Cut {
  if (at === item.start) return (from, to) => doc.text.slice(from, to);
  const [old, indent] = [indentAt(doc, item.start), indentAt(doc, at)];
  const moved = (space: string) =>
    space.replace(/([\n\r\u2028\u2029])([ \t]+)$/, (whole, lineEnd: string, blanks: string) =>
      blanks === old ? lineEnd + indent : whole,
    );
  return (from, to) => {
    let text = '';
    let end = from;
    for (const comment of commentsBetween(doc, from, to)) {
      text += moved(doc.text.slice(end, comment.start)) + doc.text.slice(comment.start, comment.end);
      end = comment.end;
    }
    return text + moved(doc.text.slice(end, to));
  };
}

type Cut = (from: number, to: number) => string;

/** Where the comments after the value go: before or after the comma of the new position. */
function tailAt(doc: Doc, position: Position, { comments: item, body }: Unit, between: Cut): Tail {
  const { slot } = position;
  const pre = between(item.item.end, item.preEnd);
  const post = between(item.sepEnd, item.end);
  const preIsLine = endsInLineComment(item.pre);
  const postIsLine = endsInLineComment(item.post);
  const asItStands = { pre, post, preIsLine, postIsLine };
  if (!hasComma(slot)) return asItStands;
  const commaOnNewLine = hasLineEnd(doc.text, slot.preEnd, slot.sepEnd);
  const crowded =
    position.crowdedAfter ||
    !(position.ownsLine || hasLineEnd(doc.text, item.start, item.item.start) || breaksLine(body));
  if (hasComma(item)) {
    const movesUp = crowded && post !== '' && !item.post.some((comment) => comment.line) && !item.below;
    return movesUp && !preIsLine
      ? { pre: pre + post, post: '', preIsLine: false, postIsLine: false }
      : asItStands;
  }
  if (commaOnNewLine) return asItStands;
  const cut = crowded ? endOfBlocks(item.pre, item.item.end) : item.item.end;
  return {
    pre: between(item.item.end, cut),
    post: between(cut, item.preEnd),
    preIsLine: false,
    postIsLine: preIsLine,
  };
}

/** Where the block comments that come before the first line comment end. */
function endOfBlocks(comments: readonly Comment[], fallback: number): number {
  const firstLine = comments.findIndex((comment) => comment.line);
  const blocks = firstLine < 0 ? comments : comments.slice(0, firstLine);
  return blocks.at(-1)?.end ?? fallback;
}

function tailText(doc: Doc, slot: Slot, tail: Tail, lineBreak: () => string): string {
  const separator = doc.text.slice(slot.preEnd, slot.sepEnd);
  const { pre, post, preIsLine } = tail;
  if (!preIsLine) return pre + separator + post;
  if (breaksLine(separator)) return pre + trimBlanksStart(separator) + post;
  // On a line of its own below the value it needs the comma after it to be seen as the item's.
  if (separator !== '' && breaksLine(pre)) return pre + lineBreak() + separator.trim() + post;
  const joined =
    post === '' || startsWithLineEnd(post)
      ? trimBlanksBeforeBreak(post)
      : lineBreak() + trimBlanksStart(post);
  // The comma may not disappear in the line comment, so it goes right after the value.
  return separator.trim() + pre + joined;
}

function endsInLine(doc: Doc, slot: Slot, tail: Tail): boolean {
  if (tail.post !== '') return tail.postIsLine;
  const commaIsLast =
    hasComma(slot) && (breaksLine(tail.pre) || hasLineEnd(doc.text, slot.preEnd, slot.sepEnd));
  return tail.preIsLine && !commaIsLast;
}

function startsWithLineEnd(text: string): boolean {
  return breaksLine(text.slice(0, skipBlanks(text, 0) + 1).slice(-1));
}

function trimBlanksBeforeBreak(text: string): string {
  return startsWithLineEnd(text) ? trimBlanksStart(text) : text;
}

function needsOwnLine(position: Position, { comments: item, body }: Unit): boolean {
  if (position.startsLine) return false;
  if (item.leadBreaks) return true;
  if (position.ownsLine) return false;
  const isLong = breaksLine(body);
  return item.below || (!isLong && [...item.pre, ...item.post].some((comment) => comment.line));
}

type Written = { start: number; written: string; lineBreak: () => string; endsInLine: boolean };

/** Nothing that follows may be swallowed by a line comment, or become the owner of a comment below the item. */
function closeLine(doc: Doc, position: Position, item: Slot, unit: Written): Splice {
  const { slot } = position;
  const { text } = doc;
  let { written } = unit;
  let end = slot.end;
  if (unit.endsInLine || item.below) {
    end = skipBlanks(text, slot.end);
    if (!endsLine(doc, slot.end)) {
      written += position.isLast ? lineBreakBeforeBracket(doc, unit, end) : unit.lineBreak();
    }
  }
  if (item.below && !position.isLast && !hasBlankLine(doc, end)) written += lineEndNear(doc, end) ?? '\n';
  return replaceRange(unit.start, end, written);
}

function lineBreakBeforeBracket(doc: Doc, unit: Written, bracket: number): string {
  return /[}\]]/.test(doc.text[bracket] ?? '')
    ? (lineEndNear(doc, unit.start) ?? '\n') + indentAt(doc, unit.start)
    : unit.lineBreak();
}

function hasBlankLine(doc: Doc, offset: number): boolean {
  const rest = doc.text.slice(offset, offset + 1_000);
  return /^[^\S\n\r\u2028\u2029]*(\r\n|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*[\n\r\u2028\u2029]/.test(
    rest,
  );
}
