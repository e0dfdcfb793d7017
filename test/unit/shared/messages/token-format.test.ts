import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishTranslator, loadTranslator } from '../../../../shared/messages/index.ts';
import { createTokenFormat } from '../../../../shared/messages/token-format.ts';
import { languages } from '../../../../shared/settings.ts';

const english = createTokenFormat('en');

describe('how a number of tokens reads', () => {
  it.each([
    [512, '512'],
    [1_024, '1k'],
    [8_192, '8k'],
    [65_536, '64k'],
    [131_072, '128k'],
    [1_048_576, '1M'],
    [2_097_152, '2M'],
    [40_960, '40k'],
    [196_608, '196k'],
    [200_000, '200k'],
    [999_999, '999k'],
    [1_999_999, '1.9M'],
    [10_485_760, '10.4M'],
  ])('%i reads %s', (tokens, text) => {
    expect(english.show(tokens)).toBe(text);
  });

  it('is written in full where two numbers that differ would read the same', () => {
    const { t } = englishTranslator;
    expect(t('context.of', { allocated: 128_000, max: 131_072 })).toBe('128,000 of 131,072');
    expect(t('context.of', { allocated: 131_072, max: 131_072 })).toBe('128k of 128k');
    expect(t('context.of', { allocated: 65_536, max: 131_072 })).toBe('64k of 128k');
  });
});

describe('how a typed number of tokens is understood', () => {
  it.each([
    ['65536', 65_536],
    ['65,536', 65_536],
    ['65 536', 65_536],
    ['64k', 65_536],
    ['64 K', 65_536],
    ['1.5K', 1_536],
    ['1,5k', 1_536],
    ['1,000k', 1_024_000],
    ['1,024k', 1_048_576],
    ['1m', 1_048_576],
    ['1.5m', 1_572_864],
    ['', null],
    ['k', null],
    ['lots', null],
    ['1.2.3k', null],
    ['1e9', null],
  ])('%j is %j', (text, tokens) => {
    expect(english.read(text, null)).toBe(tokens);
  });

  it.each([
    ['ru', '1\u00a0000k', 1_024_000],
    ['pl', '10 000k', 10_240_000],
    ['sv', '1,5M', 1_572_864],
    ['pt-BR', '1.000k', 1_024_000],
    ['pt-BR', '1.5k', 1_536],
    ['zh-CN', '1,000k', 1_024_000],
  ])('in %s %j is %j', (language, text, tokens) => {
    expect(createTokenFormat(language).read(text, null)).toBe(tokens);
  });

  it('is never refused for being the maximum as it is shown, nor for the way a thousand is counted', () => {
    expect(english.read('196k', 196_608)).toBe(196_608);
    expect(english.read('195k', 196_608)).toBe(195_000);
    expect(english.read('1M', 1_000_000)).toBe(1_000_000);
    expect(english.read('64k', 65_536)).toBe(65_536);
    expect(english.read('300k', 196_608)).toBe(307_200);
  });

  const windows = fc.oneof(
    fc.integer({ min: 1_000, max: 20_000_000 }),
    fc.integer({ min: 10, max: 24 }).map((power) => 2 ** power),
  );

  it('takes what is shown of a maximum for that maximum, in every language', () => {
    for (const language of languages) {
      const { show, read } = createTokenFormat(language);
      fc.assert(
        fc.property(windows, (tokens) => {
          expect(read(show(tokens), tokens)).toBe(tokens);
        }),
      );
    }
  });

  it('shows a power of two as it was typed, in every language', async () => {
    for (const language of languages) {
      const { format } = await loadTranslator(language);
      for (let power = 10; power < 28; power += 1) {
        const shown = format.tokens(2 ** power);
        expect(format.readTokens(shown, null), `${language} ${shown}`).toBe(2 ** power);
      }
    }
  });
});
