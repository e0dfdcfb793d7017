import CircleAlert from 'lucide-react/icons/circle-alert';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { RowIconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import overlay from '../../components/overlay.module.css';
import { useT } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import styles from './ModelList.module.css';

/** The last action on this model failed: a mark in the row, the words on click. */
export function FailureMark({
  subject,
  serverId,
  modelId,
}: {
  subject: string;
  serverId: string;
  modelId: string;
}) {
  const t = useT();
  const { actions } = useAppStore();
  const failure = useApp((state) => state.failures[subject]);
  if (failure === undefined) return null;
  return (
    <DialogTrigger>
      <RowIconButton name={t('models.lastFailed')} icon={CircleAlert} tone="broken" />
      <Popover className={cx(overlay.popover)} offset={4}>
        <Dialog aria-label={t('models.lastFailed')} className={cx(styles.why)}>
          <FailureNote
            bare
            failure={failure}
            onDismiss={() => actions.dismissFailure(subject)}
            actions={{
              retry: () => actions.openDialog({ is: 'load', serverId, modelId, verb: 'load' }),
              'set-key': () => actions.openDialog({ is: 'server-key', serverId }),
            }}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
