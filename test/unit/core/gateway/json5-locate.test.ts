import { describe, expect, it } from 'vitest';
import { locate, locateKey, pathAt } from '../../../../electron/core/gateway/json5/locate.ts';
import { parse } from '../../../../electron/core/gateway/json5-document.ts';

const text = '{\r\n  agents: {\n    "a/b.c": ["x", // one\n      "y"],\n  },\n  k: 1, k: 2,\n}';
const doc = parse(text);

describe('finding a value in the text', () => {
  it('gives offsets, line and column of the value at a path', () => {
    const start = text.indexOf('"y"');
    expect(locate(doc, ['agents', 'a/b.c', 1])).toEqual({ start, end: start + 3, line: 4, column: 7 });
    expect(locate(doc, [])).toEqual({ start: 0, end: text.length, line: 1, column: 1 });
  });

  it('takes the last of several equal keys', () => {
    expect(locate(doc, ['k'])?.start).toBe(text.indexOf('2,\n}'));
    expect(locateKey(doc, ['k'])?.start).toBe(text.lastIndexOf('k'));
  });

  it('answers null for what is not there', () => {
    expect(locate(doc, ['agents', 'b'])).toBeNull();
    expect(locate(doc, ['agents', 'a/b.c', 2])).toBeNull();
    expect(locate(doc, ['agents', 'a/b.c', '1'])).toBeNull();
    expect(locate(doc, ['k', 'deeper'])).toBeNull();
    expect(locateKey(doc, ['agents', 'a/b.c', 0])).toBeNull();
    expect(locateKey(doc, [])).toBeNull();
  });

  it('gives the path of the innermost key or value at an offset', () => {
    expect(pathAt(doc, text.indexOf('"y"') + 1)).toEqual(['agents', 'a/b.c', 1]);
    expect(pathAt(doc, text.indexOf('"a/b.c"') + 2)).toEqual(['agents', 'a/b.c']);
    expect(pathAt(doc, text.indexOf('agents'))).toEqual(['agents']);
    expect(pathAt(doc, text.indexOf('2,\n}'))).toEqual(['k']);
    expect(pathAt(doc, 0)).toEqual([]);
    expect(pathAt(doc, text.length)).toEqual([]);
  });

  it('finds every value again from its own offset', () => {
    for (const path of [
      ['agents'],
      ['agents', 'a/b.c'],
      ['agents', 'a/b.c', 0],
      ['agents', 'a/b.c', 1],
      ['k'],
    ]) {
      expect(pathAt(doc, locate(doc, path)?.start ?? -1)).toEqual(path);
    }
  });
});
