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

/** Follows the chosen language; until another one is loaded the window speaks the one before. */
export function LanguageProvider({ children, timeZone }: { children: ReactNode; timeZone?: string }) {
  const language = useApp(({ snapshot }) =>
    languageFor(snapshot?.settings.language ?? null, snapshot?.app.locale ?? navigator.language),
  );
  const locale = useApp(({ snapshot }) => snapshot?.app.locale ?? navigator.language);
  const translator = useLoadedTranslator(language, locale, timeZone);
  useEffect(() => {
    document.documentElement.lang = translator.language;
  }, [translator]);
  return (
    <I18nProvider locale={translator.language}>
      <TranslatorContext value={translator}>{children}</TranslatorContext>
    </I18nProvider>
  );
}

function useLoadedTranslator(language: Language, locale: string, timeZone: string | undefined): Translator {
  const [translator, setTranslator] = useState(englishTranslator);
  useEffect(() => {
    let current = true;
    void loadTranslator(language, { locale, ...(timeZone === undefined ? {} : { timeZone }) }).then(
      (loaded) => {
        if (current) setTranslator(loaded);
      },
    );
    return () => {
      current = false;
    };
  }, [language, locale, timeZone]);
  return translator;
}
