import FileQuestion from 'lucide-react/icons/file-question-mark';
import type { ConfigState } from '../../shared/gateway.ts';
import { Button } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { Disclosure, RawText } from '../components/Disclosure.tsx';
import { Empty } from '../components/Empty.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { placeLooks } from '../main-window/places.ts';
import { useT } from '../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './config/Config.module.css';
import { ConfigHeader } from './config/ConfigHeader.tsx';
import { ConfigNotices } from './config/ConfigNotices.tsx';
import { FilePane } from './config/FilePane.tsx';
import { HistoryPane } from './config/HistoryPane.tsx';
import { ProvidersPane } from './config/ProvidersPane.tsx';
import { useTexts } from './config/text-store.ts';

export default function ConfigView() {
  const t = useT();
  const config = useSnapshot(({ gateway }) => gateway.config);
  if (config.is === 'missing') return <Missing config={config} />;
  if (config.is === 'looking') {
    return (
      <>
        <ViewHeader title={t('place.config')} />
        <Empty icon={placeLooks.config.icon} title={t('configView.looking')} />
      </>
    );
  }
  return (
    <>
      <ConfigHeader />
      <div className={cx(styles.notices)}>
        <ConfigNotices config={config} />
      </div>
      <Pane config={config} />
    </>
  );
}

function Pane({ config }: { config: Extract<ConfigState, { is: 'loaded' | 'broken' }> }) {
  const t = useT();
  const { tab } = useTexts();
  const marks = config.is === 'loaded' ? config.files.map((each) => each.hash).join() : 'broken';
  switch (tab) {
    case 'file':
      return <FilePane config={config} />;
    case 'history':
      return <HistoryPane marks={marks} />;
    case 'providers':
      return config.is === 'loaded' ? (
        <ProvidersPane picture={config.picture} />
      ) : (
        <Empty icon={placeLooks.config.icon} title={t('configView.provider.broken')} />
      );
  }
}

function Missing({ config }: { config: Extract<ConfigState, { is: 'missing' }> }) {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const create = useCommand<unknown>();
  return (
    <>
      <ViewHeader title={t('place.config')} />
      <Empty
        icon={FileQuestion}
        title={t('configView.missing.title')}
        advice={t('configView.missing.advice', { path: config.path })}
      >
        <Button onPress={() => actions.goTo('settings')}>{t('failureAction.openSettings')}</Button>
        <Button
          look="primary"
          isDisabled={create.running}
          onPress={() => void create.run(() => api.createConfig())}
        >
          {t('configView.missing.create')}
        </Button>
      </Empty>
      <div className={cx(styles.lookedAt)}>
        {create.failure === null ? null : <FailureNote failure={create.failure} />}
        <Disclosure title={t('configView.missing.lookedAt')}>
          <RawText>{config.lookedAt.join('\n')}</RawText>
        </Disclosure>
      </div>
    </>
  );
}
