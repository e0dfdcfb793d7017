import type { Failure } from '../failures.ts';
import type { Sentence } from '../findings.ts';
import { createFormats, type Formats, formatValue } from './formats.ts';
import type {
  Catalogue,
  FailureText,
  Language,
  MessageArguments,
  MessageKey,
  MessageValue,
  PluralForms,
} from './types.ts';

/** Says things in one language. Free of DOM: the tray and notifications use it too. */
export type Translator = {
  language: Language;
  t<K extends MessageKey>(key: K, ...values: MessageArguments<K>): string;
  /** A sentence that came over the border, whose key the compiler has not seen. */
  say(sentence: Sentence): string;
  failure(failure: Failure): FailureText;
  format: Formats;
};

/** What sentences call the chain that belongs to no agent, as its place in the config; people read its own word. */
const defaultChain = 'agents.defaults';

/** A place for a value in a text, `{name}` or `{name:format}`. */
const place = /\{(\w+)(?::(\w+))?\}/g;

export type TranslatorOptions = {
  language: Language;
  catalogue: Catalogue;
  /** The system's own, for times and numbers as people there write them; used when it is of the same language. */
  locale?: string;
  timeZone?: string;
};

export function createTranslator({
  language,
  catalogue,
  locale = language,
  timeZone,
}: TranslatorOptions): Translator {
  const { messages } = catalogue;
  const plural = new Intl.PluralRules(language);
  const format = createFormats(
    locale.split('-')[0] === language.split('-')[0] ? locale : language,
    {
      milliseconds: messages['duration.milliseconds'],
      seconds: messages['duration.seconds'],
      minutes: messages['duration.minutes'],
      hours: messages['duration.hours'],
      hoursMinutes: messages['duration.hoursMinutes'],
      days: messages['duration.days'],
    },
    timeZone,
  );

  function chosen(message: string | PluralForms, values: Record<string, MessageValue>): string {
    if (typeof message === 'string') return message;
    return message[plural.select(Number(values.count ?? 0))] ?? message.other;
  }

  function filled(message: string | PluralForms, values: Record<string, MessageValue>): string {
    const text = chosen(message, values);
    const isExact = looksAlike(text, values);
    return text.replace(place, (whole, name: string, formatName) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (formatName === 'chain' && value === defaultChain) return messages['chainView.defaults'];
      return formatValue(format, value, isExact && formatName === 'tokens' ? 'number' : formatName);
    });
  }

  /** Two different numbers of tokens that read the same when short: a sentence of both would compare nothing. */
  function looksAlike(text: string, values: Record<string, MessageValue>): boolean {
    const names = [...text.matchAll(place)].flatMap(([, name, how]) =>
      how === 'tokens' && name ? [name] : [],
    );
    const numbers = new Set(names.map((name) => Number(values[name])));
    return numbers.size > new Set([...numbers].map(format.tokens)).size;
  }

  return {
    language,
    format,
    t: (key, ...[values]) => filled(messages[key], values ?? {}),
    say({ key, values }) {
      const message = (messages as Record<string, string | PluralForms | undefined>)[key];
      // A sentence newer than this catalogue still tells its key and values rather than nothing.
      if (message === undefined) return [key, ...Object.values(values)].join(' ');
      return filled(message, values);
    },
    failure: (failure) => catalogue.failures[failure.code],
  };
}
