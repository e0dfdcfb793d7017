import type { FailureCode } from '../failures.ts';
import type { languages } from '../settings.ts';
import type { englishMessages } from './en/index.ts';

/**
 * English is the shape every other language has to fill. A text holds places in braces, `{name}`, or with a format
 * after a colon, `{context:tokens}`; a text that depends on a number is written in the plural forms of its language
 * and chosen by `count`.
 */

export type Language = (typeof languages)[number];

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Message = string | PluralForms;

export type EnglishMessages = typeof englishMessages;
export type MessageKey = keyof EnglishMessages;

export type FailureText = {
  /** What happened, in one sentence. */
  title: string;
  /** What to do, in one sentence. */
  advice: string;
};

/** An area of the catalogue in another language: the same keys, plural forms where English has them. */
export type Translated<Area> = { [K in keyof Area]: Area[K] extends string ? string : PluralForms };

export type Catalogue = {
  messages: Translated<EnglishMessages>;
  failures: Record<FailureCode, FailureText>;
};

type TextOf<M> = M extends string ? M : M extends { other: infer Other extends string } ? Other : never;
type NameIn<Place extends string> = Place extends `${infer Name}:${string}` ? Name : Place;
type NamesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? NameIn<Place> | NamesIn<Rest>
  : never;
type NamesOf<K extends MessageKey> = EnglishMessages[K] extends string
  ? NamesIn<TextOf<EnglishMessages[K]>>
  : NamesIn<TextOf<EnglishMessages[K]>> | 'count';

export type MessageValue = string | number;
export type MessageValues<K extends MessageKey> = Record<NamesOf<K>, MessageValue>;

/** The second argument of `t`: none for a text without places. */
export type MessageArguments<K extends MessageKey> = [NamesOf<K>] extends [never]
  ? []
  : [values: MessageValues<K>];

/** Keys whose text has no places: what a table of labels holds. */
export type PlainKey = {
  [K in MessageKey]: [NamesOf<K>] extends [never] ? K : never;
}[MessageKey];
