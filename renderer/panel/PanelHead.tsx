import Maximize2 from 'lucide-react/icons/maximize-2';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Settings from 'lucide-react/icons/settings';
import type { ChainView } from '../../shared/chain.ts';
import { ActionMark } from '../components/ActionMark.tsx';
import { IconButton } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { StateIcon } from '../components/StateIcon.tsx';
import { overall } from '../display/overall.ts';
import { useTranslator } from '../state/language.tsx';
import { useApi, useApp, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import styles from './Panel.module.css';

/** One sentence for the whole system, and the three ways out of the panel. */
export function PanelHead({ chain }: { chain: ChainView | null }) {
  const { t, say } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const { poll } = useModelActions();
  const isPolling = useApp((state) => state.asked.all === 'poll');
  const snapshot = useSnapshot((each) => each);
  const { shape, word, words, tone } = overall(snapshot, chain);
  return (
    <header className={cx(styles.head)}>
      <StateIcon shape={shape} />
      <div className={cx(styles.words)}>
        <h1 className={cx(tone === 'broken' && styles.broken)}>{say(word)}</h1>
        <p>{say(words)}</p>
      </div>
      <div className={cx(styles.buttons)}>
        <ActionMark serverId={null} modelId={null} />
        <IconButton
          name={t('panel.poll')}
          icon={RefreshCw}
          isDisabled={isPolling}
          onPress={() => void poll(null)}
        />
        <IconButton
          name={t('panel.open')}
          icon={Maximize2}
          onPress={() => void api.openWindow({ place: null })}
        />
        <IconButton name={t('place.settings')} icon={Settings} onPress={() => actions.goTo('settings')} />
      </div>
    </header>
  );
}
