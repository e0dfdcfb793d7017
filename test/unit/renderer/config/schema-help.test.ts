import { CompletionContext } from '@codemirror/autocomplete';
import { LanguageSupport } from '@codemirror/language';
import { EditorState, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { json5Language } from 'codemirror-json5';
import JSON5 from 'json5';
import { expect, it } from 'vitest';
import { complete } from '../../../../renderer/views/config/editor/schema-help.ts';
import type { SchemaHint } from '../../../../shared/contract/config-commands.ts';

const about = (key: string) => ({ key, title: null, description: null });
const hint = (path: (string | number)[]): SchemaHint => ({
  path: path.join('.'),
  title: null,
  description: null,
  type: path.at(-1) === 'enabled' ? 'boolean' : path.length === 0 ? 'object' : 'string',
  choices:
    path.at(-1) === 'api' ? ['openai-responses', "it's"] : path.at(-1) === 'enabled' ? ['true', 'false'] : [],
  keys: path.length === 0 ? [about('primary'), about('with-dash')] : [],
});

/** `|` marks the cursor; the text after the choice with that label was made. */
async function choose(marked: string, label: string, explicit = true): Promise<string | null> {
  const position = marked.indexOf('|');
  let state = EditorState.create({
    doc: marked.replace('|', ''),
    selection: { anchor: position },
    extensions: new LanguageSupport(json5Language),
  });
  const context = new CompletionContext(state, position, explicit);
  const result = await complete(context, async (path) => hint(path));
  const option = result?.options.find((each) => each.label === label);
  if (!result || option === undefined || typeof option.apply !== 'function') return null;
  const view = {
    get state() {
      return state;
    },
    dispatch: (spec: TransactionSpec) => {
      state = state.update(spec).state;
    },
  } as unknown as EditorView;
  option.apply(view, option, result.from, position);
  return state.doc.toString();
}

it('writes a key and its colon', async () => {
  expect(await choose('{ prim| }', 'primary')).toBe('{ primary:  }');
  expect(await choose('{ prim|\n  other: 1 }', 'primary')).toBe('{ primary: \n  other: 1 }');
  expect(await choose('{ | }', 'with-dash')).toBe('{ "with-dash":  }');
});

it('leaves the colon that is there', async () => {
  expect(await choose('{ prim|: "a/b" }', 'primary')).toBe('{ primary: "a/b" }');
  expect(await choose('{ pr|im /* why */ : "a/b" }', 'primary')).toBe('{ primary /* why */ : "a/b" }');
});

it('keeps the quotes around a key, and closes the one that is open', async () => {
  expect(await choose('{ "prim|": "a/b" }', 'primary')).toBe('{ "primary": "a/b" }');
  expect(await choose("{ 'prim|' : 1 }", 'with-dash')).toBe("{ 'with-dash' : 1 }");
  expect(await choose('{ "pri|\n}', 'primary')).toBe('{ "primary": \n}');
});

it('replaces a whole value, wherever in it the cursor is', async () => {
  expect(await choose('{ api: "openai-|completions" }', 'openai-responses')).toBe(
    '{ api: "openai-responses" }',
  );
  expect(await choose('{ api: "op|" }', 'openai-responses')).toBe('{ api: "openai-responses" }');
  expect(await choose("{ api: 'op|' }", "it's")).toBe("{ api: 'it\\'s' }");
  expect(await choose('{ api: |"op" }', 'openai-responses')).toBe('{ api: "openai-responses" }');
});

it('gives a value its quotes where there are none, and closes the one that is open', async () => {
  expect(await choose('{ api: | }', 'openai-responses')).toBe('{ api: "openai-responses" }');
  expect(await choose('{ api: op| }', 'openai-responses')).toBe('{ api: "openai-responses" }');
  expect(await choose('{ api: open|ai-x }', 'openai-responses')).toBe('{ api: "openai-responses" }');
  expect(await choose('{ api: "openai-|\n}', 'openai-responses')).toBe('{ api: "openai-responses"\n}');
  expect(await choose('{ enabled: "tr|" }', 'true')).toBe('{ enabled: true }');
});

it('offers nothing where nothing can be written', async () => {
  expect(await choose('{ /* prim| */ }', 'primary', false)).toBeNull();
  expect(await choose('{ api: "op"| }', 'openai-responses')).toBeNull();
  expect(await choose('{ other |: 1 }', 'primary')).toBeNull();
  expect(await choose('{ | }', 'primary', false)).toBeNull();
});

it('never damages a file that was whole', async () => {
  const text = `{ "primary": 'a', api: "openai-responses", n: [1, 'x'], o: { enabled: true } /* end */ }`;
  for (let position = 0; position <= text.length; position += 1) {
    const marked = `${text.slice(0, position)}|${text.slice(position)}`;
    for (const label of ['primary', 'openai-responses', 'true']) {
      const after = await choose(marked, label, false);
      if (after !== null) expect(() => JSON5.parse(after), `${marked} → ${after}`).not.toThrow();
    }
  }
});
