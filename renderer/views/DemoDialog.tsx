import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { RawText } from '../components/Disclosure.tsx';
import { useT } from '../state/language.tsx';
import { useApi } from '../state/store-context.ts';

const demoCommand = 'npm run demo';

/** The demo is a world of its own, so it is another start of the app, never a switch in this one. */
export function DemoDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => setIsCopied((await api.copyText({ text: demoCommand })).ok);
  return (
    <Dialog
      title={t('welcome.demo')}
      onClose={onClose}
      buttons={
        <>
          <Button large onPress={() => void copy()}>
            {t(isCopied ? 'common.copied' : 'common.copy')}
          </Button>
          <Button large look="primary" autoFocus onPress={onClose}>
            {t('common.done')}
          </Button>
        </>
      }
    >
      <p>{t('welcome.demo.text')}</p>
      <RawText>{demoCommand}</RawText>
    </Dialog>
  );
}
