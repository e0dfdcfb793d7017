import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './Section.module.css';

export type SectionProps = {
  title: string;
  note?: string;
  /** Small things at the end of the title line. */
  aside?: ReactNode;
  /** Rows on one surface with hairlines between them, as in System Settings. */
  grouped?: boolean;
  level?: 2 | 3;
  children: ReactNode;
};

export function Section({ title, note, aside, grouped = false, level = 2, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={cx(styles.section)} aria-labelledby={id}>
      <div className={cx(styles.head)}>
        <Heading id={id} className={cx(styles.title)}>
          {title}
        </Heading>
        {aside}
      </div>
      <div className={cx(styles.body, grouped && styles.group)}>{children}</div>
      {note === undefined ? null : <p className={cx(styles.note)}>{note}</p>}
    </section>
  );
}
