import JSON5 from 'json5';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { buildChangeSet, type ChangeSet } from '../../../../../electron/core/gateway/edits/change-set.ts';
import { guardIssues } from '../../../../../electron/core/gateway/save/config-guard.ts';
import { createSecretMask } from '../../../../../electron/core/gateway/secret-mask.ts';
import { NamedEdit } from '../../../../../shared/config-edits.ts';
import type { Result } from '../../../../../shared/result.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';

const path = '/home/ada/.openclaw/openclaw.json';

const config = `// my assistant
{
  agents: {
    defaults: {
      model: {
        primary: "lmstudio/minimax", // the big one
        fallbacks: [
          "anthropic/sonnet", // hosted
          // small but always there
          'ollama/qwen3:8b',
        ],
      },
      models: { "lmstudio/minimax": { alias: "Max" } },
    },
    entries: {
      coder: { model: "lmstudio/coder" },
      news: { model: { fallbacks: [] } },
      plain: {},
    },
  },
  models: {
    mode: "merge",
    providers: {
      lmstudio: {
        baseUrl: "http://127.0.0.1:1234/v1",
        apiKey: "sk-live-0123456789abcdef", // rotate in May
        models: [
          { id: "minimax", name: "MiniMax", contextWindow: 0x30000 },
          { id: "org/name:q4,v1.5", name: "Odd" },
        ],
      },
    },
  },
  gateway: { mode: "local" },
}
`;

async function apply(edits: NamedEdit[], text = config): Promise<Result<ChangeSet>> {
  const files = createMemoryFiles({ [path]: text });
  return buildChangeSet(
    { files, mainPath: path, includeRoots: [], mask: createSecretMask(() => 0.5) },
    edits,
  );
}

async function applied(
  edits: NamedEdit[],
  text = config,
): Promise<{ text: string; value: Record<string, never>; change: ChangeSet }> {
  const change = await apply(edits, text);
  if (!change.ok) throw new Error(change.failure.detail);
  expect(guardIssues(change.value)).toEqual([]);
  const after = change.value.files[0]?.after ?? text;
  return { text: after, value: JSON5.parse(after), change: change.value };
}

/** The lines that changed, as a diff would show them. */
function changedLines(after: string, before = config): string[] {
  const old = before.split('\n');
  const now = after.split('\n');
  return now.filter((line) => !old.includes(line)).map((line) => line.trim());
}

async function refusal(edits: NamedEdit[], text = config): Promise<string> {
  const change = await apply(edits, text);
  return change.ok ? 'accepted' : change.failure.code;
}

describe('edits of a chain', () => {
  test('setting the primary changes that value and nothing else', async () => {
    const { text } = await applied([{ edit: 'set-primary', agentId: null, ref: 'openai/gpt-5' }]);
    expect(text).toBe(config.replace('"lmstudio/minimax", //', '"openai/gpt-5", //'));
  });

  test('the primary of an agent that is written as a text stays a text', async () => {
    const { text } = await applied([{ edit: 'set-primary', agentId: 'coder', ref: 'ollama/coder' }]);
    expect(changedLines(text)).toEqual(['coder: { model: "ollama/coder" },']);
  });

  test('a new fallback copies its neighbours', async () => {
    const { text } = await applied([{ edit: 'add-fallback', agentId: null, ref: 'vllm/qwen', index: null }]);
    expect(changedLines(text)).toEqual(["'vllm/qwen',"]);
  });

  test('a first fallback turns a text into an object', async () => {
    const { value } = await applied([
      { edit: 'add-fallback', agentId: 'coder', ref: 'ollama/x', index: null },
    ]);
    expect(value).toMatchObject({
      agents: { entries: { coder: { model: { primary: 'lmstudio/coder', fallbacks: ['ollama/x'] } } } },
    });
  });

  test('removing a fallback takes its comment along and says so', async () => {
    const { text, change } = await applied([
      { edit: 'remove-fallback', agentId: null, index: 0, ref: 'anthropic/sonnet' },
    ]);
    expect(text).not.toContain('hosted');
    expect(text).toContain('// small but always there');
    expect(change.droppedComments).toEqual(['// hosted']);
  });

  test('a moved fallback takes its comments along', async () => {
    const { text } = await applied([
      { edit: 'move-fallback', agentId: null, from: 0, to: 1, ref: 'anthropic/sonnet' },
    ]);
    const list = text.slice(text.indexOf('['), text.indexOf(']'));
    expect(list.replace(/\s+/g, ' ')).toBe(
      `[ // small but always there 'ollama/qwen3:8b', "anthropic/sonnet", // hosted `,
    );
  });

  test('a fallback that becomes the primary takes the comment on its line along', async () => {
    const refs = ['anthropic/sonnet', 'lmstudio/minimax', 'ollama/qwen3:8b'];
    const { text } = await applied([{ edit: 'reorder-chain', agentId: null, refs }]);
    expect(changedLines(text)).toEqual([
      'primary: "anthropic/sonnet", // hosted',
      '"lmstudio/minimax", // the big one',
    ]);
  });

  test('dragging back gives the very bytes back', async () => {
    const there = ['ollama/qwen3:8b', 'lmstudio/minimax', 'anthropic/sonnet'];
    const back = ['lmstudio/minimax', 'anthropic/sonnet', 'ollama/qwen3:8b'];
    const moved = await applied([{ edit: 'reorder-chain', agentId: null, refs: there }]);
    expect(moved.text).not.toBe(config);
    const returned = await applied([{ edit: 'reorder-chain', agentId: null, refs: back }], moved.text);
    expect(returned.text).toBe(config);
  });

  test('a fallback that becomes the primary takes the comments above it along, and the old primary its own', async () => {
    const refs = ['ollama/qwen3:8b', 'anthropic/sonnet', 'lmstudio/minimax'];
    const moved = await applied([{ edit: 'reorder-chain', agentId: null, refs }]);
    const chain = moved.text.slice(moved.text.indexOf('model: {'), moved.text.indexOf('models:'));
    expect(chain).toBe(`model: {
        // small but always there
        primary: 'ollama/qwen3:8b',
        fallbacks: [
          "anthropic/sonnet", // hosted
          "lmstudio/minimax", // the big one
        ],
      },
      `);
    const gone = await applied(
      [{ edit: 'remove-fallback', agentId: null, index: 1, ref: 'lmstudio/minimax' }],
      moved.text,
    );
    expect(gone.text).toContain('// small but always there');
    expect(gone.change.droppedComments).toEqual(['// the big one']);
  });

  test('comments above the primary go with it, whatever the layout', async () => {
    const text = `{ agents: { defaults: { model: {
    // costs money,
    // but is quick
    primary: "openai/gpt",
    fallbacks: ["ollama/small" /* next door */, /* last */ "ollama/tiny"] } } } }`;
    const refs = ['ollama/small', 'openai/gpt', 'ollama/tiny'];
    const { text: after } = await applied([{ edit: 'reorder-chain', agentId: null, refs }], text);
    expect(after.indexOf('next door')).toBeLessThan(after.indexOf('fallbacks'));
    expect(after.indexOf('costs money')).toBeGreaterThan(after.indexOf('fallbacks'));
    expect(after.indexOf('costs money')).toBeLessThan(after.indexOf('openai/gpt'));
    const back = ['openai/gpt', 'ollama/small', 'ollama/tiny'];
    const returned = await applied([{ edit: 'reorder-chain', agentId: null, refs: back }], after);
    expect(JSON5.parse(returned.text)).toEqual(JSON5.parse(text));
  });

  test('the same order is no change at all', async () => {
    const refs = ['lmstudio/minimax', 'anthropic/sonnet', 'ollama/qwen3:8b'];
    const { change } = await applied([{ edit: 'reorder-chain', agentId: null, refs }]);
    expect(change.files).toEqual([]);
  });

  test('an order that names other models than the file is refused', async () => {
    expect(await refusal([{ edit: 'reorder-chain', agentId: null, refs: ['a/b', 'c/d'] }])).toBe(
      'edit-not-possible',
    );
  });

  test('a fallback that somebody moved meanwhile is found where it is now', async () => {
    const { value } = await applied([
      { edit: 'remove-fallback', agentId: null, index: 0, ref: 'ollama/qwen3:8b' },
    ]);
    expect(value).toMatchObject({ agents: { defaults: { model: { fallbacks: ['anthropic/sonnet'] } } } });
  });

  test('a fallback that is gone is refused, nothing else is removed instead', async () => {
    expect(await refusal([{ edit: 'remove-fallback', agentId: null, index: 0, ref: 'gone/model' }])).toBe(
      'edit-not-possible',
    );
  });

  test('another ref takes the place of a fallback, and what is written about it stays', async () => {
    const { text, change } = await applied([
      { edit: 'replace-ref', agentId: null, index: 0, ref: 'anthropic/sonnet', to: 'anthropic/opus' },
    ]);
    expect(text).toBe(config.replace('anthropic/sonnet', 'anthropic/opus'));
    expect(change.droppedComments).toEqual([]);
  });

  test.each([
    [
      { edit: 'set-primary', agentId: 'plain', ref: 'anthropic/sonnet' },
      { primary: 'anthropic/sonnet', fallbacks: ['ollama/qwen3:8b'] },
    ],
    [
      { edit: 'add-fallback', agentId: 'plain', ref: 'a/b', index: 1 },
      { fallbacks: ['anthropic/sonnet', 'a/b', 'ollama/qwen3:8b'] },
    ],
  ] as const)('an agent that inherits keeps the fallbacks it had: %o', async (edit, model) => {
    const { value } = await applied([edit]);
    expect(value).toMatchObject({ agents: { entries: { plain: { model } } } });
  });

  test.each<NamedEdit>([
    { edit: 'remove-fallback', agentId: 'plain', index: 0, ref: 'anthropic/sonnet' },
    { edit: 'move-fallback', agentId: 'plain', from: 0, to: 1, ref: 'anthropic/sonnet' },
    { edit: 'reorder-chain', agentId: 'plain', refs: ['anthropic/sonnet'] },
  ])('what is inherited is not taken apart, and the reason says so: %o', async (edit) => {
    expect(await apply([edit])).toMatchObject({
      failure: { detail: expect.stringContaining('give it one of its own first') },
    });
  });

  test('fallbacks: [] stays written: it is not the same as absent', async () => {
    const { value } = await applied([{ edit: 'set-primary', agentId: 'news', ref: 'a/b' }]);
    expect(value).toMatchObject({
      agents: { entries: { news: { model: { primary: 'a/b', fallbacks: [] } } } },
    });
  });

  test('an agent gets a chain of its own, and gives it up again without a trace', async () => {
    const own = await applied([
      { edit: 'give-own-chain', agentId: 'plain', primary: 'a/b', fallbacks: ['c/d'] },
    ]);
    expect(own.value).toMatchObject({
      agents: { entries: { plain: { model: { primary: 'a/b', fallbacks: ['c/d'] } } } },
    });
    const back = await applied([{ edit: 'inherit-chain', agentId: 'plain' }], own.text);
    expect(JSON5.parse(back.text)).toEqual(JSON5.parse(config));
  });

  test.each([
    ['hosted-first', ['anthropic/sonnet', 'lmstudio/minimax', 'ollama/qwen3:8b']],
    ['local-first', ['lmstudio/minimax', 'ollama/qwen3:8b', 'anthropic/sonnet']],
    ['local-only', ['lmstudio/minimax', 'ollama/qwen3:8b']],
  ] as const)('the preset %s only orders what is there', async (preset, refs) => {
    const { value } = await applied([{ edit: 'apply-preset', agentId: null, preset }]);
    const [primary, ...fallbacks] = refs;
    expect(value).toMatchObject({
      agents: { defaults: { model: { primary, fallbacks } } },
      models: { mode: 'merge' },
    });
  });

  test.each([
    ['local-first', ['ollama/qwen3:8b', 'anthropic/opus']],
    ['local-only', ['ollama/qwen3:8b']],
  ] as const)('the preset %s fits an agent whose primary is inherited', async (preset, refs) => {
    const text = `{
      agents: {
        defaults: { model: { primary: "anthropic/opus", fallbacks: [] } },
        entries: { coder: { model: { fallbacks: ["ollama/qwen3:8b"] } } },
      },
    }`;
    const { value } = await applied([{ edit: 'apply-preset', agentId: 'coder', preset }], text);
    const [primary, ...fallbacks] = refs;
    expect(value).toMatchObject({
      agents: {
        defaults: { model: { primary: 'anthropic/opus', fallbacks: [] } },
        entries: { coder: { model: { primary, fallbacks } } },
      },
    });
  });

  test('an unknown agent is refused', async () => {
    expect(await refusal([{ edit: 'set-primary', agentId: '__proto__', ref: 'a/b' }])).toBe(
      'edit-not-possible',
    );
  });
});

describe('edits of providers and models', () => {
  test('an equal number keeps its spelling', async () => {
    const { change } = await applied([
      {
        edit: 'set-model-number',
        providerId: 'lmstudio',
        modelId: 'minimax',
        field: 'contextWindow',
        value: 0x30000,
      },
    ]);
    expect(change.files).toEqual([]);
  });

  test('a model id with slashes, colons, commas and dots is an id, never a path', async () => {
    const { text } = await applied([
      {
        edit: 'set-model-number',
        providerId: 'lmstudio',
        modelId: 'org/name:q4,v1.5',
        field: 'params.num_ctx',
        value: 8192,
      },
    ]);
    expect(changedLines(text)).toEqual([
      '{ id: "org/name:q4,v1.5", name: "Odd", params: { num_ctx: 8192 } },',
    ]);
  });

  test('an alias for a ref that has no entry yet writes the entry', async () => {
    const { value } = await applied([{ edit: 'set-alias', ref: 'ollama/qwen3:8b', alias: 'Small' }]);
    expect(value).toMatchObject({
      agents: {
        defaults: { models: { 'ollama/qwen3:8b': { alias: 'Small' }, 'lmstudio/minimax': { alias: 'Max' } } },
      },
    });
  });

  test('removing an alias keeps the entry', async () => {
    const { value } = await applied([{ edit: 'set-alias', ref: 'lmstudio/minimax', alias: null }]);
    expect(value).toMatchObject({ agents: { defaults: { models: { 'lmstudio/minimax': {} } } } });
  });

  test('a provider is added with a reference for its key, never with a secret', async () => {
    const { text } = await applied([
      {
        edit: 'add-provider',
        providerId: 'box',
        baseUrl: 'http://10.0.0.5:8000/v1',
        api: 'openai-completions',
        key: { is: 'variable', name: 'BOX_KEY' },
        models: [
          { id: 'm', name: 'M', contextWindow: 32768, maxTokens: null, input: ['text'], reasoning: null },
        ],
        timeoutSeconds: 120,
      },
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
    expect(text).toContain('apiKey: "${BOX_KEY}"');
    expect(JSON5.parse(text).models.providers.lmstudio).toEqual(
      JSON5.parse(config).models.providers.lmstudio,
    );
  });

  test('an address comes back from a window without its password, and keeps it in the file', async () => {
    const secret = config.replace('//127', () => '//me:s3$&cret@127');
    const value = 'http://…@127.0.0.1:4321/v1';
    const edit: NamedEdit = { edit: 'set-provider-text', providerId: 'lmstudio', field: 'baseUrl', value };
    const { text, change } = await applied([edit], secret);
    expect(text).toBe(secret.replace(':1234/v1', ':4321/v1'));
    expect(JSON.stringify(change.sentences)).not.toContain('cret');
  });

  describe('an address that comes back from a window without the keys in its query', () => {
    const keys = '127.0.0.1:1234/sk-s3cret0123456789a/v1?api_key=s3$$cret&v=2&token=s3$`cret2';
    const withKeys = config.replace('127.0.0.1:1234/v1', () => keys);
    const edit = (value: string): NamedEdit => ({
      edit: 'set-provider-text',
      providerId: 'lmstudio',
      field: 'baseUrl',
      value,
    });

    test('keeps the very bytes of the file where nothing was changed', async () => {
      const { text } = await applied([edit('http://127.0.0.1:1234/…/v1?api_key=…&v=2&token=…')], withKeys);
      expect(text).toBe(withKeys);
    });

    test('puts each key behind its own name, wherever that went', async () => {
      const value = 'http://10.0.0.5:4321/v1?token=…&v=3&api_key=…';
      const { text, change } = await applied([edit(value)], withKeys);
      expect(text).toContain('"http://10.0.0.5:4321/v1?token=s3$`cret2&v=3&api_key=s3$$cret"');
      expect(JSON.stringify(change.sentences)).not.toContain('cret');
    });

    test.each([
      'http://127.0.0.1:1234/v1?other_key=…',
      'http://127.0.0.1:1234/v1?api_key=…&api_key=…',
      'http://127.0.0.1:1234/…/…/v1',
    ])('refuses %s, for which the file has no key', async (value) => {
      expect(await refusal([edit(value)], withKeys)).toBe('edit-not-possible');
    });
  });

  test('a removed provider is gone and the rest stays', async () => {
    const { value } = await applied([{ edit: 'remove-provider', providerId: 'lmstudio' }]);
    expect(value).toMatchObject({ models: { mode: 'merge', providers: {} } });
  });

  test.each<NamedEdit>([
    {
      edit: 'add-model',
      providerId: 'nobody',
      id: 'm',
      name: 'M',
      contextWindow: null,
      maxTokens: null,
      input: [],
      reasoning: null,
    },
    {
      edit: 'add-model',
      providerId: 'lmstudio',
      id: 'minimax',
      name: 'M',
      contextWindow: null,
      maxTokens: null,
      input: [],
      reasoning: null,
    },
    { edit: 'remove-model', providerId: 'lmstudio', modelId: 'gone' },
    { edit: 'remove-provider', providerId: 'constructor' },
    { edit: 'set-timeout', providerId: 'gone', seconds: 5 },
    // The sign that windows see for a name and password, where the file has neither.
    {
      edit: 'set-provider-text',
      providerId: 'lmstudio',
      field: 'baseUrl',
      value: 'http://…@127.0.0.1:1234/v1',
    },
    {
      edit: 'add-provider',
      providerId: 'box',
      baseUrl: 'http://…@10.0.0.5:8000/v1',
      api: null,
      key: { is: 'none' },
      models: [],
      timeoutSeconds: null,
    },
  ])('refuses $edit where it does not fit', async (edit) => {
    expect(await refusal([edit])).toBe('edit-not-possible');
  });

  test('several edits make one change, worked out one after the other', async () => {
    const { value, change } = await applied([
      { edit: 'add-fallback', agentId: null, ref: 'x/y', index: 0 },
      { edit: 'move-fallback', agentId: null, from: 0, to: 2, ref: 'x/y' },
      { edit: 'set-models-mode', mode: 'merge' },
    ]);
    expect(value).toMatchObject({
      agents: { defaults: { model: { fallbacks: ['anthropic/sonnet', 'ollama/qwen3:8b', 'x/y'] } } },
    });
    expect(change.sentences).toHaveLength(3);
  });
});

describe('whole texts and secrets', () => {
  test('a masked text comes back with the very secret', async () => {
    const files = createMemoryFiles({ [path]: config });
    const mask = createSecretMask(Math.random);
    const shown = mask.mask(config);
    expect(shown.secrets).toBe(1);
    expect(shown.text).not.toContain('0123456789');
    const world = { files, mainPath: path, includeRoots: [], mask };
    const change = await buildChangeSet(world, [
      { edit: 'replace-text', file: path, text: shown.text.replace('MiniMax', 'Mini Max') },
    ]);
    expect(change.ok && change.value.files[0]?.after).toBe(config.replace('MiniMax', 'Mini Max'));
  });

  test('a placeholder that was cut in two is refused instead of becoming a key', async () => {
    const mask = createSecretMask(Math.random);
    const shown = mask.mask(config).text;
    const cut = shown.replace(/•••• secret (...)/, '•••• secret $1x');
    expect(mask.unmask(cut)).toMatchObject({ ok: false, failure: { code: 'edit-not-possible' } });
    expect(mask.unmask(shown.replace('•••• secret', '••• secret'))).toMatchObject({ ok: false });
  });

  test('a new value typed over a placeholder is a new key', () => {
    const mask = createSecretMask(Math.random);
    const typed = mask.mask(config).text.replace(/•••• secret \w+ ••••/, 'sk-new');
    expect(mask.unmask(typed)).toEqual({
      ok: true,
      value: config.replace('sk-live-0123456789abcdef', 'sk-new'),
    });
  });

  test.each([
    [`{ gateway: { auth: { token: "abc123" } } }`, 1],
    [`{ gateway: { auth: { password: 'p"w' } } }`, 1],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
    ['{ models: { providers: { a: { apiKey: "${KEY}" } } } }', 0],
    [`{ models: { providers: { lmstudio: { apiKey: "lmstudio" } } } }`, 0],
    [`{ models: { providers: { a: { headers: { "X-Custom": "abc" } } } } }`, 1],
    [`{ env: { vars: { OPENAI_API_KEY: "sk", HOME_DIR: "/x" } } }`, 1],
    [`{ channels: { telegram: { botToken: "1:abc" } } }`, 1],
    [`{ models: { x: [{ maxTokens: 8192, contextTokens: 4 }] } }`, 0],
    [`{ broken: , apiKey: "sk-secret-1"`, 1],
    [`{ apiKey: "a", other: { apiKey: "a" } }`, 2],
  ])('%s hides %i values', (text, count) => {
    const shown = createSecretMask(Math.random).mask(text);
    expect(shown.secrets).toBe(count);
  });

  test('a file that makes no sense can be mended by a whole text only', async () => {
    const broken = '{ agents: { ';
    expect(await refusal([{ edit: 'set-primary', agentId: null, ref: 'a/b' }], broken)).toBe('config-syntax');
    const change = await apply([{ edit: 'replace-text', file: path, text: '{ a: 1 }' }], broken);
    expect(change.ok && change.value.files[0]).toMatchObject({ before: broken, after: '{ a: 1 }' });
    expect(await refusal([{ edit: 'replace-text', file: path, text: '{ a: ' }], broken)).toBe(
      'config-syntax',
    );
  });
});

describe('edits over several files', () => {
  const main = '{ agents: { $include: "./agents.json5" }, gateway: { mode: "local" } }';
  const agents = '{\n  // kept\n  defaults: { model: { primary: "a/b" } },\n}\n';

  async function change(mainText: string, edit: NamedEdit) {
    const files = createMemoryFiles({ [path]: mainText, '/home/ada/.openclaw/agents.json5': agents });
    return buildChangeSet(
      {
        files,
        mainPath: path,
        includeRoots: [],
        mask: createSecretMask(() => 0.5),
      },
      [edit],
    );
  }

  test('an edit lands in the file that owns the key', async () => {
    const done = await change(main, { edit: 'set-primary', agentId: null, ref: 'c/d' });
    expect(done.ok && done.value.files).toMatchObject([
      { path: '/home/ada/.openclaw/agents.json5', after: agents.replace('a/b', 'c/d') },
    ]);
  });

  test.each([
    ['an include with siblings', '{ agents: { $include: "./agents.json5", entries: {} } }'],
    ['a list of includes', '{ agents: { $include: ["./agents.json5"] } }'],
    ['an include at the root', '{ $include: "./agents.json5" }'],
  ])('%s is refused with the reason', async (_name, text) => {
    const done = await change(text, { edit: 'set-primary', agentId: null, ref: 'c/d' });
    expect(done.ok ? 'accepted' : done.failure.code).toBe('config-include-refused');
  });
});

describe('numbers of a model', () => {
  const model = {
    edit: 'add-model',
    providerId: 'p',
    id: 'm',
    name: 'M',
    input: [],
    reasoning: null,
  } as const;
  const sound = { contextWindow: 32768, contextTokens: 16384, maxTokens: 8192 };

  test.each(['contextWindow', 'contextTokens', 'maxTokens'])(
    '%s is a whole number of at least one',
    (field) => {
      const fits = (value: unknown) => v.is(NamedEdit, { ...model, ...sound, [field]: value });
      expect([8192, 1, null].map(fits)).toEqual([true, true, true]);
      expect([1.5, -1, 0, Number.NaN].map(fits)).toEqual([false, false, false, false]);
    },
  );
});

test('a provider that is a file of its own is not emptied, and the reason says where it is', async () => {
  const files = createMemoryFiles({
    [path]: '{ models: { providers: { mine: { $include: "./mine.json5" } } } }',
    '/home/ada/.openclaw/mine.json5': '{ baseUrl: "http://x", models: [] }',
  });
  const change = await buildChangeSet(
    { files, mainPath: path, includeRoots: [], mask: createSecretMask(() => 0.5) },
    [{ edit: 'remove-provider', providerId: 'mine' }],
  );
  expect(change).toMatchObject({
    failure: {
      code: 'edit-not-possible',
      detail: expect.stringMatching(/models\.providers\.mine is the whole of .*mine\.json5/),
    },
  });
});

test('a key is named as a variable in the form the file has, or in the one that is asked for', async () => {
  const keyAfter = async (apiKey: string, form?: 'template' | 'secret-ref') => {
    const text = `{ models: { providers: { p: { apiKey: ${apiKey}, models: [] } } } }`;
    const edit = {
      edit: 'set-key-variable',
      providerId: 'p',
      name: 'NEW_KEY',
      ...(form && { form }),
    } as const;
    const { text: after } = await applied([edit], text);
    return after.slice(after.indexOf('apiKey: ') + 8, after.indexOf(', models'));
  };
  const reference = '{ source: "env", provider: "mine", id: "OLD_KEY" }';
  expect(await keyAfter('"sk-1"')).toBe(`"\${NEW_KEY}"`);
  expect(await keyAfter(reference)).toBe(reference.replace('OLD', 'NEW'));
  expect(await keyAfter(reference, 'template')).toBe(`"\${NEW_KEY}"`);
  expect(JSON5.parse(await keyAfter('"sk-1"', 'secret-ref'))).toEqual({
    source: 'env',
    provider: 'default',
    id: 'NEW_KEY',
  });
});
