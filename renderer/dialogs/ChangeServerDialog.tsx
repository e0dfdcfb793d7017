import { useState } from 'react';
import { type ServerKind, type ServerWithModels, serverKinds } from '../../shared/servers.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { TextField } from '../components/TextField.tsx';
import { useT } from '../state/language.tsx';
import { useApi, useAppStore } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { type KindChoice, KindSelect } from './KindSelect.tsx';
import { useDialogServer } from './use-subject.ts';

export function ChangeServerDialog({ serverId }: { serverId: string }) {
  const server = useDialogServer(serverId);
  return server === null ? null : <Present server={server} />;
}

function Present({ server }: { server: ServerWithModels }) {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const change = useCommand();
  const [name, setName] = useState(server.name);
  const [kind, setKind] = useState<KindChoice>(server.kindFrom === 'person' ? server.kind : 'auto');

  async function save(): Promise<void> {
    const result = await change.run(() =>
      api.changeServer({
        serverId: server.id,
        name: name.trim() === '' ? null : name.trim(),
        kind: kindOf(kind),
      }),
    );
    if (result !== null) actions.closeDialog();
  }

  return (
    <Dialog
      title={t('server.change.title', { server: server.name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button large look="primary" isDisabled={change.running} onPress={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('server.add.name')}
        value={name}
        onChange={setName}
        placeholder={t('server.add.namePlaceholder')}
        autoFocus
        onSubmit={() => void save()}
      />
      <KindSelect
        value={kind}
        onChange={setKind}
        recognised={server.kindFrom === 'person' ? null : server.kind}
      />
      {change.failure === null ? null : <FailureNote failure={change.failure} />}
    </Dialog>
  );
}

export function kindOf(choice: KindChoice): ServerKind | null {
  return serverKinds.find((kind) => kind === choice) ?? null;
}
