import type { KeyboardEvent } from 'react';
import { type DragAndDropHooks, DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { cx } from '../../components/cx.ts';
import styles from './Chain.module.css';
import { type FingerOrder, useFingerOrder } from './use-finger-order.ts';

export type LinkOrder = {
  dragAndDropHooks: DragAndDropHooks;
  /** For the element around the list: Alt with an arrow, on anything in a row, and a finger on a handle. */
  aroundList: FingerOrder & { onKeyDownCapture(event: KeyboardEvent): void };
};

export type LinkOrderOptions = {
  /** Of the links as they stand (`linkKeys`). */
  keys: readonly string[];
  editable: boolean;
  order(refs: readonly string[]): void;
  move(from: number, to: number): void;
};

/** Drag a link by mouse or finger, grab it with the keyboard (Return on the handle), or press Alt with an arrow. */
export function useLinkOrder({ keys, editable, order, move }: LinkOrderOptions): LinkOrder {
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !editable,
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': refOf(String(key)) })),
    onReorder({ keys: dragged, target }) {
      const moved = keys.filter((key) => dragged.has(key));
      const rest = keys.filter((key) => !dragged.has(key));
      const at = rest.indexOf(String(target.key)) + (target.dropPosition === 'after' ? 1 : 0);
      order(rest.toSpliced(at, 0, ...moved).map(refOf));
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={cx(styles.drop)} />,
  });
  const finger = useFingerOrder({ keys, editable, move });
  return {
    dragAndDropHooks,
    aroundList: { ...finger, onKeyDownCapture },
  };

  function onKeyDownCapture(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || !event.altKey || !editable) return;
    const row = (event.target as Element).closest('[data-key]');
    const from = keys.indexOf(row?.getAttribute('data-key') ?? '');
    if (from === -1) return;
    event.preventDefault();
    event.stopPropagation();
    move(from, from + step);
  }
}

function refOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}
