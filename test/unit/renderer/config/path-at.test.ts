import { json5Language } from 'codemirror-json5';
import { expect, it } from 'vitest';
import { pathAt } from '../../../../renderer/views/config/editor/path-at.ts';

/** `|` marks the cursor. */
function at(marked: string) {
  const position = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { path, isKey } = pathAt(json5Language.parser.parse(text), position, (from, to) =>
    text.slice(from, to),
  );
  return { path, isKey };
}

it('knows which object a key is written in', () => {
  expect(at('{ agents: { def|: {} } }')).toEqual({ path: ['agents'], isKey: true });
  expect(at('{ age| }')).toEqual({ path: [], isKey: true });
  expect(at('{ models: { "mo|de": "merge" } }')).toEqual({ path: ['models'], isKey: true });
});

it('knows which value the cursor is in, also inside lists', () => {
  expect(at('{ models: { mode: "mer|ge" } }')).toEqual({ path: ['models', 'mode'], isKey: false });
  expect(at('{ a: [1, /* no */ { b: tr|ue }] }')).toEqual({ path: ['a', 1, 'b'], isKey: false });
});
