import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { cx } from './cx.ts';

export type BadgeTone = 'quiet' | 'look' | 'broken' | 'flame';

export function Badge({ children, tone = 'quiet' }: { children: ReactNode; tone?: BadgeTone }) {
  return <span className={cx(styles.badge, tone !== 'quiet' && styles[tone])}>{children}</span>;
}
