import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Row.module.css';

export type RowProps = {
  label: ReactNode;
  note?: ReactNode;
  icon?: ReactNode;
  /** The value or control at the end. */
  children?: ReactNode;
  /** The control moves to a line of its own where there is no room. */
  wraps?: boolean;
};

/** One line of a grouped section: what it is, a small word about it, and its value or control. */
export function Row({ label, note, icon, children, wraps = false }: RowProps) {
  return (
    <div className={cx(styles.row, wraps && styles.wraps)}>
      {icon}
      <div className={cx(styles.words)}>
        <div className={cx(styles.label)}>{label}</div>
        {note === undefined || note === null ? null : <div className={cx(styles.note)}>{note}</div>}
      </div>
      {children === undefined ? null : <div className={cx(styles.end)}>{children}</div>}
    </div>
  );
}
