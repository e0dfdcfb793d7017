import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAsGateway } from '../../../../electron/core/gateway/json5/oracle.ts';
import {
  type Edit,
  edit,
  Json5Error,
  parse,
  toValue,
} from '../../../../electron/core/gateway/json5-document.ts';

function edited(text: string, ...edits: Edit[]): string {
  return edit(text, edits).text;
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'no error';
}

describe('the traps of editing JSON5', () => {
  it('1: puts the new comma right after the value, not after its line comment', () => {
    const text = '{\n  a: 1,\n  b: 2 // two\n}';
    expect(edited(text, { op: 'set', path: ['c'], value: 3 })).toBe('{\n  a: 1,\n  b: 2, // two\n  c: 3\n}');
  });

  it('2: keeps comma and new line in order when both go to the same place', () => {
    const text = '{\n  list: [\n    1\n  ]\n}';
    expect(edited(text, { op: 'set', path: ['timeoutMs'], value: 1 })).toBe(
      '{\n  list: [\n    1\n  ],\n  timeoutMs: 1\n}',
    );
  });

  it('3: takes along a comment or line end between an item and its comma, and keeps comma-first style', () => {
    const text = '[\n  "a" // A\n  , "b" // B\n  , "c" // C\n]';
    expect(edited(text, { op: 'move', path: [], from: 2, to: 0 })).toBe(
      '[\n  "c" // C\n  , "a" // A\n  , "b" // B\n]',
    );
    expect(edited(text, { op: 'insert', path: [], value: 'd' })).toBe(`${text.slice(0, -2)}\n  , "d"\n]`);
    expect(edited(text, { op: 'remove', path: [2], comments: 'withItem' })).toBe(
      '[\n  "a" // A\n  , "b" // B\n]',
    );
    expect(edited('[1 /* x */ ,\n 2]', { op: 'remove', path: [0], comments: 'withItem' })).toBe('[\n 2]');
  });

  it('4: lets no line comment swallow what follows on the line', () => {
    const shared = '[ "a", "b",\n  "c" // C\n]';
    expect(toValue(parse(edited(shared, { op: 'move', path: [], from: 2, to: 0 })))).toEqual(['c', 'a', 'b']);
    const closing = '["a", // A\n "b"]';
    expect(edited(closing, { op: 'move', path: [], from: 0, to: 1 })).toBe('["b",\n "a" // A\n ]');
    expect(edited('[ // todo\n]', { op: 'insert', path: [], value: 'a' })).toBe('[ // todo\n  "a"\n]');
    expect(edited('["a", // A\n "b"]', { op: 'remove', path: [1], comments: 'withItem' })).toBe(
      '["a" // A\n]',
    );
  });

  it('5: counts commas by position when the first item becomes the last, and back', () => {
    const text = '[\n  "a",\n  "b",\n  "c"\n]';
    const moved = edited(text, { op: 'move', path: [], from: 0, to: 2 });
    expect(moved).toBe('[\n  "b",\n  "c",\n  "a"\n]');
    expect(edited(moved, { op: 'move', path: [], from: 2, to: 0 })).toBe(text);
  });

  it('6: changes nothing where the value is equal, whatever its spelling; 0 is not -0', () => {
    const text = '{ a: 0x1F, b: .5, c: \'a\', d: "\\x41\\\n", e: [1, /* x */ 2,], f: -0, g: NaN }';
    const same: [string, unknown][] = [
      ['a', 31],
      ['b', 0.5],
      ['c', 'a'],
      ['d', 'A'],
      ['e', [1, 2]],
      ['f', -0],
      ['g', Number.NaN],
    ];
    const edits = same.map(([key, value]) => ({ op: 'set', path: [key], value }) as Edit);
    expect(edited(text, ...edits)).toBe(text);
    expect(edited('[-0, 0]', { op: 'set', path: [0], value: 0 }, { op: 'set', path: [1], value: -0 })).toBe(
      '[0, -0]',
    );
  });

  it('7: sets the last of several equal keys and removes all, in every spelling', () => {
    const text = '{\n  ab: 1,\n  "ab": 2, // second\n  x: 0,\n  a\\u0062: 3\n}';
    expect(edited(text, { op: 'set', path: ['ab'], value: 4 })).toBe(text.replace('3', '4'));
    expect(edit(text, [{ op: 'remove', path: ['ab'], comments: 'withItem' }])).toEqual({
      text: '{\n  x: 0\n}',
      droppedComments: ['// second'],
    });
  });

  it('7: changes no order in which another one of two equal keys would count', () => {
    const text = '{a: 1, b: 2, a: 3}';
    expect(codeOf(() => edited(text, { op: 'reorder', path: [], order: [2, 1, 0] }))).toBe('bad-order');
    expect(codeOf(() => edited(text, { op: 'move', path: [], from: 0, to: 2 }))).toBe('bad-order');
    expect(edited(text, { op: 'move', path: [], from: 1, to: 0 })).toBe('{b: 2, a: 1, a: 3}');
  });

  it('8: treats __proto__ and constructor as plain keys', () => {
    const text = '{ __proto__: { a: 1 }, constructor: 2 }';
    const value = toValue(parse(text)) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(edited(text, { op: 'set', path: ['__proto__', 'a'], value: 3 })).toBe(
      '{ __proto__: { a: 3 }, constructor: 2 }',
    );
    expect(codeOf(() => edit('{ a: 1 }', [{ op: 'remove', path: ['constructor'], comments: 'keep' }]))).toBe(
      'no-such-path',
    );
  });

  it('9: writes a bare key only among bare keys and only where it is a word, never __proto__', () => {
    const add = (text: string, key: string) => edited(text, { op: 'insert', path: [], key, value: 1 });
    expect(add('{ a: 1 }', 'default')).toBe('{ a: 1, default: 1 }');
    expect(add('{ a: 1 }', '$include')).toBe('{ a: 1, $include: 1 }');
    expect(add('{ a: 1 }', 'ключ')).toBe('{ a: 1, ключ: 1 }');
    expect(add('{ a: 1 }', 'a/b.c')).toBe('{ a: 1, "a/b.c": 1 }');
    expect(add('{ a: 1 }', '2x')).toBe('{ a: 1, "2x": 1 }');
    expect(add('{ a: 1 }', '')).toBe('{ a: 1, "": 1 }');
    expect(add('{ a: 1 }', '__proto__')).toBe('{ a: 1, "__proto__": 1 }');
    expect(add('{ "a": 1 }', 'b')).toBe('{ "a": 1, "b": 1 }');
    expect(add("{ 'a': 1 }", 'b')).toBe("{ 'a': 1, 'b': 1 }");
    expect(add('{ a: 1, "x-y": 2 }', 'b')).toBe('{ a: 1, "x-y": 2, b: 1 }');
  });

  it('10: keeps CRLF in comments and strings, mixed line ends, the BOM and U+2028', () => {
    const text = '\uFEFF{\r\n  a: "x\\\r\ny", /* 1\r\n2 */\r\n  b: 2 // ends here\u2028, c: "\u2028",\n}\r';
    const changed = edited(text, { op: 'set', path: ['b'], value: 3 }, { op: 'set', path: ['d'], value: 4 });
    expect(changed).toBe(
      '\uFEFF{\r\n  a: "x\\\r\ny", /* 1\r\n2 */\r\n  b: 3 // ends here\u2028, c: "\u2028", d: 4,\n}\r',
    );
    const crlf = '\uFEFF{\r\n  a: 1\r\n}';
    expect(edited(crlf, { op: 'set', path: ['b'], value: [] })).toBe('\uFEFF{\r\n  a: 1,\r\n  b: []\r\n}');
    expect(edited('\uFEFF{}', { op: 'set', path: ['b'], value: 1 })).toBe('\uFEFF{ b: 1 }');
  });

  it('10: never lets a lone CR and a lone LF meet as one CRLF', () => {
    const text = '[\r1,\n\n2]';
    expect(edited(text, { op: 'remove', path: [0], comments: 'withItem' })).toBe('[\n2]');
  });

  it('11: counts in UTF-16 units, so an emoji before the edit moves nothing', () => {
    const text = '/* \u{1F525}\u{1F525} */ { "\u{1F525}": "\u{1F525}", b: 1 }';
    expect(edited(text, { op: 'set', path: ['b'], value: 2 })).toBe(text.replace('b: 1', 'b: 2'));
  });

  it('12: writes new strings in the quotes of their neighbours and escapes what could do harm', () => {
    const value = 'it\'s "so" \\ \n\r\u2028\u2029 \uD83D \u0000 \u{1F525}';
    const single = edited("['a']", { op: 'insert', path: [], value });
    expect(single).toBe("['a', 'it\\'s \"so\" \\\\ \\n\\r\\u2028\\u2029 \\ud83d \\u0000 \u{1F525}']");
    expect(toValue(parse(single))).toEqual(['a', value]);
    expect(edited('["a"]', { op: 'set', path: [0], value: "it's" })).toBe('["it\'s"]');
    expect(edited('{ a: \'x\', b: "y" }', { op: 'set', path: ['b'], value: 'z' })).toBe(
      '{ a: \'x\', b: "z" }',
    );
  });

  it('13: gives back the bytes of the BOM; bytes that are not UTF-8 never get as far as an edit', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{ a: "ä" }')]);
    const changed = edited(strict.decode(bytes), { op: 'set', path: ['b'], value: 1 });
    expect([...new TextEncoder().encode(changed)].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
    expect(() => strict.decode(new Uint8Array([0x7b, 0xff, 0x7d]))).toThrow();
  });

  it.each([
    ['[]', '["n"]'],
    ['[ ]', '[ "n" ]'],
    ['[\n]', '[\n  "n"\n]'],
    ['[/* c */]', '[/* c */ "n"]'],
    ['[ /* c */ ]', '[ /* c */ "n" ]'],
    ['[ // c\n]', '[ // c\n  "n"\n]'],
    ['[\n  // c\n]', '[\n  "n"\n  // c\n]'],
    ['{ a: [] }', '{ a: ["n"] }'],
  ])('14: fills the empty list %j', (text, filled) => {
    const path = text.startsWith('{') ? ['a'] : [];
    expect(edited(text, { op: 'insert', path, value: 'n' })).toBe(filled);
  });

  it.each([
    ['["n"]', '[]'],
    ['[\n  "n",\n]', '[]'],
    ['[ "n" // gone\n]', '[]'],
    ['[ // stays\n  "n",\n]', '[ // stays\n]'],
    ['[\n  "n",\n  // stays\n]', '[\n  // stays\n]'],
  ])('14: empties the list %j', (text, emptied) => {
    expect(edited(text, { op: 'remove', path: [0], comments: 'withItem' })).toBe(emptied);
  });

  it('15: reads a half-written file to a clean error, at every length', () => {
    const text = "{ a: 'x\\\n', // c\n  b: [1, 0x2, { c: null }], /* d */ e: -.5e3 }";
    for (let length = 0; length < text.length; length++) {
      expect(() => parse(text.slice(0, length))).toThrow(Json5Error);
    }
  });

  it('16: edits one document only: what an $include brings in is not there', () => {
    const text = '{ agents: { $include: "./agents.json5" } }';
    expect(codeOf(() => edit(text, [{ op: 'set', path: ['agents', 'defaults', 'model'], value: 'x' }]))).toBe(
      'no-such-path',
    );
    expect(edited(text, { op: 'set', path: ['agents', '$include'], value: './b.json5' })).toBe(
      '{ agents: { $include: "./b.json5" } }',
    );
  });

  describe('17: the check', () => {
    afterEach(() => vi.restoreAllMocks());

    it('prints no warning about U+2028 in strings', () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      const text = '// \u2028{ a: "\u2028", /* "\u2029" */ b: \'"\u2029\\\u2028\', c: 1 }';
      expect(edited(text, { op: 'set', path: ['c'], value: 2 })).toBe(text.replace('c: 1', 'c: 2'));
      expect(warn).not.toHaveBeenCalled();
    });
  });

  it('18: is made by a reader of its own: json5 reads every result', () => {
    const text = '{ a: [1, 2], /* c */ b: { "x": null } }';
    const changed = edited(
      text,
      { op: 'move', path: ['a'], from: 0, to: 1 },
      { op: 'set', path: ['b', 'y'], value: [] },
    );
    expect(readAsGateway(changed)).toEqual({ a: [2, 1], b: { x: null, y: [] } });
    expect(readAsGateway('{ a: }')).toBeUndefined();
  });
});
