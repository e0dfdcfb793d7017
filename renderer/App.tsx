import { lazy, Suspense } from 'react';
import type { PlaceName } from '../shared/contract/app-commands.ts';
import type { AppStore } from './app-store.ts';
import { CrashGuard } from './components/CrashGuard.tsx';
import { placeLoaders } from './main-window/place-loaders.ts';
import type { PageView } from './route.ts';
import { ClockProvider, type WindowClock } from './state/clock.ts';
import { LanguageProvider, useT } from './state/language.tsx';
import { StoreProvider } from './state/store-context.ts';

const Panel = lazy(() => import('./panel/Panel.tsx'));
const MainWindow = lazy(() => import('./main-window/MainWindow.tsx'));

/** Fetches what will be drawn while the first snapshot is still on its way. */
export function fetchEarly(view: PageView, place: PlaceName): void {
  if (view === 'panel') void import('./panel/Panel.tsx');
  else {
    void import('./main-window/MainWindow.tsx');
    void placeLoaders[place]();
  }
}

export type AppProps = { store: AppStore; view: PageView; clock: WindowClock; timeZone?: string };

export function App({ store, view, clock, timeZone }: AppProps) {
  return (
    <StoreProvider value={store}>
      <ClockProvider value={clock}>
        <LanguageProvider {...(timeZone === undefined ? {} : { timeZone })}>
          <Page view={view} />
        </LanguageProvider>
      </ClockProvider>
    </StoreProvider>
  );
}

/** Past its own places nothing catches what goes wrong in a window: then the page is loaded anew as a whole. */
function Page({ view }: { view: PageView }) {
  const t = useT();
  return (
    <CrashGuard title={t('crash.window')} onRetry={() => location.reload()}>
      <Suspense fallback={null}>{view === 'panel' ? <Panel /> : <MainWindow />}</Suspense>
    </CrashGuard>
  );
}
