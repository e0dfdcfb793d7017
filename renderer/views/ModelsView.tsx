import { cx } from '../components/cx.ts';
import { useApp, useSnapshot } from '../state/store-context.ts';
import { ModelDetails } from './models/ModelDetails.tsx';
import { ModelList } from './models/ModelList.tsx';
import { ModelsHeader } from './models/ModelsHeader.tsx';
import styles from './models/ModelsView.module.css';
import { NoServers } from './models/NoServers.tsx';

export default function ModelsView() {
  const hasServers = useSnapshot(({ servers }) => servers.length > 0);
  const selected = useApp((state) => state.selectedModel);
  return (
    <>
      <ModelsHeader />
      {hasServers ? (
        <div className={cx(styles.body)}>
          <ModelList />
          {selected === null ? null : <ModelDetails key={selected.modelId} {...selected} />}
        </div>
      ) : (
        <NoServers />
      )}
    </>
  );
}
