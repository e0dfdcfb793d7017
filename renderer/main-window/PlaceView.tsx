import { type ComponentType, lazy, Suspense } from 'react';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { Empty } from '../components/Empty.tsx';
import { useT } from '../state/language.tsx';
import { useApp } from '../state/store-context.ts';

/** Every place is a chunk of its own: the editor and the charts load when somebody goes there. */
const views: Record<PlaceName, ComponentType> = {
  models: lazy(() => import('../views/ModelsView.tsx')),
  chain: lazy(() => import('../views/ChainView.tsx')),
  config: lazy(() => import('../views/ConfigView.tsx')),
  checks: lazy(() => import('../views/ChecksView.tsx')),
  activity: lazy(() => import('../views/ActivityView.tsx')),
  settings: lazy(() => import('../views/SettingsView.tsx')),
};

export function PlaceView() {
  const t = useT();
  const place = useApp((state) => state.place);
  const View = views[place];
  return (
    <Suspense fallback={<Empty title={t('common.loadingPlace')} />}>
      <View key={place} />
    </Suspense>
  );
}
