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

  async function remove(): Promise<void> {
    const result = await removal.run(() => api.removeServer({ serverId }));
    if (result !== null) actions.closeDialog();
  }

  return (
    <Dialog
      role="alertdialog"
      title={t('server.remove.title', { server: server.name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button large look="danger" isDisabled={removal.running} onPress={() => void remove()}>
            {t('common.remove')}
          </Button>
        </>
      }
    >
      <p>{t(server.sources.includes('config') ? 'server.remove.configured' : 'server.remove.text')}</p>
      {removal.failure === null ? null : <FailureNote failure={removal.failure} />}
    </Dialog>
  );
}
