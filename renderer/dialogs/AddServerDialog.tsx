import { useState } from 'react';
import type { TestedServer } from '../../shared/contract/server-commands.ts';
import { Button } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Disclosure, RawText } from '../components/Disclosure.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { TextField } from '../components/TextField.tsx';
import { useTranslator } from '../state/language.tsx';
import { useApi, useApp, useAppStore } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { kindOf } from './ChangeServerDialog.tsx';
import styles from './dialogs.module.css';
import { type KindChoice, KindSelect } from './KindSelect.tsx';

export function AddServerDialog() {
  const { t } = useTranslator();
  const keyStore = useApp((state) => state.snapshot?.app.keyStore ?? 'private-file');
  const api = useApi();
  const { actions } = useAppStore();
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<KindChoice>('auto');
  const [key, setKey] = useState('');
  const [tested, setTested] = useState<TestedServer | null>(null);
  const testing = useCommand();
  const adding = useCommand();
  const isEmpty = url.trim() === '';

  async function test(): Promise<void> {
    if (isEmpty) return;
    setTested(null);
    adding.reset();
    const result = await testing.run(() =>
      api.testServer({
        url: fullUrl(url),
        kind: kindOf(kind),
        key: key.trim() === '' ? null : key.trim(),
        providerId: null,
      }),
    );
    if (result !== null) setTested(result);
  }

  async function add(): Promise<void> {
    testing.reset();
    const added = await adding.run(() =>
      api.addServer({
        url: fullUrl(url),
        name: name.trim() === '' ? null : name.trim(),
        kind: kindOf(kind),
      }),
    );
    if (added === null) return;
    const { serverId } = added;
    const secret = key.trim();
    const kept =
      secret === '' || (await adding.run(() => api.setServerKey({ serverId, key: secret }))) !== null;
    if (kept) actions.closeDialog();
  }

  const failure = adding.failure ?? testing.failure;
  return (
    <Dialog
      title={t('server.add.title')}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button large look="primary" isDisabled={isEmpty || adding.running} onPress={() => void add()}>
            {t('server.add.button')}
          </Button>
        </>
      }
    >
      <div className={cx(styles.line)}>
        <TextField
          label={t('server.add.address')}
          value={url}
          onChange={(value) => {
            setUrl(value);
            setTested(null);
            testing.reset();
          }}
          placeholder="http://192.168.1.40:11434"
          autoFocus
          onSubmit={() => void test()}
        />
        <Button large isDisabled={isEmpty || testing.running} onPress={() => void test()}>
          {t(testing.running ? 'server.add.testing' : 'server.add.test')}
        </Button>
      </div>
      <p className={cx(styles.under)}>{t('server.add.addressNote')}</p>
      {tested === null ? null : <Found tested={tested} />}
      {failure === null ? null : (
        <FailureNote failure={failure} tone="look" actions={{ retry: () => void test() }} />
      )}
      <TextField
        label={t('server.add.name')}
        value={name}
        onChange={setName}
        placeholder={t('server.add.namePlaceholder')}
      />
      <KindSelect value={kind} onChange={setKind} />
      <TextField
        label={t('server.add.key')}
        type="password"
        value={key}
        onChange={setKey}
        note={t(`server.keyNote.${keyStore}`)}
      />
    </Dialog>
  );
}

const modelsShown = 5;

function Found({ tested }: { tested: TestedServer }) {
  const { t } = useTranslator();
  const kind = t(`kind.${tested.kind}`);
  const more = tested.models.length - modelsShown;
  return (
    <div className={cx(styles.found)} role="status">
      <p>
        {tested.version === null
          ? t('server.add.found', { kind, ms: tested.tookMs })
          : t('server.add.foundVersion', { kind, version: tested.version, ms: tested.tookMs })}
      </p>
      <p>
        {tested.models.length === 0
          ? t('server.add.listsNone')
          : t('server.add.lists', { count: tested.models.length })}
      </p>
      <ul>
        {tested.models.slice(0, modelsShown).map((model) => (
          <li key={model.id}>{model.id}</li>
        ))}
        {more > 0 ? <li>{t('server.add.andMore', { count: more })}</li> : null}
      </ul>
      <Disclosure title={t('common.technicalDetails')}>
        <RawText>{tested.evidence}</RawText>
      </Disclosure>
    </div>
  );
}

/** People type host and port; main checks what may be reached. */
function fullUrl(typed: string): string {
  const text = typed.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
}
