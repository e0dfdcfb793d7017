import { languages } from '../settings.ts';
import { english } from './en/index.ts';
import { createTranslator, type Translator, type TranslatorOptions } from './translator.ts';
import type { Catalogue, Language } from './types.ts';

/** English is always there; every other language is a chunk of its own, loaded when it is chosen. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<Catalogue>> = {
  ru: () => import('./ru/index.ts').then(({ russian }) => russian),
  'zh-CN': () => import('./zh-CN/index.ts').then(({ chinese }) => chinese),
  sv: () => import('./sv/index.ts').then(({ swedish }) => swedish),
  pl: () => import('./pl/index.ts').then(({ polish }) => polish),
  'pt-BR': () => import('./pt-BR/index.ts').then(({ brazilianPortuguese }) => brazilianPortuguese),
};

export const englishTranslator: Translator = createTranslator({ language: 'en', catalogue: english });

export type LoadOptions = Pick<TranslatorOptions, 'locale' | 'timeZone'>;

export async function loadTranslator(language: Language, options: LoadOptions = {}): Promise<Translator> {
  const catalogue = language === 'en' ? english : await loaders[language]();
  return createTranslator({ language, catalogue, ...options });
}

/** The language chosen in the settings, else the first one we have for the system's locale, else English. */
export function languageFor(chosen: Language | null, locale: string): Language {
  if (chosen !== null) return chosen;
  const wanted = locale.toLowerCase();
  const exact = languages.find((each) => each.toLowerCase() === wanted);
  const main = wanted.split('-')[0];
  return exact ?? languages.find((each) => each.toLowerCase().split('-')[0] === main) ?? 'en';
}

export { createTranslator, type Translator } from './translator.ts';
export type { Catalogue, Language, MessageKey, PlainKey } from './types.ts';
