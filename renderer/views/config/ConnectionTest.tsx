import { useState } from 'react';
import type { TestedServer } from '../../../shared/contract/server-commands.ts';
import type { KeyView, Provider } from '../../../shared/gateway.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Config.module.css';

export type ConnectionTestProps = { url: string; isUsable: boolean; provider: Provider };

/** What answers at the address, and what it lists. Nothing is saved by asking. */
export function ConnectionTest({ url, isUsable, provider }: ConnectionTestProps) {
  const { t } = useTranslator();
  const api = useApi();
  const test = useCommand<TestedServer>();
  const [answer, setAnswer] = useState<{ url: string; tested: TestedServer } | null>(null);
  async function run(): Promise<void> {
    const tested = await test.run(() =>
      api.testServer({ url, kind: null, key: null, providerId: provider.id }),
    );
    setAnswer(tested === null ? null : { url, tested });
  }
  const shown = answer !== null && answer.url === url ? answer.tested : null;
  return (
    <div className={cx(styles.test)} role="status">
      <Button isDisabled={!isUsable || test.running} onPress={() => void run()}>
        {t(test.running ? 'configView.testing' : 'configView.test')}
      </Button>
      {isSent(provider.key) && isUsable && !isSameOrigin(url, provider.baseUrl) ? (
        <p className={cx(styles.secondary)}>{t('configView.test.otherOrigin')}</p>
      ) : null}
      {shown === null ? null : <Tested tested={shown} />}
      {test.failure === null ? null : (
        <FailureNote failure={test.failure} actions={{ retry: () => void run() }} />
      )}
    </div>
  );
}

function isSent(key: KeyView): boolean {
  return key.is === 'variable' || (key.is === 'literal' && !key.localMarker);
}

function isSameOrigin(url: string, configured: string | null): boolean {
  if (configured === null || !URL.canParse(url) || !URL.canParse(configured)) return false;
  return new URL(url).origin === new URL(configured).origin;
}

function Tested({ tested }: { tested: TestedServer }) {
  const { t, format } = useTranslator();
  const { version, tookMs, models } = tested;
  const kind = t(`kind.${tested.kind}`);
  return (
    <div className={cx(styles.tested)}>
      <p>
        {version === null
          ? t('configView.test.is', { kind, ms: tookMs })
          : t('configView.test.isVersion', { kind, version, ms: tookMs })}
      </p>
      <p className={cx(styles.secondary)}>
        {models.length === 0
          ? t('configView.test.listsNone')
          : t('configView.test.lists', {
              count: models.length,
              names: format.list(models.map((model) => model.id)),
            })}
      </p>
    </div>
  );
}
