import { Fragment, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Facts.module.css';

export type Fact = { label: string; value: ReactNode; note?: string | undefined };

/** What is known of one thing. A fact nobody told (null) is left out. */
export function Facts({ facts }: { facts: (Fact | null)[] }) {
  return (
    <dl className={cx(styles.facts)}>
      {facts.map((fact) =>
        fact === null ? null : (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value}
              {fact.note === undefined ? null : <span className={cx(styles.note)}>{fact.note}</span>}
            </dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
