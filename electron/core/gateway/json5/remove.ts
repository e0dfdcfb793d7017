import {
  afterLineEnd,
  beforeLineEnd,
  isLineEnd,
  isSpaceOnly,
  skipBlanks,
  skipBlanksBack,
  skipSpaceBack,
} from './characters.ts';
import {
  breaksBetween,
  commentsBetween,
  endsLine,
  hasComma,
  layoutOf,
  type Slot,
  startsLine,
} from './layout.ts';
import { applySplices, deletions, replaceRange } from './splice.ts';
import type { ContainerNode, Doc, Range, Splice } from './types.ts';

type Removal = { splices: Splice[]; dropped: string[] };

/** Removes the items at `indexes` (several for a key written more than once) in one go. */
export function removeSplices(
  doc: Doc,
  container: ContainerNode,
  indexes: readonly number[],
  comments: 'withItem' | 'keep',
): Removal {
  const slots = layoutOf(doc, container);
  const gone = new Set(indexes);
  const lastKept = slots.findLastIndex((_, index) => !gone.has(index));
  const cuts: Range[] = [];
  const dropped: string[] = [];
  for (const index of indexes) {
    const slot = slots[index];
    if (slot === undefined) continue;
    const keeps =
      comments === 'keep' && (slot.start < slot.item.start || slot.pre.length + slot.post.length > 0);
    const edge = slots[index - 1]?.end ?? container.start + 1;
    const next = slots[index + 1];
    const place: Place = { doc, slot, edge, next, isTail: index > lastKept };
    if (keeps) cuts.push(...cutsAroundComments(place));
    else cuts.push(cutOfUnit(place, slot.start, slot.end));
    const range = comments === 'keep' ? slot.item : slot;
    for (const comment of textsBetween(doc, range.start, range.end)) dropped.push(comment);
  }
  cuts.push(...surplusComma(slots, lastKept));
  return { splices: collapse(doc, container, lastKept, deletions(doc, cuts)), dropped };
}

export function textsBetween(doc: Doc, start: number, end: number): string[] {
  return commentsBetween(doc, start, end).map((comment) => doc.text.slice(comment.start, comment.end));
}

type Place = { doc: Doc; slot: Slot; edge: number; next: Slot | undefined; isTail: boolean };

/** The last item has a trailing comma exactly if the last one had one before. */
function surplusComma(slots: readonly Slot[], lastKept: number): Range[] {
  const last = slots.at(-1);
  const kept = slots[lastKept];
  if (last === undefined || kept === undefined || lastKept === slots.length - 1 || hasComma(last)) return [];
  return [{ start: kept.preEnd, end: kept.sepEnd }];
}

/** The unit from `start` to `end` with the white space that was there for its sake. */
function cutOfUnit({ doc, edge, next, isTail }: Place, start: number, end: number): Range {
  const { text } = doc;
  const opensLine = startsLine(doc, start, edge);
  const closesLine = endsLine(doc, end);
  const sharesNext = next !== undefined && !breaksBetween(doc, end, next.start);
  if (isTail) {
    const comment = commentsBetween(doc, edge, start).at(-1);
    if (opensLine) return { start: skipSpaceBack(text, start, comment?.end ?? edge), end };
    return { start: skipBlanksBack(text, start, edge), end };
  }
  if (opensLine && closesLine) {
    return { start: skipBlanksBack(text, start, edge), end: afterLineEnd(text, skipBlanks(text, end)) };
  }
  if (closesLine) return { start: skipBlanksBack(text, start, edge), end };
  return { start, end: sharesNext && next !== undefined ? next.start : skipBlanks(text, end) };
}

/** Cuts key, value and comma out; the item's comments stay where they are. */
function cutsAroundComments(place: Place): Range[] {
  const { doc, slot } = place;
  const { item, pre, post } = slot;
  const firstPre = pre[0];
  if (firstPre !== undefined) {
    const itemCut = {
      start: item.start,
      end: breaksBetween(doc, item.end, firstPre.start) ? item.end : firstPre.start,
    };
    return [itemCut, { start: slot.preEnd, end: slot.sepEnd }];
  }
  const firstPost = post[0];
  if (firstPost !== undefined && !breaksBetween(doc, slot.sepEnd, firstPost.start)) {
    return [{ start: item.start, end: firstPost.start }];
  }
  return [lineOrWords(place, item.start, slot.sepEnd)];
}

/** The whole line if nothing else stands on it. */
function lineOrWords({ doc, slot, edge }: Place, start: number, end: number): Range {
  const { text } = doc;
  const back = skipBlanksBack(text, start, slot.start < start ? slot.start : edge);
  const opensLine = back > 0 && isLineEnd(text.charCodeAt(back - 1));
  if (opensLine && endsLine(doc, end)) return { start: beforeLineEnd(text, back), end };
  return opensLine ? { start, end: skipBlanks(text, end) } : { start: back, end };
}

/** A container left with nothing but white space is written without it. */
function collapse(doc: Doc, container: ContainerNode, lastKept: number, splices: Splice[]): Splice[] {
  if (lastKept >= 0) return splices;
  const [from, to] = [container.start + 1, container.end - 1];
  const shifted = splices.map((splice) => replaceRange(splice.start - from, splice.end - from, splice.text));
  const rest = applySplices(doc.text.slice(from, to), shifted);
  return isSpaceOnly(rest) ? [replaceRange(from, to, '')] : splices;
}
