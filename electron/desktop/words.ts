import { languageFor, loadTranslator, type Translator } from '../../shared/messages/index.ts';
import type { App } from '../core/app.ts';

/** The language of what main itself shows: menus, notifications, dialogs. Follows the setting. */
export type Words = {
  current(): Translator;
  onChange(listener: () => void): () => void;
};

export async function createWords({ state, settings, ports }: App): Promise<Words> {
  const { locale } = state.snapshot().app;
  const listeners = new Set<() => void>();
  const wanted = () => languageFor(settings.current().language, locale);
  let current = await loadTranslator(wanted(), { locale });

  settings.onChange(() => {
    const language = wanted();
    if (language === current.language) return;
    loadTranslator(language, { locale }).then(
      (loaded) => {
        if (wanted() !== language) return;
        current = loaded;
        for (const listener of [...listeners]) listener();
      },
      (error: unknown) =>
        ports.log.error('A language could not be loaded.', { language, error: String(error) }),
    );
  });

  return {
    current: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
