import { createRoot } from 'react-dom/client';
import type { RendererApi } from '../shared/ipc-contract.ts';
import { App, fetchEarly } from './App.tsx';
import { type AppStore, createAppStore } from './app-store.ts';
import { hashOf, placeOf, viewOf } from './route.ts';
import { createWindowClock } from './state/clock.ts';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    /** Given by the preload; absent where a browser shows the headless host. */
    pilotlight?: RendererApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');

const view = viewOf(location.search);
const place = placeOf(location.hash) ?? 'models';
fetchEarly(view, place);

let store: AppStore | null = null;
const api = window.pilotlight ?? (await connect());
store = createAppStore(api, { view, place });
store.actions.start();
createRoot(root).render(<App store={store} view={view} clock={createWindowClock()} />);

async function connect(): Promise<RendererApi> {
  const { connectSocketApi } = await import('./socket-api.ts');
  const api = (await connectSocketApi((connection) =>
    store?.actions.connectionChanged(connection),
  )) as RendererApi;
  // A browser has no other window to open: the panel's page becomes the main window.
  if (view === 'panel') api.on('goTo', (to) => location.assign(`/${hashOf(to.place)}`));
  return api;
}
