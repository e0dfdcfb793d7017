import FileQuestion from 'lucide-react/icons/file-question-mark';
import { Button } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { Empty } from '../components/Empty.tsx';
import { placeLooks } from '../main-window/places.ts';
import { useT } from '../state/language.tsx';
import { useAppStore, useSnapshot } from '../state/store-context.ts';
import styles from './chain/Chain.module.css';
import { ChainBoard } from './chain/ChainBoard.tsx';
import { ChainHeader } from './chain/ChainHeader.tsx';
import { ChainNotices } from './chain/ChainNotices.tsx';
import { useChainColumns } from './chain/use-chains.ts';

export default function ChainView() {
  const editable = useSnapshot(({ gateway }) => gateway.config.is === 'loaded');
  const columns = useChainColumns();
  return (
    <>
      <ChainHeader />
      <div className={cx(styles.notices)}>
        <ChainNotices />
      </div>
      {columns === null ? <NoConfig /> : <ChainBoard {...columns} editable={editable} />}
    </>
  );
}

function NoConfig() {
  const t = useT();
  const { actions } = useAppStore();
  const config = useSnapshot(({ gateway }) => gateway.config);
  if (config.is === 'looking') {
    return <Empty icon={placeLooks.chain.icon} title={t('chainView.looking')} />;
  }
  if (config.is !== 'missing') {
    return (
      <Empty
        icon={FileQuestion}
        title={t('chainView.unreadable.title')}
        advice={t('chainView.unreadable.advice')}
      >
        <Button onPress={() => actions.goTo('config')}>{t('failureAction.openConfig')}</Button>
      </Empty>
    );
  }
  return (
    <Empty
      icon={FileQuestion}
      title={t('chainView.noConfig.title')}
      advice={t('chainView.noConfig.advice', { path: config.path })}
    >
      <Button onPress={() => actions.goTo('config')}>{t('failureAction.openConfig')}</Button>
    </Empty>
  );
}
