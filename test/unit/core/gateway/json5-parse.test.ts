import { describe, expect, it } from 'vitest';
import { Json5Error, parse, toValue } from '../../../../electron/core/gateway/json5-document.ts';
import { agreesWithJson5 } from './json5-laws.ts';

const accepted = [
  // roots and white space
  'null',
  'true',
  ' false ',
  '"text"',
  "'text'",
  '7',
  '[]',
  '{}',
  '\uFEFF{}',
  '\u00A0\u1680\u2003\u3000[]\u2028',
  '\t\v\f [\r\n1\r]',
  // comments
  '// c\n1',
  '1 // at the end',
  '/**/1',
  '/* * / **/ 1',
  '[1, // a\n2]',
  '// ends at\u2028 1',
  '{/*a*/a/*b*/:/*c*/1/*d*/,/*e*/}',
  '/* a\r\nb */ 1',
  // commas
  '[1,]',
  '{a:1,}',
  '[[],]',
  // keys
  '{$: 1, _: 2, a1: 3}',
  '{default: true, class: 1, null: 2, true: 3, Infinity: 4, NaN: 5}',
  '{ключ: 1, 変: 2, ä: 3}',
  '{c\\u0064: 1}',
  '{\\u0061b: 1}',
  '{a\u200C\u200D: 1}',
  '{"": 1}',
  "{'a b': 1}",
  '{"a\\\nb": 1}',
  '{a: 1, a: 2}',
  '{"__proto__": 1, __proto__: {x: 2}, constructor: 3, toString: 4}',
  '{"2": 1}',
  '{\u{20000}: 1}',
  // strings
  '"say \'hi\'"',
  '\'say "hi"\'',
  '"\\x41\\u0042\\v\\0\\q\\\'"',
  '"a\\\nb\\\r\nc\\\rd\\\u2028e"',
  '"raw\ttab"',
  '"\u2028\u2029"',
  '"\u0000\u0001"',
  '"\\uD83D\\uDD25 \u{1F525} \uD83D"',
  '"\\a\\c\\A"',
  '"// no comment /* at all"',
  '"\\\u{1F525}"',
  // numbers
  '0',
  '-0',
  '+0',
  '0x1F',
  '-0xfF',
  '.5',
  '-.5',
  '+.5',
  '5.',
  '5.e2',
  '1e3',
  '1E+3',
  '1e-3',
  '0e1',
  '0.0',
  '-Infinity',
  '+Infinity',
  'NaN',
  '-NaN',
  '1e400',
  '123456789012345678901234567890',
  '0xFFFFFFFFFFFFFFFFFFFF',
  '4.9e-324',
];

const refused = [
  '',
  ' ',
  '// only a comment',
  '/* open',
  '/*/',
  '/',
  '1 /',
  '{',
  '[',
  '[1',
  '{a',
  '{a:',
  '{a:1',
  '"',
  "'",
  '"a',
  '["ga\\',
  '"a\nb"',
  '"a\rb"',
  '[,]',
  '{,}',
  '[1,,2]',
  '{a:1,,}',
  '[1 2]',
  '{a:1 b:2}',
  '{a}',
  '{a:}',
  '{a::1}',
  '{:1}',
  '[1}',
  '{a:1]',
  ']',
  '1 2',
  '{2:1}',
  '{.5:1}',
  '{a-b:1}',
  '{\\x41:1}',
  '{\\u0020:1}',
  '{\\u0030a:1}',
  '{a\\u002d:1}',
  '{\u200Ca:1}',
  '{\u{1F525}:1}',
  '{a\u0000:1}',
  'hello',
  'nul',
  'nullx',
  'truefalse',
  'True',
  'undefined',
  'Infinityx',
  '-',
  '+',
  '--1',
  '+-1',
  '- 1',
  '.',
  '-.',
  '.e1',
  '1e',
  '1e+',
  '0x',
  '0xg',
  '01',
  '-01',
  '00',
  '1_000',
  '1.2.3',
  '0b1',
  '"\\1"',
  '"\\01"',
  '"\\9"',
  '"\\x4"',
  '"\\u12"',
  '"\\u{41}"',
  '# c',
  '(1)',
  '\u0000',
  '[1]x',
];

describe('reading JSON5', () => {
  it.each(accepted)('reads %j as json5 does', (text) => {
    expect(agreesWithJson5(text)).toBe(true);
  });

  it.each(refused)('refuses %j as json5 does', (text) => {
    expect(agreesWithJson5(text)).toBe(false);
  });

  it('agrees with json5 about every single character, as a key, inside a key and as white space', () => {
    for (let code = 0; code < 0x3_0000; code++) {
      const letter = String.fromCodePoint(code);
      if (code < 0x3000 || code % 7 === 0) {
        agreesWithJson5(`{${letter}:1}`);
        agreesWithJson5(`{a${letter}:1}`);
      }
    }
  }, 60_000);
});

type Mistake = [text: string, message: string, line: number, column: number];

const mistakes: Mistake[] = [
  ['{\n  a: 1\n  b: 2\n}', '"," or "}" expected, got "b" (missing comma after the previous entry?)', 3, 3],
  ['{\n  a: "x\n}', 'String opened here is not closed before the end of the line', 2, 6],
  ['{\n  /* x\n\n\n', 'Comment opened here is never closed', 2, 3],
  ['{\n  a: ["x",\n  ', '"[" opened here is never closed', 2, 6],
  ['{\n  a: hello\n}', 'a value was expected (a text value needs quotes)', 2, 6],
  ['["ga\\', 'String opened here is not closed before the end of the file', 1, 2],
  ['[1}', '"," or "]" expected, got "}"', 1, 3],
  ['{a:1}}', 'the end of the file was expected, got "}"', 1, 6],
  ['[010]', 'a number may not begin with a zero', 1, 2],
  ['{a 1}', '":" expected after the key, got "1"', 1, 4],
  [
    '["\u{1F525}\u{1F525}" x]',
    '"," or "]" expected, got "x" (missing comma after the previous entry?)',
    1,
    9,
  ],
  ['{\r\n a: 1,\r b: ?', 'a value was expected, got "?"', 3, 5],
  ['', 'a value was expected, the file is empty', 1, 1],
  ['\u0000', 'a value was expected, got the character U+0000', 1, 1],
];

function errorOf(text: string, limits?: Parameters<typeof parse>[1]): Json5Error {
  try {
    parse(text, limits);
  } catch (error) {
    if (error instanceof Json5Error) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('mistakes', () => {
  it.each(mistakes)('in %j are named and placed', (text, message, line, column) => {
    expect(errorOf(text)).toMatchObject({ name: 'Json5Error', code: 'syntax', message, line, column });
  });

  it('carry the offset, in UTF-16 units', () => {
    const text = '// \u{1F525}\r\n{ a: "\u{1F525}" b: 1 }';
    expect(text.slice(errorOf(text).offset)).toBe('b: 1 }');
  });
});

describe('limits', () => {
  it('ends 10,000 open brackets in an error, not in a full call stack', () => {
    const text = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(errorOf(text)).toMatchObject({ code: 'too-deep', line: 1, column: 1_001 });
    expect(errorOf('{a:'.repeat(10_000))).toMatchObject({ code: 'too-deep' });
  });

  it('reads as deep as it is told to', () => {
    const text = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(Array.isArray(toValue(parse(text, { depth: 200_000 })))).toBe(true);
    expect(errorOf('[[]]', { depth: 1 })).toMatchObject({ code: 'too-deep', offset: 1 });
  });

  it('refuses a text above the size limit', () => {
    expect(errorOf('[1, 2]', { chars: 5 })).toMatchObject({ code: 'too-large', offset: 0 });
    expect(toValue(parse('[1,2]', { chars: 5 }))).toEqual([1, 2]);
  });
});
