import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Reachability } from '../../../shared/servers.ts';
import { LinkButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import overlay from '../../components/overlay.module.css';
import { useNow } from '../../state/clock.ts';
import { useT } from '../../state/language.tsx';
import { useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import styles from './ModelList.module.css';

export type UnreachableFactProps = {
  serverId: string;
  reachability: Extract<Reachability, { is: 'unreachable' }>;
};

/** Since when nobody answers, how old the data is, and behind *Why?* the reason with its remedy. */
export function UnreachableFact({ serverId, reachability }: UnreachableFactProps) {
  const t = useT();
  const now = useNow(15_000);
  const { actions } = useAppStore();
  const { poll } = useModelActions();
  const { since, failure, lastGoodAt } = reachability;
  return (
    <>
      <span className={cx(styles.broken, styles.wide)}>
        {t('models.server.unreachableSince', { at: since })}
      </span>
      <span className={cx(styles.roomy)}>
        {lastGoodAt === null ? t('stale.never') : t('stale.since', { for: Math.max(0, now - lastGoodAt) })}
      </span>
      <DialogTrigger>
        <LinkButton>{t('models.server.why')}</LinkButton>
        <Popover className={cx(overlay.popover)} offset={4}>
          <Dialog aria-label={t('models.server.why')} className={cx(overlay.note)}>
            {({ close }) => (
              <FailureNote
                bare
                failure={failure}
                actions={{
                  retry: () => void poll(serverId).then(close),
                  'set-key': () => actions.openDialog({ is: 'server-key', serverId }),
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}
