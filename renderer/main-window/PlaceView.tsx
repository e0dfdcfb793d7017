import { type ComponentType, lazy, Suspense } from 'react';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { CrashGuard } from '../components/CrashGuard.tsx';
import { cx } from '../components/cx.ts';
import { Empty } from '../components/Empty.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { useT } from '../state/language.tsx';
import { useApp } from '../state/store-context.ts';
import styles from './MainWindow.module.css';
import { placeLoaders } from './place-loaders.ts';
import { placeLooks } from './places.ts';

const views: Record<PlaceName, ComponentType> = {
  models: lazy(placeLoaders.models),
  chain: lazy(placeLoaders.chain),
  config: lazy(placeLoaders.config),
  checks: lazy(placeLoaders.checks),
  activity: lazy(placeLoaders.activity),
  settings: lazy(placeLoaders.settings),
};

export function PlaceView() {
  const place = useApp((state) => state.place);
  const t = useT();
  return (
    <CrashGuard
      key={place}
      title={t('crash.place', { place: t(placeLooks[place].name) })}
      // `lazy` remembers for ever that a chunk did not load.
      onRetry={() => {
        views[place] = lazy(placeLoaders[place]);
      }}
    >
      <Suspense fallback={<Opening place={place} />}>
        <View place={place} />
      </Suspense>
    </CrashGuard>
  );
}

function View({ place }: { place: PlaceName }) {
  const Chosen = views[place];
  return <Chosen />;
}

/** The title is there at once; words only where it takes long enough to wonder. */
function Opening({ place }: { place: PlaceName }) {
  const t = useT();
  return (
    <>
      <ViewHeader title={t(placeLooks[place].name)} />
      <div className={cx(styles.opening)}>
        <Empty title={t('common.loadingPlace')} />
      </div>
    </>
  );
}
