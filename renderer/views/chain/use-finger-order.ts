import { type DragEvent, type PointerEvent, useRef } from 'react';

/**
 * Dragging a row by its handle with a finger or a pen. The browser's own drag, which the mouse uses, begins under a
 * finger on some systems only, after a long press; so the finger is followed here. Rows are marked on their elements:
 * no list renders while a finger moves.
 */
export type FingerOrder = {
  onPointerDownCapture(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  onPointerCancel(): void;
  /** Where the browser would begin a drag of its own, or a menu, under the same finger. */
  onDragStartCapture(event: DragEvent): void;
  onContextMenuCapture(event: Pick<Event, 'preventDefault'>): void;
};

type Drag = { pointerId: number; list: Element; row: Element; over: { row: Element; side: Side } | null };
type Side = 'before' | 'after';

/** On what a row is dragged by. */
export const handleMark = { 'data-handle': true };
const dragged = 'data-finger-drag';
const target = 'data-finger-drop';

export function useFingerOrder({
  keys,
  editable,
  move,
}: {
  keys: readonly string[];
  editable: boolean;
  move(from: number, to: number): void;
}): FingerOrder {
  const drag = useRef<Drag | null>(null);

  function mark(over: Drag['over']): void {
    const now = drag.current;
    if (now === null || (now.over?.row === over?.row && now.over?.side === over?.side)) return;
    now.over?.row.removeAttribute(target);
    over?.row.setAttribute(target, over.side);
    over?.row.scrollIntoView({ block: 'nearest' });
    now.over = over;
  }

  function end(): void {
    mark(null);
    drag.current?.row.removeAttribute(dragged);
    drag.current = null;
  }

  return {
    onPointerDownCapture(event) {
      if (event.pointerType === 'mouse' || !event.isPrimary || !editable) return;
      const handle = (event.target as Element).closest('[data-handle]');
      const row = handle?.closest('[data-key]');
      if (row == null) return;
      const list = event.currentTarget;
      list.setPointerCapture(event.pointerId);
      drag.current = { pointerId: event.pointerId, list, row, over: null };
      row.setAttribute(dragged, '');
    },
    onPointerMove(event) {
      if (drag.current?.pointerId !== event.pointerId) return;
      mark(rowAt(drag.current, event.clientY));
    },
    onPointerUp(event) {
      if (drag.current?.pointerId !== event.pointerId) return;
      const { row, over } = drag.current;
      end();
      if (over === null) return;
      // The list may have changed meanwhile: rows are looked up as they stand.
      const from = keys.indexOf(keyOf(row));
      const beside = keys.indexOf(keyOf(over.row));
      if (from === -1 || beside === -1) return;
      const gap = beside + (over.side === 'after' ? 1 : 0);
      const to = gap > from ? gap - 1 : gap;
      if (to !== from) move(from, to);
    },
    onPointerCancel: end,
    onDragStartCapture(event) {
      if (drag.current === null) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onContextMenuCapture(event) {
      if (drag.current !== null) event.preventDefault();
    },
  };
}

/** The row the finger is beside, and on which side; null: over the dragged one, where it would stay. */
function rowAt({ list, row: own }: Drag, y: number): Drag['over'] {
  const rows = [...list.querySelectorAll('[role="row"][data-key]')];
  const boxes = rows.map((row) => ({ row, box: row.getBoundingClientRect() }));
  const under = boxes.find(({ box }) => y < box.bottom) ?? boxes.at(-1);
  if (under === undefined || under.row === own) return null;
  const { row, box } = under;
  return { row, side: y < box.top + box.height / 2 ? 'before' : 'after' };
}

function keyOf(row: Element): string {
  return row.getAttribute('data-key') ?? '';
}
