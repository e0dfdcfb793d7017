import { describe, expect, it } from 'vitest';
import { hereWords } from '../../../../renderer/display/place-words.ts';
import { failureCodes } from '../../../../shared/failures.ts';
import { english } from '../../../../shared/messages/en/index.ts';
import {
  createTranslator,
  englishTranslator,
  languageFor,
  loadTranslator,
} from '../../../../shared/messages/index.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { languages } from '../../../../shared/settings.ts';

const { t, say, format, failure } = englishTranslator;

describe('saying things in English', () => {
  it('fills places, chooses the plural and writes numbers as people do', () => {
    expect(t('count.models', { count: 1 })).toBe('1 model');
    expect(t('count.models', { count: 5_000 })).toBe('5,000 models');
    expect(t('context.of', { allocated: 65_536, max: 196_608 })).toBe('64k of 196k');
  });

  it('never promises a larger window than there is', () => {
    expect(format.tokens(40_960)).toBe('40k');
    expect(format.tokens(200_000)).toBe('200k');
    expect(format.tokens(512)).toBe('512');
    expect(format.tokens(1_048_576)).toBe('1M');
    expect(format.tokens(1_999_999)).toBe('1.9M');
  });

  it.each([
    [420, '420 ms'],
    [7_940, '7.9 s'],
    [59_900, '59 s'],
    [42 * 60_000 + 59_000, '42 min'],
    [90 * 60_000, '1 h 30 min'],
    [2 * 3_600_000, '2 h'],
    [26 * 3_600_000, '26 h'],
    [72 * 3_600_000, '3 d'],
  ])('%i ms reads %s', (ms, text) => {
    expect(format.duration(ms)).toBe(text);
  });

  it.each([
    [270_000_000, '270 MB'],
    [18_600_000_000, '18.6 GB'],
    [134_200_000_000, '134 GB'],
    [0, '0 byte'],
  ])('%i bytes reads %s', (bytes, text) => {
    expect(format.bytes(bytes)).toBe(text);
  });

  it('names the days of the week from Sunday on', () => {
    expect([0, 1, 6].map(format.weekday)).toEqual(['Sun', 'Mon', 'Sat']);
  });

  it('says a sentence that came as data, and shows one it does not know rather than nothing', () => {
    expect(say(sentence('say.warm', { model: 'Minimax' }))).toBe('Minimax is warm.');
    expect(say({ key: 'from.the.future', values: { model: 'Minimax' } })).toBe('from.the.future Minimax');
  });

  it('leaves a place without a value visible instead of inventing one', () => {
    expect(say({ key: 'say.warm', values: {} })).toBe('{model} is warm.');
  });

  it('writes a value that looks like a place as it is', () => {
    expect(say({ key: 'say.warm', values: { model: '{count}' } })).toBe('{count} is warm.');
  });

  it('writes times as the system’s region does', () => {
    const at = Date.UTC(2026, 10, 20, 14, 2);
    const inRegion = (locale: string) =>
      createTranslator({ language: 'en', catalogue: english, locale, timeZone: 'UTC' }).format.time(at);
    expect(inRegion('en-GB')).toBe('14:02');
    expect(inRegion('en-US')).toMatch(/^2:02\sPM$/);
    // A Polish system with the window in English: English times, not Polish ones.
    expect(inRegion('pl-PL')).toBe(inRegion('en'));
  });
});

describe('the chain of no agent', () => {
  const said = sentence('edit.setPrimary', { agent: 'agents.defaults', ref: 'lmstudio/m' });

  it('has a word of its own in every language, where an agent has its name', async () => {
    expect(say(said)).toBe('Default chain: lmstudio/m becomes the primary model.');
    expect(say({ ...said, values: { ...said.values, agent: 'writer' } })).toMatch(/^writer: /);
    for (const language of languages)
      expect((await loadTranslator(language)).say(said), language).not.toContain('agents.defaults');
  });
});

describe('the machine Pilotlight runs on', () => {
  it('is a Mac only in words that are kept for Macs', async () => {
    for (const language of languages) {
      const words = await loadTranslator(language);
      for (const key of ['runs.this-machine', 'models.empty.advice', 'settings.awake'] as const) {
        expect(words.t(hereWords(key, 'darwin')), language).toContain('Mac');
        expect(words.t(hereWords(key, 'linux')), language).not.toContain('Mac');
      }
      const { advice } = words.failure({ code: 'address-not-allowed', detail: '' });
      expect(advice, language).not.toContain('Mac');
    }
  });
});

describe('the catalogue', () => {
  it('tells for every failure what happened and what to do, in whole sentences', () => {
    for (const code of failureCodes) {
      const { title, advice } = failure({ code, detail: '' });
      expect(title, code).toMatch(/^[A-Z].*\.$/);
      expect(advice, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('has no empty text and no unclosed place', () => {
    for (const [key, message] of Object.entries(english.messages)) {
      const texts = typeof message === 'string' ? [message] : Object.values(message);
      for (const text of texts) {
        expect(text.trim(), key).not.toBe('');
        expect(text.replace(/\{\w+(:\w+)?\}/g, ''), key).not.toMatch(/[{}]/);
      }
    }
  });
});

describe('choosing a language', () => {
  it('takes the chosen one, else the nearest to the system’s, else English', () => {
    expect(languageFor('pl', 'sv-SE')).toBe('pl');
    expect(languageFor(null, 'sv-FI')).toBe('sv');
    expect(languageFor(null, 'pt-PT')).toBe('pt-BR');
    expect(languageFor(null, 'zh-CN')).toBe('zh-CN');
    expect(languageFor(null, 'de-DE')).toBe('en');
  });

  it('loads English without waiting for anything else', async () => {
    expect((await loadTranslator('en')).language).toBe('en');
  });
});
