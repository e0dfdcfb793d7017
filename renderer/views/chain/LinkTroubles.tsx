import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Fix, Sentence } from '../../../shared/findings.ts';
import { cx } from '../../components/cx.ts';
import { FixButton } from '../../components/FixButton.tsx';
import overlay from '../../components/overlay.module.css';
import { useTranslator } from '../../state/language.tsx';
import styles from './Chain.module.css';

export type Trouble = { key: string; sentence: Sentence; fixes: readonly Fix[] };

/** What does not go together, in words, each with its ways out. */
export function LinkTroubles({ title, troubles }: { title: string; troubles: readonly Trouble[] }) {
  const { say } = useTranslator();
  return (
    <Popover className={cx(overlay.popover)} offset={4}>
      <Dialog aria-label={title} className={cx(styles.troubles)}>
        {troubles.map((trouble) => (
          <div key={trouble.key} className={cx(styles.trouble)}>
            <p>{say(trouble.sentence)}</p>
            {trouble.fixes.length === 0 ? null : (
              <div className={cx(styles.fixes)}>
                {trouble.fixes.map((fix) => (
                  <FixButton key={fix.label.key + JSON.stringify(fix.label.values)} fix={fix} />
                ))}
              </div>
            )}
          </div>
        ))}
      </Dialog>
    </Popover>
  );
}
