import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './ViewHeader.module.css';

/** The line at the top of a place: its name, and what can be done there. */
export function ViewHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={cx(styles.header)}>
      <h1 className={cx(styles.title)}>{title}</h1>
      {children}
    </header>
  );
}
