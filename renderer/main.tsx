import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { type AppStore, createAppStore } from './app-store.ts';
import type { FullApi } from './full-api.ts';
import { placeOf, viewOf } from './route.ts';
import { createWindowClock } from './state/clock.ts';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    /** Given by the preload; absent where a browser shows the headless host. */
    pilotlight?: FullApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');

let store: AppStore | null = null;
const api = window.pilotlight ?? (await connect());
const view = viewOf(location.search);
store = createAppStore(api, { view, place: placeOf(location.hash) ?? 'models' });
store.actions.start();
createRoot(root).render(<App store={store} view={view} clock={createWindowClock()} />);

async function connect(): Promise<FullApi> {
  const { connectSocketApi } = await import('./socket-api.ts');
  return (await connectSocketApi((open) => store?.actions.connectionChanged(open))) as FullApi;
}
