import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { TextField } from '../components/TextField.tsx';
import { useT } from '../state/language.tsx';
import { useApi, useApp, useAppStore } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { useDialogServer } from './use-subject.ts';

export function ServerKeyDialog({ serverId }: { serverId: string }) {
  const t = useT();
  const keyStore = useApp((state) => state.snapshot?.app.keyStore ?? 'private-file');
  const api = useApi();
  const { actions } = useAppStore();
  const saving = useCommand();
  const [key, setKey] = useState('');
  const server = useDialogServer(serverId);
  if (server === null) return null;
  const isManaged = server.key === 'managed-by-openclaw';

  async function save(value: string | null): Promise<void> {
    const result = await saving.run(() => api.setServerKey({ serverId, key: value }));
    if (result !== null) actions.closeDialog();
  }

  return (
    <Dialog
      title={t('server.key.title', { server: server.name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          {server.key === 'set' ? (
            <Button large look="danger" isDisabled={saving.running} onPress={() => void save(null)}>
              {t('server.key.remove')}
            </Button>
          ) : null}
          <Button large onPress={actions.closeDialog}>
            {t(isManaged ? 'common.close' : 'common.cancel')}
          </Button>
          {isManaged ? null : (
            <Button
              large
              look="primary"
              isDisabled={saving.running || key.trim() === ''}
              onPress={() => void save(key.trim())}
            >
              {t('common.save')}
            </Button>
          )}
        </>
      }
    >
      {isManaged ? (
        <p>{t('server.key.managed')}</p>
      ) : (
        <TextField
          label={t('server.add.key')}
          type="password"
          value={key}
          onChange={setKey}
          note={t(`server.keyNote.${keyStore}`)}
          autoFocus
          onSubmit={() => (key.trim() === '' ? undefined : void save(key.trim()))}
        />
      )}
      {saving.failure === null ? null : <FailureNote failure={saving.failure} />}
    </Dialog>
  );
}
