import { describe, expect, it } from 'vitest';
import { type Edit, edit, type Json } from '../../../../electron/core/gateway/json5-document.ts';

function edited(text: string, ...edits: Edit[]): string {
  return edit(text, edits).text;
}

function move(text: string, from: number, to: number): string {
  return edited(text, { op: 'move', path: [], from, to });
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}

function codeOf(text: string, step: unknown): unknown {
  try {
    edit(text, [step as Edit]);
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'no error';
}

describe('rule 1: comments on the line of an item', () => {
  it('go with the only item on the line, before or after its comma', () => {
    const text = lines('[', '  "a", // A', '  "b" /* B */, // BB', '  /* C */ "c",', ']');
    expect(move(text, 2, 0)).toBe(lines('[', '  /* C */ "c",', '  "a", // A', '  "b" /* B */, // BB', ']'));
    expect(move(text, 0, 1)).toBe(lines('[', '  "b" /* B */, // BB', '  "a", // A', '  /* C */ "c",', ']'));
  });

  it('go with their item before the comma on a shared line, the one at the end stays with the row', () => {
    const text = lines('[', '  "a" /* A */, "b" /* B */, // row', '  "c",', ']');
    expect(move(text, 0, 1)).toBe(lines('[', '  "b" /* B */, "a" /* A */, // row', '  "c",', ']'));
    expect(move(text, 2, 0)).toBe(lines('[', '  "c", "a" /* A */, // row', '  "b" /* B */,', ']'));
  });

  it('go with the item they stand before on a shared line', () => {
    expect(move('["a", /* B */ "b", "c"]', 1, 2)).toBe('["a", "c", /* B */ "b"]');
    expect(move('["a", /* B */ "b"]', 1, 0)).toBe('["b" /* B */, "a"]');
  });
});

describe('rule 2: comments on lines of their own', () => {
  it('go with the item straight below', () => {
    const text = lines('[', '  "a",', '  // b 1', '  /* b 2 */', '  "b",', '  "c",', ']');
    expect(move(text, 1, 0)).toBe(lines('[', '  // b 1', '  /* b 2 */', '  "b",', '  "a",', '  "c",', ']'));
  });

  it('go with the item above if a blank line follows', () => {
    const text = lines('[', '  "a",', '  // about a', '', '  "b",', '', '  "c",', ']');
    expect(move(text, 0, 1)).toBe(lines('[', '  "b",', '', '  "a",', '  // about a', '', '  "c",', ']'));
  });

  it('stay in place between blank lines', () => {
    const text = lines('[', '  "a", // A', '', '  // hosted', '', '  "b",', ']');
    expect(move(text, 0, 1)).toBe(lines('[', '  "b",', '', '  // hosted', '', '  "a", // A', ']'));
  });
});

describe('rule 3: comments of the brackets', () => {
  it('stay in place', () => {
    const text = lines('[ // first wins', '  // about a', '  "a",', '  "b",', '  // end', ']');
    expect(move(text, 0, 1)).toBe(
      lines('[ // first wins', '  "b",', '  // about a', '  "a",', '  // end', ']'),
    );
    expect(move('[ /* order counts */ "a", "b" ]', 0, 1)).toBe('[ /* order counts */ "b", "a" ]');
    expect(edited(text, { op: 'insert', path: [], value: 'c' })).toContain('"b",\n  "c",\n  // end\n]');
    expect(edited(text, { op: 'insert', path: [], value: 'c', index: 0 })).toContain(
      '[ // first wins\n  "c",\n  // about a\n  "a"',
    );
  });
});

describe('rule 4: commas and blank lines', () => {
  it('belong to positions: the last item has a trailing comma exactly if the last one had', () => {
    const open = lines('[', '  "a",', '', '  "b",', '  "c" // C', ']');
    expect(edited(open, { op: 'reorder', path: [], order: [2, 0, 1] })).toBe(
      lines('[', '  "c", // C', '', '  "a",', '  "b"', ']'),
    );
    const trailing = lines('{', '  a: 1,', '  b: 2,', '}');
    expect(edited(trailing, { op: 'reorder', path: [], order: [1, 0] })).toBe(
      lines('{', '  b: 2,', '  a: 1,', '}'),
    );
    expect(edited(open, { op: 'remove', path: [2], comments: 'withItem' })).toBe(
      lines('[', '  "a",', '', '  "b"', ']'),
    );
    expect(edited(trailing, { op: 'remove', path: ['b'], comments: 'withItem' })).toBe(
      lines('{', '  a: 1,', '}'),
    );
  });
});

describe('rule 5: new text copies its neighbours', () => {
  it.each<[string, string, Json, string]>([
    ["{\n\t'a' : 1\n}", 'b', 'x', "{\n\t'a' : 1,\n\t'b' : 'x'\n}"],
    ['{a:1,b:2}', 'c', [1, { d: 'x' }], '{a:1,b:2,c:[1,{d:"x"}]}'],
    ['{ a: 1 }', 'c', [1, 2], '{ a: 1, c: [1, 2] }'],
    [
      '{\r\n    a: {\r\n        b: 1,\r\n    },\r\n}',
      'c',
      { b: 2 },
      '{\r\n    a: {\r\n        b: 1,\r\n    },\r\n    c: {\r\n        b: 2,\r\n    },\r\n}',
    ],
    ['{\n  a: { b: 1 },\n}', 'c', { b: 2 }, '{\n  a: { b: 1 },\n  c: { b: 2 },\n}'],
    ['{\n  "a": [\n    1\n  ]\n}', 'c', [2], '{\n  "a": [\n    1\n  ],\n  "c": [\n    2\n  ]\n}'],
  ])('in %j', (text, key, value, wanted) => {
    expect(edited(text, { op: 'set', path: [key], value })).toBe(wanted);
  });

  it('spreads a new model over lines like its neighbour, short lists in it stay on one line', () => {
    const text = lines('{ models: [', '  {', '    id: "a",', '    input: ["text"],', '  },', '] }');
    const value = { id: 'b', input: ['text'], cost: { input: 0, output: 0 } };
    expect(edited(text, { op: 'insert', path: ['models'], value })).toBe(
      lines(
        '{ models: [',
        '  {',
        '    id: "a",',
        '    input: ["text"],',
        '  },',
        '  {',
        '    id: "b",',
        '    input: ["text"],',
        '    cost: { input: 0, output: 0 },',
        '  },',
        '] }',
      ),
    );
  });

  it("inserts before a key, above that key's comments", () => {
    const text = lines('{', '  a: 1,', '  // about b', '  b: 2,', '}');
    expect(edited(text, { op: 'insert', path: [], key: 'n', before: 'b', value: 0 })).toBe(
      lines('{', '  a: 1,', '  n: 0,', '  // about b', '  b: 2,', '}'),
    );
  });

  it('keeps the spelling of everything it does not write', () => {
    const text = "{ a: 0x1F, 'b': .5, c: [1,2 , 3,], d: 'x' }";
    expect(edited(text, { op: 'set', path: ['d'], value: 'y' })).toBe(text.replace("x'", "y'"));
  });
});

describe('rule 6: comments inside what goes', () => {
  it('go with a replaced value and are told', () => {
    const text = '{ a: [1, /* one */ 2 // two\n ], b: 3 /* stays */ }';
    expect(edit(text, [{ op: 'set', path: ['a'], value: null }])).toEqual({
      text: '{ a: null, b: 3 /* stays */ }',
      droppedComments: ['/* one */', '// two'],
    });
  });

  it('go with a removed member, its own ones only if asked', () => {
    const text = lines(
      '{',
      '  x: 1,',
      '  // above',
      '  a /* k */ : /* v */ [ /* in */ ], // behind',
      '  b: 3,',
      '}',
    );
    expect(edit(text, [{ op: 'remove', path: ['a'], comments: 'withItem' }])).toEqual({
      text: lines('{', '  x: 1,', '  b: 3,', '}'),
      droppedComments: ['// above', '/* k */', '/* v */', '/* in */', '// behind'],
    });
    expect(edit(text, [{ op: 'remove', path: ['a'], comments: 'keep' }])).toEqual({
      text: lines('{', '  x: 1,', '  // above', '  // behind', '  b: 3,', '}'),
      droppedComments: ['/* k */', '/* v */', '/* in */'],
    });
  });
});

describe('an edit that does not fit', () => {
  it.each([
    ['{ a: 1 }', { op: 'set', path: ['b', 'c'], value: 1 }, 'no-such-path'],
    ['{ a: 1 }', { op: 'set', path: ['a', 'c'], value: 1 }, 'wrong-container'],
    ['[1]', { op: 'set', path: [1], value: 1 }, 'no-such-path'],
    ['[1]', { op: 'set', path: ['0'], value: 1 }, 'no-such-path'],
    ['{ a: 1 }', { op: 'remove', path: ['b'], comments: 'keep' }, 'no-such-path'],
    ['{ a: 1 }', { op: 'remove', path: [], comments: 'keep' }, 'wrong-container'],
    ['{ a: 1 }', { op: 'insert', path: [], key: 'a', value: 1 }, 'key-exists'],
    ['{ a: 1 }', { op: 'insert', path: [], key: 'b', before: 'c', value: 1 }, 'no-such-path'],
    ['{ a: 1 }', { op: 'insert', path: [], value: 1 }, 'wrong-container'],
    ['[1]', { op: 'insert', path: [], index: 2, value: 1 }, 'index-out-of-range'],
    ['[1]', { op: 'insert', path: [], key: 'a', value: 1 }, 'wrong-container'],
    ['[1, 2]', { op: 'move', path: [], from: 0, to: 2 }, 'index-out-of-range'],
    ['[1, 2]', { op: 'move', path: [], from: -1, to: 0 }, 'index-out-of-range'],
    ['[1, 2]', { op: 'reorder', path: [], order: [0, 0] }, 'bad-order'],
    ['[1, 2]', { op: 'reorder', path: [], order: [0] }, 'bad-order'],
    ['7', { op: 'move', path: [], from: 0, to: 0 }, 'wrong-container'],
    ['[1]', { op: 'set', path: [0], value: undefined }, 'bad-value'],
    ['[1]', { op: 'set', path: [0], value: { a: () => 1 } }, 'bad-value'],
  ])('of %j is refused: %j', (text, step, code) => {
    expect(codeOf(text, step)).toBe(code);
  });

  it('is refused for a value that holds itself', () => {
    const value: Json[] = [];
    value.push(value);
    expect(codeOf('[1]', { op: 'set', path: [0], value })).toBe('bad-value');
  });

  it('is refused for a text that is not JSON5', () => {
    expect(codeOf('{ a: }', { op: 'set', path: ['a'], value: 1 })).toBe('syntax');
  });
});

describe('a change of the whole document', () => {
  it('replaces the root and leaves what stands around it', () => {
    expect(edited('// head\n{ a: 1 } // tail\n', { op: 'set', path: [], value: [] })).toBe(
      '// head\n[] // tail\n',
    );
    expect(edited('null', { op: 'set', path: [], value: { a: 1 } })).toBe('{ a: 1 }');
  });

  it('returns the text itself for no edits', () => {
    expect(edit('{ a: 1 }', [])).toEqual({ text: '{ a: 1 }', droppedComments: [] });
  });
});
