import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { useT } from '../state/language.tsx';
import { useApi } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';

/** The demo is a world of its own, so it is another start of the app, never a switch in this one. */
export function DemoDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const starting = useCommand();
  const [demo, setDemo] = useState<{ url: string | null } | null>(null);

  const start = async () => setDemo(await starting.run(() => api.startDemo()));
  /** By a press of its own: browsers open no page for what was pressed some seconds ago. */
  const open = async (url: string) => {
    if ((await starting.run(() => api.openExternal({ url }))) !== null) onClose();
  };

  return (
    <Dialog title={t('welcome.demo')} onClose={onClose} buttons={buttons()}>
      <p>{t('welcome.demo.text')}</p>
      <p role="status">{demo === null ? null : whereItIs(demo.url)}</p>
      {starting.failure === null ? null : <FailureNote failure={starting.failure} />}
    </Dialog>
  );

  function whereItIs(url: string | null): string {
    return url === null
      ? t('welcome.demo.window')
      : t('welcome.demo.ready', { address: new URL(url).origin });
  }

  function buttons() {
    if (demo === null) {
      return (
        <>
          <Button large onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button large look="primary" autoFocus isDisabled={starting.running} onPress={() => void start()}>
            {t(starting.running ? 'welcome.demo.starting' : 'welcome.demo.start')}
          </Button>
        </>
      );
    }
    const { url } = demo;
    if (url === null) {
      return (
        <Button large look="primary" autoFocus onPress={onClose}>
          {t('common.done')}
        </Button>
      );
    }
    return (
      <>
        <Button large onPress={onClose}>
          {t('common.close')}
        </Button>
        <Button large look="primary" autoFocus onPress={() => void open(url)}>
          {t('welcome.demo.open')}
        </Button>
      </>
    );
  }
}
