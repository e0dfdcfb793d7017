import { hasLineEnd, isLineEnd, skipBlanks } from './characters.ts';
import { formatEntry, formatValue, type Shape } from './format.ts';
import {
  breaksBetween,
  commentsBetween,
  endsInLineComment,
  hasComma,
  indentAt,
  layoutOf,
  lineEndNear,
  type Slot,
  startsLine,
} from './layout.ts';
import { breaksLine, replaceRange } from './splice.ts';
import { type Style, styleAt } from './style.ts';
import { type ContainerNode, type Doc, isContainer, type Json, type Node, type Splice } from './types.ts';

/** How two neighbours are kept apart: `separator` holds the comma, `gap` leads to the next item. */
type Joint = { separator: string; gap: string };

export function insertSplices(
  doc: Doc,
  container: ContainerNode,
  index: number,
  key: string | null,
  value: Json,
): Splice[] {
  const style = styleAt(doc, container, index);
  const slots = layoutOf(doc, container);
  const write = (indent: string) =>
    formatEntry(key, formatValue(value, style, indent, shapeAmong(doc, container, index, value)), style);
  if (slots.length === 0) return insertIntoEmpty(doc, container, style, write);
  const joint = jointAt(doc, container, slots, index, style);
  const slot = slots[index];
  if (slot !== undefined) return insertBefore(doc, container, slots, index, slot, joint, write);
  return append(doc, slots, joint, write);
}

/** A new container is spread over lines, or not, as the one of its kind nearest to it. */
function shapeAmong(doc: Doc, container: ContainerNode, index: number, value: Json): Shape {
  const type = Array.isArray(value) ? 'array' : 'object';
  const { items } = container;
  for (const item of [...items.slice(0, index).reverse(), ...items.slice(index)]) {
    if (item.value.type === type) {
      const shape = shapeOf(doc, item.value);
      if (shape !== null) return shape;
    }
  }
  return null;
}

export function shapeOf(doc: Doc, node: Node): Shape {
  const first = isContainer(node) ? node.items[0] : undefined;
  if (first === undefined) return null;
  return breaksBetween(doc, node.start + 1, first.start) ? 'lines' : 'inline';
}

function jointAt(
  doc: Doc,
  container: ContainerNode,
  slots: readonly Slot[],
  index: number,
  style: Style,
): Joint {
  const lower = Math.min(Math.max(index, 1), slots.length - 1);
  const [before, after] = [slots[lower - 1], slots[lower]];
  const newLine = (offset: number, like: number) => (lineEndNear(doc, offset) ?? '\n') + indentAt(doc, like);
  if (before === undefined || after === undefined || lower === 0) {
    const only = slots[0];
    const breaks = only !== undefined && breaksBetween(doc, container.start + 1, only.start);
    return { separator: ',', gap: breaks ? newLine(container.start, only.start) : style.space };
  }
  const comma = before.item.comma;
  if (hasLineEnd(doc.text, before.preEnd, comma)) {
    const gap = after.start > comma + 1 ? ' ' : '';
    return { separator: `${newLine(before.preEnd, comma)},`, gap };
  }
  if (breaksBetween(doc, before.sepEnd, after.start)) {
    return { separator: ',', gap: newLine(before.end, after.start) };
  }
  return { separator: ',', gap: after.start > comma + 1 ? ' ' : '' };
}

function insertBefore(
  doc: Doc,
  container: ContainerNode,
  slots: readonly Slot[],
  index: number,
  slot: Slot,
  joint: Joint,
  write: (indent: string) => string,
): Splice[] {
  const indent = indentAt(doc, slot.start);
  const edge = slots[index - 1]?.end ?? container.start + 1;
  const sharesLine = !breaksLine(joint.gap) && !breaksLine(joint.separator);
  // A comment on a line of its own above the next item must stay on a line of its own.
  const leadNeedsLine = slot.leadBreaks && startsLine(doc, slot.start, edge) && !breaksLine(joint.gap);
  const wasAlone = index === 0 || breaksBetween(doc, edge, slot.start);
  const tail = tailOnSharedLine(doc, slot, sharesLine && wasAlone);
  const ownLine = leadNeedsLine || tail === 'needs its own line';
  const gap = ownLine ? (lineEndNear(doc, slot.start) ?? '\n') + indent : joint.gap;
  const splice = replaceRange(slot.start, slot.start, write(indent) + joint.separator + gap);
  if (tail !== 'comma after comments' || ownLine) return [splice];
  const { comma } = slot.item;
  return [splice, replaceRange(comma, comma + 1, ''), replaceRange(slot.end, slot.end, ',')];
}

/** Behind the last comma of a line with several items a comment is no longer its item's. */
function tailOnSharedLine(doc: Doc, slot: Slot, becomesShared: boolean) {
  if (!becomesShared || hasLineEnd(doc.text, slot.item.start, slot.item.end)) return 'fine';
  const behind = hasComma(slot) ? slot.post : slot.pre;
  if (slot.below || behind.some((comment) => comment.line)) return 'needs its own line';
  return slot.post.length > 0 ? 'comma after comments' : 'fine';
}

function append(doc: Doc, slots: readonly Slot[], joint: Joint, write: (indent: string) => string): Splice[] {
  const last = slots.at(-1) as Slot;
  const indent = indentAt(doc, last.item.start);
  const newLine = (lineEndNear(doc, last.end) ?? '\n') + indent;
  const breaks = breaksLine(joint.gap);
  if (hasComma(last)) {
    const ending = hasLineEnd(doc.text, last.preEnd, last.sepEnd) ? joint.separator : ',';
    if (breaks || last.post.length === 0) {
      return [replaceRange(last.end, last.end, joint.gap + write(indent) + ending)];
    }
    if (last.below || last.post.some((comment) => comment.line)) {
      return [replaceRange(last.end, last.end, newLine + write(indent) + ending)];
    }
    // On a shared line, a comment after the comma would become the new item's.
    return [
      replaceRange(last.item.comma, last.item.comma + 1, ''),
      replaceRange(last.end, last.end, `,${joint.gap}${write(indent)}${ending}`),
    ];
  }
  if (breaksLine(joint.separator)) {
    return [replaceRange(last.end, last.end, joint.separator + joint.gap + write(indent))];
  }
  const comma = breaks || endsInLineComment(last.pre) ? endOfLeadingBlocks(last, breaks) : last.end;
  const gap = endsInLineComment(last.pre) && !breaks ? newLine : joint.gap;
  return [replaceRange(comma, comma, joint.separator), replaceRange(last.end, last.end, gap + write(indent))];
}

/** Right after the value; on a shared line after its block comments, so that they stay with it. */
function endOfLeadingBlocks(last: Slot, breaks: boolean): number {
  if (breaks) return last.item.end;
  return last.pre.filter((comment) => !comment.line).at(-1)?.end ?? last.item.end;
}

/** Behind the comments on the bracket's line, before all others: those stay where they are. */
function insertIntoEmpty(
  doc: Doc,
  container: ContainerNode,
  style: Style,
  write: (indent: string) => string,
): Splice[] {
  const { text } = doc;
  const close = container.end - 1;
  let at = container.start + 1;
  for (const comment of commentsBetween(doc, at, close)) {
    if (hasLineEnd(text, at, comment.start)) break;
    at = comment.end;
  }
  const outer = indentAt(doc, container.start);
  const inner = outer + style.indentUnit;
  if (hasLineEnd(text, at, close)) {
    const spot = isLineEnd(text.charCodeAt(skipBlanks(text, at))) ? skipBlanks(text, at) : at;
    const lineEnd = lineEndNear(doc, spot) ?? '\n';
    return [replaceRange(spot, spot, lineEnd + inner + write(inner) + (style.trailingComma ? ',' : ''))];
  }
  const body = write(outer);
  if (style.lineEnd !== null && breaksLine(body)) {
    const comma = style.trailingComma ? ',' : '';
    return [replaceRange(at, close, style.lineEnd + inner + write(inner) + comma + style.lineEnd + outer)];
  }
  const hasComment = at > container.start + 1;
  const padding = container.type === 'object' ? style.objectPadding : style.arrayPadding;
  const before = hasComment ? ' ' : text.slice(at, close) || padding;
  return [replaceRange(at, close, before + body + (text.slice(at, close) || (hasComment ? '' : padding)))];
}
