import { createRoot } from 'react-dom/client';
import { App } from '../../renderer/App.tsx';
import { createAppStore } from '../../renderer/app-store.ts';
import { placeOf, viewOf } from '../../renderer/route.ts';
import { createWindowClock } from '../../renderer/state/clock.ts';
import '../../renderer/styles/tokens.css';
import '../../renderer/styles/base.css';
import { languages, type Settings } from '../../shared/settings.ts';
import { type FakeConfig, installFakeConfig } from '../fakes/fake-config-api.ts';
import { createFakeRendererApi, type FakeRendererApi } from '../fakes/fake-renderer-api.ts';
import { installFakeInsight } from '../fakes/sample-insight.ts';
import { sampleNow } from '../fakes/sample-parts.ts';
import { sampleNames, sampleSnapshot } from '../fakes/sample-snapshot.ts';
import { scriptAnswers } from './scripted-answers.ts';

/**
 * Any view with a made-up world, chosen by the address:
 * `?view=panel&world=failing&theme=dark&density=compact&language=pl#/models`. Not part of the app.
 */

declare global {
  interface Window {
    gallery?: { api: FakeRendererApi; config: FakeConfig; store: ReturnType<typeof createAppStore> };
  }
}

const query = new URLSearchParams(location.search);
const api = createFakeRendererApi(chosenWorld());
scriptAnswers(api);
const config = installFakeConfig(api, { readOnly: query.get('config') === 'read-only' ? 'nix' : null });
const worldName = query.get('world') ?? 'normal';
installFakeInsight(
  api,
  worldName === 'empty' ? 'none' : worldName === 'many' ? 'many' : 'some',
  query.get('checks') === 'fine',
);
// A config in memory that can be edited, where the world shows one that is well.
const first = chosenWorld();
if (query.get('config') !== 'none' && first.gateway.config.is === 'loaded') {
  api.show({ ...first, gateway: { ...first.gateway, config: (await config.gateway()).config } });
}
const view = viewOf(location.search);
const store = createAppStore(api, { view, place: placeOf(location.hash) ?? 'models' });
if (query.get('status') !== 'loading') store.actions.start();
const status = query.get('status');
if (status === 'lost' || status === 'no-session')
  setTimeout(() => store.actions.connectionChanged(status), 50);
window.gallery = { api, config, store };

const root = document.getElementById('root');
if (root === null) throw new Error('The gallery page has no #root.');
createRoot(root).render(
  <App store={store} view={view} clock={createWindowClock(() => sampleNow)} timeZone="UTC" />,
);

function chosenWorld() {
  const name = sampleNames.find((each) => each === query.get('world')) ?? 'normal';
  const world = sampleSnapshot(name);
  const theme = query.get('theme') as Settings['theme'] | null;
  const density = query.get('density') as Settings['density'] | null;
  const language = languages.find((each) => each === query.get('language')) ?? 'en';
  return {
    ...world,
    settings: {
      ...world.settings,
      theme: theme ?? 'system',
      density: density ?? 'comfortable',
      language,
    } satisfies Settings,
  };
}
