import Plus from 'lucide-react/icons/plus';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import type { ModelSort } from '../../app-store.ts';
import { ActionMark } from '../../components/ActionMark.tsx';
import { IconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Segments } from '../../components/Segments.tsx';
import { Select } from '../../components/Select.tsx';
import { SearchField } from '../../components/TextField.tsx';
import { ViewHeader } from '../../components/ViewHeader.tsx';
import { useT } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import styles from './ModelsView.module.css';

const sorts = ['server-order', 'name', 'state', 'size'] as const satisfies readonly ModelSort[];

export function ModelsHeader() {
  const t = useT();
  const { actions } = useAppStore();
  const query = useApp((state) => state.modelsQuery);
  const isPolling = useApp((state) => state.asked.all === 'poll');
  const { poll } = useModelActions();
  return (
    <ViewHeader title={t('place.models')}>
      <div className={cx(styles.filter)}>
        <SearchField
          label={t('models.filter')}
          value={query.filter}
          onChange={(filter) => actions.changeModelsQuery({ filter })}
        />
      </div>
      <Segments
        label={t('models.show')}
        value={query.onlyLoaded ? 'loaded' : 'all'}
        choices={[
          { value: 'all', text: t('models.show.all') },
          { value: 'loaded', text: t('models.show.loaded') },
        ]}
        onChange={(shown) => actions.changeModelsQuery({ onlyLoaded: shown === 'loaded' })}
      />
      <Select
        label={t('models.sort')}
        value={query.sort}
        choices={sorts.map((sort) => ({ value: sort, text: t(`models.sort.${sort}`) }))}
        onChange={(sort) => actions.changeModelsQuery({ sort })}
      />
      <div className={cx(styles.tools)}>
        <ActionMark serverId={null} modelId={null} />
        <IconButton
          name={t('models.pollAll')}
          icon={RefreshCw}
          isDisabled={isPolling}
          onPress={() => void poll(null)}
        />
        <IconButton
          name={t('models.addServer')}
          icon={Plus}
          onPress={() => actions.openDialog({ is: 'add-server' })}
        />
      </div>
    </ViewHeader>
  );
}
