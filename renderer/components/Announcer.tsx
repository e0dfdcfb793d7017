import { useEffect, useState } from 'react';
import { announcements } from '../display/announcements.ts';
import { useTranslator } from '../state/language.tsx';
import { useAppStore } from '../state/store-context.ts';
import { cx } from './cx.ts';
import fields from './fields.module.css';

/** Says politely what changed, for those who do not see it. */
export function Announcer() {
  const store = useAppStore();
  const { say } = useTranslator();
  const [text, setText] = useState('');
  useEffect(
    () =>
      store.subscribe((state, previous) => {
        if (state.snapshot === previous.snapshot || state.snapshot === null || previous.snapshot === null)
          return;
        const said = announcements(previous.snapshot, state.snapshot);
        if (said.length > 0) setText(said.map(say).join(' '));
      }),
    [store, say],
  );
  return (
    <div role="status" aria-live="polite" className={cx(fields.hidden)}>
      {text}
    </div>
  );
}
