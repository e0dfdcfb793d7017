import { languageFor, loadTranslator, type Translator } from '../../../shared/messages/index.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { App } from '../../core/app.ts';
import { createNodeApp } from '../../node-app.ts';

/** The services for one command: started, asked once, stopped. */
export type Session = { app: App; translator: Translator; stop(): Promise<void> };

const patienceMs = 15_000;

export async function openSession({ looksOnly }: { looksOnly: boolean }): Promise<Session> {
  const { app, stop } = await createNodeApp({ demo: false, logLevel: 'error', looksOnly });
  app.start();
  const { language } = app.settings.current();
  const locale = Intl.DateTimeFormat().resolvedOptions().locale;
  const translator = await loadTranslator(languageFor(language, locale));
  await Promise.all([until(app, ({ app: info }) => info.settled), scanned(app)]);
  return { app, translator, stop };
}

/** What the scan of the usual ports finds wants one more look. */
async function scanned(app: App): Promise<void> {
  if (!app.settings.current().scanLocalPorts) return;
  const found = await app.scan.now();
  if (found > 0) await app.fleet.pollAll();
}

/** Resolves when it is so, or when patience is over: then what is known is shown. */
export function until(app: App, isSo: (snapshot: Snapshot) => boolean, ms = patienceMs): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(app.state.snapshot())) return resolve();
    const finish = () => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(finish, ms);
    const stopListening = app.state.onChange(() => isSo(app.state.snapshot()) && finish());
  });
}
