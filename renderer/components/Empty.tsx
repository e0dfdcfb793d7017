import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconImage } from './Icon.tsx';
import styles from './notices.module.css';

export type EmptyProps = { icon?: IconImage; title: string; advice?: string; children?: ReactNode };

/** A place with nothing in it: what that means, and what can be done. */
export function Empty({ icon, title, advice, children }: EmptyProps) {
  return (
    <div className={cx(styles.empty)}>
      {icon === undefined ? null : <Icon of={icon} size={32} />}
      <h2>{title}</h2>
      {advice === undefined ? null : <p>{advice}</p>}
      {children === undefined ? null : <div className={cx(styles.buttons)}>{children}</div>}
    </div>
  );
}
