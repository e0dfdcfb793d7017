import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { useT } from '../state/language.tsx';
import { useApi, useAppStore } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { useDialogServer } from './use-subject.ts';

export function RemoveServerDialog({ serverId }: { serverId: string }) {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const removal = useCommand();
  const server = useDialogServer(serverId);
  if (server === null) return null;
  const { name, sources } = server;
  // What a config or a scan names comes back by itself: it can only be hidden.
  const hides = sources.some((source) => source !== 'person');

  async function remove(): Promise<void> {
    const result = await removal.run(() => api.removeServer({ serverId }));
    if (result !== null) actions.closeDialog();
  }

  return (
    <Dialog
      role="alertdialog"
      title={t(hides ? 'server.hide.title' : 'server.remove.title', { server: name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large autoFocus onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button large look="danger" isDisabled={removal.running} onPress={() => void remove()}>
            {t(hides ? 'server.hide.button' : 'common.remove')}
          </Button>
        </>
      }
    >
      <p>{t(hides ? 'server.hide.text' : 'server.remove.text')}</p>
      {removal.failure === null ? null : <FailureNote failure={removal.failure} />}
    </Dialog>
  );
}
