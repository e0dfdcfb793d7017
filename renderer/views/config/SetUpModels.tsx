import Check from 'lucide-react/icons/check';
import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import type { ServerWithModels } from '../../../shared/servers.ts';
import { ContextReading } from '../../components/ContextReading.tsx';
import { cx } from '../../components/cx.ts';
import { Icon } from '../../components/Icon.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { SearchField } from '../../components/TextField.tsx';
import { modelDisplay } from '../../display/model-display.ts';
import { useT } from '../../state/language.tsx';
import styles from './Config.module.css';

export type SetUpModelsProps = {
  server: ServerWithModels;
  chosen: readonly string[];
  onChange: (modelIds: string[]) => void;
};

const mostShown = 80;

/** The models that are really there; the order of choosing is the order in the chain. */
export function SetUpModels({ server, chosen, onChange }: SetUpModelsProps) {
  const t = useT();
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const found = server.models
    .filter((model) => `${model.id} ${model.name}`.toLowerCase().includes(wanted))
    .slice(0, mostShown);
  return (
    <div className={cx(styles.pick)}>
      {server.models.length > 8 ? (
        <SearchField label={t('configView.setup.filter')} value={filter} onChange={setFilter} />
      ) : null}
      <GridList
        aria-label={t('configView.setup.models')}
        items={found}
        dependencies={[chosen]}
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={(keys) => {
          const shown = new Set(keys === 'all' ? found.map((each) => each.id) : [...keys].map(String));
          const kept = chosen.filter((id) => shown.has(id));
          onChange([...kept, ...[...shown].filter((id) => !kept.includes(id))]);
        }}
        className={cx(styles.pickList)}
        renderEmptyState={() => (
          <p className={cx(styles.none)}>
            {t(server.models.length === 0 ? 'configView.setup.noModels' : 'configView.setup.noMatch')}
          </p>
        )}
      >
        {(model) => (
          <GridListItem id={model.id} textValue={model.name} className={cx(styles.pickItem)}>
            <span className={cx(styles.tick)}>
              {chosen.includes(model.id) ? <Icon of={Check} size={14} /> : null}
            </span>
            <StateIcon shape={modelDisplay({ server, model, action: undefined, now: 0 }).shape} />
            <span className={cx(styles.pickName)}>{model.name}</span>
            <span className={cx(styles.secondary)}>
              <ContextReading allocated={model.contextAllocated} max={model.contextMax} />
            </span>
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}
