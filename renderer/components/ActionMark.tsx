import CircleAlert from 'lucide-react/icons/circle-alert';
import Info from 'lucide-react/icons/info';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslator } from '../state/language.tsx';
import { actionSubject } from '../state/model-actions.ts';
import { useApp, useAppStore } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import { RowIconButton } from './Button.tsx';
import { cx } from './cx.ts';
import { FailureNote } from './FailureNote.tsx';
import { Notice } from './Notice.tsx';
import overlay from './overlay.module.css';

export type ActionMarkProps = {
  /** null: all servers. */
  serverId: string | null;
  /** null: the server as a whole. */
  modelId: string | null;
};

/** The last action failed, or did something else than was asked: a mark where it was asked, the words on click. */
export function ActionMark({ serverId, modelId }: ActionMarkProps) {
  const { t, say } = useTranslator();
  const { actions } = useAppStore();
  const { again } = useModelActions();
  const subject = actionSubject(serverId, modelId);
  const said = useApp(({ failures, notes }) => failures[subject] ?? notes[subject]);
  if (said === undefined) return null;
  const hasFailed = 'failure' in said;
  const name = t(hasFailed ? 'models.lastFailed' : 'models.lastDiffers');
  return (
    <DialogTrigger>
      <RowIconButton
        name={name}
        icon={hasFailed ? CircleAlert : Info}
        tone={hasFailed ? 'broken' : 'plain'}
      />
      <Popover className={cx(overlay.popover)} offset={4}>
        <Dialog aria-label={name} className={cx(overlay.note)}>
          {hasFailed ? (
            <FailureNote
              bare
              failure={said.failure}
              onDismiss={() => actions.dismissFailure(subject)}
              actions={{
                retry: () => void again(serverId, modelId),
                ...(serverId === null
                  ? {}
                  : { 'set-key': () => actions.openDialog({ is: 'server-key', serverId }) }),
              }}
            />
          ) : (
            <Notice bare title={say(said)} onDismiss={() => actions.told(subject, null)} />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
