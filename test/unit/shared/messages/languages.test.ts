import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTranslator } from '../../../../shared/messages/index.ts';
import type { Catalogue, Language, Message } from '../../../../shared/messages/types.ts';
import { languages } from '../../../../shared/settings.ts';
import { names, sharedWords } from './same-words.ts';

const folder = new URL('../../../../shared/messages/', import.meta.url);
const others = languages.filter((language) => language !== 'en');

type Texts = Record<string, Message>;

async function catalogueOf(language: Language): Promise<Catalogue> {
  const module: Record<string, unknown> = await import(new URL(`${language}/index.ts`, folder).href);
  const found = Object.values(module).find(
    (each): each is Catalogue => typeof each === 'object' && each !== null && 'failures' in each,
  );
  if (found === undefined) throw new Error(`${language}/index.ts gives no catalogue`);
  return found;
}

/** Messages and failures as one list of texts. */
async function textsOf(language: Language): Promise<Texts> {
  const { messages, failures } = await catalogueOf(language);
  const ofFailures = Object.entries(failures).flatMap(([code, { title, advice }]) => [
    [`failure.${code}.title`, title] as const,
    [`failure.${code}.advice`, advice] as const,
  ]);
  return { ...messages, ...Object.fromEntries(ofFailures) };
}

const formsOf = (message: Message): Record<string, string> =>
  typeof message === 'string' ? { other: message } : (message as Record<string, string>);

const placesIn = (text: string): string[] => [...text.matchAll(/\{[^}]*\}/g)].map(([place]) => place).sort();

/** A form for one number only may leave the number out: “one model” for `{count}`. */
function samePlaces(text: string, english: readonly string[], mayLeaveCount: boolean): boolean {
  const own = [...new Set(placesIn(text))].join();
  const wanted = [...new Set(english)];
  return (
    own === wanted.join() || (mayLeaveCount && own === wanted.filter((each) => each !== '{count}').join())
  );
}

/** Whether every word of a text is one of these: products, code, and what the languages have in common. */
const consistsOf = (words: ReadonlySet<string>, text: string): boolean =>
  text
    .replace(/\{[^}]*\}/g, ' ')
    .split(/[^\p{L}\p{N}_./:-]+/u)
    .every((word) => !/\p{L}{2}/u.test(word) || words.has(word.replace(/[.:]+$/, '')));

let english: Texts = {};
beforeAll(async () => {
  english = await textsOf('en');
});

describe('the languages', () => {
  it('say no key in two areas', async () => {
    for (const language of languages) {
      const seen = new Map<string, string>();
      const areas = readdirSync(new URL(`${language}/`, folder)).filter((file) => file !== 'index.ts');
      for (const area of areas) {
        const module: Record<string, object> = await import(new URL(`${language}/${area}`, folder).href);
        for (const key of Object.values(module).flatMap((each) => Object.keys(each))) {
          expect(seen.get(key) ?? area, `${language}: ${key}`).toBe(area);
          seen.set(key, area);
        }
      }
    }
  });
});

describe.each(others)('%s', (language) => {
  let texts: Texts = {};
  beforeAll(async () => {
    texts = await textsOf(language);
  });

  /** Every text of this language beside the English one, plural forms each by themselves. */
  const failing = (check: (text: string, key: string, form: string) => boolean): string[] =>
    Object.entries(texts).flatMap(([key, message]) =>
      Object.entries(formsOf(message))
        .filter(([form, text]) => !check(text, key, form))
        .map(([form, text]) => `${key} (${form}): ${text}`),
    );

  it('is what the app speaks when it is chosen', async () => {
    const translator = await loadTranslator(language);
    expect(translator.language).toBe(language);
    expect(translator.t('common.cancel')).toBe(texts['common.cancel']);
  });

  it('has exactly the keys of English', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  it('has the places of English, with the same formats', () => {
    const wrong = failing((text, key, form) => {
      const message = english[key];
      if (message === undefined) return false;
      return samePlaces(text, placesIn(formsOf(message).other ?? ''), form !== 'other');
    });
    expect(wrong).toEqual([]);
  });

  it('has the plural forms of its own grammar, all of them and no others', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, message] of Object.entries(english)) {
      const own = texts[key] ?? '';
      if (typeof message === 'string') expect(typeof own, key).toBe('string');
      else expect(Object.keys(formsOf(own)).toSorted(), key).toEqual(wanted);
    }
  });

  it('has no empty text, no stray space and no unclosed place', () => {
    const wrong = failing(
      (text) =>
        text.trim() !== '' && text === text.trim() && !/[{}]/.test(text.replace(/\{\w+(:\w+)?\}/g, '')),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves nothing in English by accident', () => {
    const common = new Set([...names, ...(sharedWords[language] ?? [])]);
    const wrong = failing((text, key, form) => {
      const message = english[key];
      const same = message !== undefined && (formsOf(message)[form] ?? formsOf(message).other) === text;
      return !same || consistsOf(common, text);
    });
    expect(wrong).toEqual([]);
  });

  it('ends a sentence where English does', () => {
    const wrong = failing((text, key, form) => {
      const message = english[key];
      const source = message === undefined ? '' : (formsOf(message)[form] ?? formsOf(message).other ?? '');
      return endOf(source) === endOf(text);
    });
    expect(wrong).toEqual([]);
  });
});

/** A full stop, an ellipsis, a question mark or nothing, whatever it looks like in the script. */
function endOf(text: string): string {
  const last = (text.at(-1) ?? '').replace('。', '.').replace('？', '?');
  if (last === '.' && isAbbreviation(text)) return '';
  return ['.', '?', '…'].includes(last) ? last : '';
}

/** “{n} dn.” or “Wył.”: a full stop that ends a short word rather than a sentence. */
const isAbbreviation = (text: string): boolean => /^(\{\w+\} )?\p{L}{1,4}\.$/u.test(text);
