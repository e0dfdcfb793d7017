import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import {
  englishTranslator,
  type Language,
  languageFor,
  loadTranslator,
  type Translator,
} from '../../shared/messages/index.ts';
import { useApp } from './store-context.ts';

const TranslatorContext = createContext<Translator>(englishTranslator);

export function useTranslator(): Translator {
  return use(TranslatorContext);
}

/** `const t = useT()`: the word for a key in the person's language. */
export function useT(): Translator['t'] {
  return useTranslator().t;
}

/**
 * Follows the chosen language; until another one is loaded the window speaks the one before. At the start there is none
 * before: nothing is drawn until the first words are the right ones.
 */
export function LanguageProvider({ children, timeZone }: { children: ReactNode; timeZone?: string }) {
  const language = useApp(({ snapshot }) =>
    languageFor(snapshot?.settings.language ?? null, snapshot?.app.locale ?? navigator.language),
  );
  const locale = useApp(({ snapshot }) => snapshot?.app.locale ?? navigator.language);
  const isChosen = useApp(({ snapshot }) => snapshot !== null);
  const { translator, asked } = useLoadedTranslator(language, locale, timeZone);
  const [hasSpoken, setHasSpoken] = useState(false);
  const isRight = asked === language;
  if (isChosen && isRight && !hasSpoken) setHasSpoken(true);
  useEffect(() => {
    document.documentElement.lang = translator.language;
  }, [translator]);
  return (
    <I18nProvider locale={translator.language}>
      <TranslatorContext value={translator}>{isRight || hasSpoken ? children : null}</TranslatorContext>
    </I18nProvider>
  );
}

/** The translator, and the language that was asked for when it came. */
type Loaded = { translator: Translator; asked: Language };

function useLoadedTranslator(language: Language, locale: string, timeZone: string | undefined): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ translator: englishTranslator, asked: 'en' });
  useEffect(() => {
    let current = true;
    void loadTranslator(language, { locale, ...(timeZone === undefined ? {} : { timeZone }) })
      // Words that do not load are no reason to show nothing: English is always there.
      .catch(() => englishTranslator)
      .then((translator) => {
        if (current) setLoaded({ translator, asked: language });
      });
    return () => {
      current = false;
    };
  }, [language, locale, timeZone]);
  return loaded;
}
