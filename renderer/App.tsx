import { lazy, Suspense } from 'react';
import type { AppStore } from './app-store.ts';
import type { PageView } from './route.ts';
import { ClockProvider, type WindowClock } from './state/clock.ts';
import { LanguageProvider } from './state/language.tsx';
import { StoreProvider } from './state/store-context.ts';

const Panel = lazy(() => import('./panel/Panel.tsx'));
const MainWindow = lazy(() => import('./main-window/MainWindow.tsx'));

export type AppProps = { store: AppStore; view: PageView; clock: WindowClock; timeZone?: string };

export function App({ store, view, clock, timeZone }: AppProps) {
  return (
    <StoreProvider value={store}>
      <ClockProvider value={clock}>
        <LanguageProvider {...(timeZone === undefined ? {} : { timeZone })}>
          <Suspense fallback={null}>{view === 'panel' ? <Panel /> : <MainWindow />}</Suspense>
        </LanguageProvider>
      </ClockProvider>
    </StoreProvider>
  );
}
