import { describe, expect, test } from 'vitest';
import { buildChangeSet, type ChangeSet } from '../../../../../electron/core/gateway/edits/change-set.ts';
import { changedPaths } from '../../../../../electron/core/gateway/save/changed-paths.ts';
import { guardIssues } from '../../../../../electron/core/gateway/save/config-guard.ts';
import { lineDiff } from '../../../../../electron/core/gateway/save/line-diff.ts';
import { quickIssues } from '../../../../../electron/core/gateway/save/review-checks.ts';
import { effectsOf, reloadKind, valuesOf } from '../../../../../electron/core/gateway/save/save-effects.ts';
import { createSecretMask } from '../../../../../electron/core/gateway/secret-mask.ts';
import type { NamedEdit } from '../../../../../shared/config-edits.ts';
import type { GatewayHealth } from '../../../../../shared/gateway.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';

const main = '/home/ada/.openclaw/openclaw.json';

async function changeOf(before: string, edits: readonly NamedEdit[]): Promise<ChangeSet> {
  const files = createMemoryFiles({ [main]: before });
  const mask = createSecretMask(Math.random);
  const change = await buildChangeSet({ files, mainPath: main, includeRoots: [], mask }, edits);
  if (!change.ok) throw new Error(change.failure.detail);
  return change.value;
}

function typed(before: string, after: string): Promise<ChangeSet> {
  return changeOf(before, [{ edit: 'replace-text', file: main, text: after }]);
}

async function issuesOf(before: string, after: string): Promise<string[]> {
  return quickIssues(await typed(before, after)).map(({ level, sentence }) => `${level} ${sentence.key}`);
}

const sound = `{
  gateway: { mode: "local" },
  agents: { defaults: {
    model: { primary: "mine/a", fallbacks: ["mine/b", "Small", "bare-name"] },
    models: { "mine/a": { alias: "Big" }, "mine/b": { alias: "Small" } },
  } },
  models: { mode: "merge", providers: {
    mine: { baseUrl: "http://127.0.0.1:1/v1", models: [
      { id: "a", name: "A", contextWindow: 32768, contextTokens: 16384 },
      { id: "b", name: "B" },
    ] },
    lmstudio: { models: [] },
  } },
}
`;

describe('our own rules', () => {
  test('find nothing wrong with a sound config', async () => {
    expect(await issuesOf(sound, `${sound}// touched\n`)).toEqual([]);
  });

  /** Every place beside the chains that names a model. */
  const everywhere = `{
  gateway: { mode: "local" },
  models: { providers: {
    mine: { baseUrl: "http://x/v1", models: [{ id: "m", name: "M" }, { id: "n", name: "N" }] },
    other: { baseUrl: "http://y/v1", models: [{ id: "o", name: "O" }] },
  } },
  agents: {
    defaults: {
      model: "other/o", imageModel: { primary: "other/o", fallbacks: ["mine/m"] }, pdfModel: "mine/m",
      utilityModel: "mine/m", heartbeat: { model: "mine/m" }, subagents: { model: "mine/m" },
      compaction: { model: "mine/m" }, modelPolicy: { allow: ["mine/m", "other/*", "mine/*"] },
      models: { "mine/m": { alias: "Em" } },
    },
    entries: { kim: { heartbeat: { model: "Em" }, modelPolicy: { allow: ["Em"] } } },
  },
}
`;
  const places = [
    'agents.defaults.heartbeat.model',
    'agents.defaults.compaction.model',
    'agents.defaults.utilityModel',
    'agents.defaults.imageModel.fallbacks[0]',
    'agents.defaults.pdfModel',
    'agents.defaults.subagents.model',
    'agents.entries.kim.heartbeat.model',
    'agents.defaults.models["mine/m"]',
    'agents.defaults.modelPolicy.allow[0]',
    'agents.entries.kim.modelPolicy.allow[0]',
  ];

  test('a model or a provider that goes is missed in every place that names it', async () => {
    expect(quickIssues(await typed(everywhere, `${everywhere}// touched`))).toEqual([]);
    const missed = async (edits: readonly NamedEdit[], key: string) =>
      quickIssues(await changeOf(everywhere, edits)).flatMap(({ sentence, path, level }) =>
        sentence.key === key && level === 'warning' ? [path] : [],
      );
    expect(
      await missed([{ edit: 'remove-model', providerId: 'mine', modelId: 'm' }], 'rule.unknownModel'),
    ).toEqual(places);
    expect(await missed([{ edit: 'remove-provider', providerId: 'mine' }], 'rule.unknownRef')).toEqual([
      ...places.slice(0, 9),
      'agents.defaults.modelPolicy.allow[2]',
      ...places.slice(9),
    ]);
  });

  test('replacing the catalogue is refused for what it would leave without a model, and warns of what is only named', async () => {
    const text = everywhere
      .replaceAll('pdfModel: "mine/m"', 'pdfModel: "openai/gpt"')
      .replace('"other/*"', '"anthropic/*"');
    const change = await changeOf(text, [{ edit: 'set-models-mode', mode: 'replace' }]);
    expect(
      quickIssues(change).map(({ level, sentence }) => [level, sentence.key, sentence.values.refs]),
    ).toEqual([
      ['error', 'rule.replaceDrops', 'openai/gpt'],
      ['warning', 'rule.replaceDrops', 'anthropic/*'],
    ]);
  });

  test.each([
    [
      'a custom provider without an address',
      'error rule.customProvider',
      'baseUrl: "http://127.0.0.1:1/v1", ',
      '',
    ],
    [
      'a custom provider without models',
      'error rule.customProvider',
      'lmstudio: { models: [] }',
      'other: { baseUrl: "http://x" }',
    ],
    ['a model without a name', 'error rule.modelName', '{ id: "b", name: "B" }', '{ id: "b" }'],
    ['one alias for two', 'warning rule.duplicateAlias', '"Small" }', '"big" }'],
    ['a link to no provider', 'warning rule.unknownRef', '"mine/b", "Small"', '"yours/b", "Small"'],
    ['a link to no model', 'warning rule.unknownModel', '"mine/b", "Small"', '"mine/c", "Small"'],
    ['contextTokens over contextWindow', 'warning rule.tokensOverWindow', '16384', '65536'],
    [
      'the primary among its fallbacks',
      'warning rule.primaryRepeated',
      '"mine/b", "Small"',
      '"mine/a", "Small"',
    ],
    ['a fallback twice', 'warning rule.fallbackRepeated', '"mine/b", "Small"', '"mine/b", "mine/b"'],
    [
      'replace, which drops a bundled provider',
      'error rule.replaceDrops',
      'mode: "merge", ',
      'mode: "replace", ',
    ],
    [
      'an include that is not there',
      'error rule.syntax',
      'lmstudio: {',
      'ollama: { $include: "./gone.json5" }, lmstudio: {',
    ],
  ])('name %s', async (_what, expected, from, to) => {
    const before = expected.includes('replaceDrops') ? sound.replace('"bare-name"', '"anthropic/x"') : sound;
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    expect(await issuesOf(before, after)).toEqual([expected]);
    // The same trouble from before is no reason to refuse another edit.
    const [only] = await issuesOf(after, `${after}// touched\n`);
    expect(only).toBe(expected.replace('error', 'warning'));
  });

  test('name a gateway that would not start', async () => {
    const without = sound.replace('gateway: { mode: "local" },', '');
    expect(await issuesOf(sound, without)).toEqual(['error guard.modeLost', 'warning rule.gatewayMode']);
  });

  test('do not refuse a step towards the better', async () => {
    const before = sound.replace('"merge"', '"replace"').replace('"bare-name"', '"openai/x", "anthropic/y"');
    const change = await changeOf(before, [
      { edit: 'remove-fallback', agentId: null, index: 2, ref: 'openai/x' },
    ]);
    expect(quickIssues(change).map((issue) => issue.level)).toEqual(['warning']);
  });

  test('say where in the file it is, also in the old list of agents', async () => {
    const before =
      '{ gateway: { mode: "local" }, agents: {\n list: [{ id: "x" },\n { id: "y",\n  model: "a/b" }] } }';
    const change = await typed(before, before.replace('a/b', 'c/d'));
    expect(quickIssues(change)).toMatchObject([
      { path: 'agents.list[1].model', place: { file: main, line: 4, column: 10 } },
    ]);
  });
});

describe('the last look before a save', () => {
  const asked: NamedEdit = { edit: 'set-primary', agentId: null, ref: 'mine/b' };

  async function tampered(change: (text: string) => string): Promise<string[]> {
    const real = await changeOf(sound, [asked]);
    const after = change(real.files[0]?.after ?? '');
    const other = await typed(sound, after);
    // As if the edit itself had come to this text.
    const forged = {
      ...other,
      edits: real.edits,
      touches: real.touches,
      droppedComments: real.droppedComments,
    };
    return guardIssues(forged).map(({ level, sentence }) => `${level} ${sentence.key}`);
  }

  test('lets through what was asked for', async () => {
    expect(await tampered((text) => text)).toEqual([]);
  });

  test.each([
    ['another value', (text: string) => text.replace('32768', '1'), ['error guard.unexpectedPaths']],
    [
      'another key',
      (text: string) => text.replace('lmstudio: { models: [] },', ''),
      ['error guard.unexpectedPaths'],
    ],
    [
      'the mode of the gateway',
      (text: string) => text.replace('mode: "local"', ''),
      ['error guard.unexpectedPaths', 'error guard.modeLost'],
    ],
  ])('stops a change that touches %s as well', async (_what, change, expected) => {
    expect(await tampered(change)).toEqual(expected);
  });

  test('stops a lost comment, and one that was replaced by another', async () => {
    const before = sound.replace('"mine/b",', '"mine/b" /* why */,');
    for (const comment of ['', ' /* other */']) {
      const real = await changeOf(before, [asked]);
      const other = await typed(before, (real.files[0]?.after ?? '').replace(' /* why */', comment));
      const forged = { ...other, edits: real.edits, touches: real.touches };
      expect(guardIssues(forged).map((issue) => issue.sentence.key)).toEqual(['guard.commentLost']);
    }
  });

  test('lets go a comment that was announced', async () => {
    const before = sound.replace('"mine/b",', '"mine/b" /* why */,');
    const change = await changeOf(before, [
      { edit: 'remove-fallback', agentId: null, index: 0, ref: 'mine/b' },
    ]);
    expect(change.droppedComments).toEqual(['/* why */']);
    expect(guardIssues(change)).toEqual([]);
  });

  test('stops a file that loses more than half, unless a provider was to be removed', async () => {
    const large = sound.replace(
      'lmstudio: {',
      `box: { baseUrl: "http://x", models: [${'{ id: "m", name: "M" }, '.repeat(80)}] }, lmstudio: {`,
    );
    expect(guardIssues(await typed(large, sound)).map((issue) => issue.sentence.key)).toEqual([
      'guard.shrunk',
    ]);
    const change = await changeOf(large, [{ edit: 'remove-provider', providerId: 'box' }]);
    expect(guardIssues(change)).toEqual([]);
  });
});

describe('paths that differ', () => {
  test.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 0 }, { a: -0 }, [['a']]],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, [['a', 'c']]],
    [{ a: [1, 2] }, { a: [1, 3] }, [['a', 1]]],
    [{ a: [1, 2] }, { a: [1] }, [['a']]],
    [{ a: 1 }, {}, [['a']]],
    [{}, JSON.parse('{"__proto__":1,"constructor":2}'), [['__proto__'], ['constructor']]],
    [{ a: [] }, { a: {} }, [['a']]],
    [undefined, { a: 1 }, [[]]],
  ])('between %j and %j are %j', (before, after, paths) => {
    expect(changedPaths(before, after)).toEqual(paths);
  });
});

describe('what the gateway will do', () => {
  const ready: GatewayHealth = { is: 'ready', since: 0 };
  const stopped: GatewayHealth = {
    is: 'stopped',
    since: 0,
    failure: { code: 'connection-refused', detail: '' },
  };

  test.each([
    ['mode: "merge"', 'mode: "replace"', 'hot'],
    ['"mine/b", "Small"', '"Small", "mine/b"', 'hot'],
    ['gateway: { mode: "local" }', 'gateway: { mode: "local", port: 1 }', 'restart'],
    ['gateway: { mode: "local" }', 'gateway: { mode: "local", auth: { token: "t" } }', 'restart'],
    ['models: { mode', 'unheard: 1, models: { mode', 'restart'],
    ['models: { mode', 'tools: { profile: "minimal" }, models: { mode', 'hot'],
    ['agents: {', '/* only a comment */ agents: {', 'nothing'],
  ])('with %s → %s is known', async (from, to, kind) => {
    expect(reloadKind(valuesOf(await typed(sound, sound.replace(from, to))))).toBe(kind);
  });

  test('counts the reload mode it runs with, not the one that is being written', async () => {
    const off = sound.replace('mode: "local"', 'mode: "local", reload: { mode: "off" }');
    expect(reloadKind(valuesOf(await typed(off, sound)))).toBe('off');
    expect(reloadKind(valuesOf(await typed(off, off.replace('mine/a', 'mine/b'))))).toBe('off');
  });

  test('is said together with who will not notice', async () => {
    const primary = valuesOf(await changeOf(sound, [{ edit: 'set-primary', agentId: null, ref: 'mine/b' }]));
    const keys = (health: GatewayHealth) => effectsOf(primary, health).map((each) => each.key);
    expect(keys(ready)).toEqual(['effect.hotReload', 'effect.pinnedSessions']);
    expect(keys(stopped)).toEqual(['effect.notRunning', 'effect.pinnedSessions']);
    const order = valuesOf(await typed(sound, sound.replace('"mine/b", "Small"', '"Small", "mine/b"')));
    expect(effectsOf(order, ready).map((each) => each.key)).toEqual(['effect.hotReload']);
  });
});

describe('a line diff', () => {
  test('shows three lines around each change, with the numbers of both sides', () => {
    const before = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`).join('\n');
    const after = before.replace('line 10\n', '').replace('line 25', 'line 25 changed');
    const lines = lineDiff(before, after);
    expect(lines.map((line) => line.is[0]).join('')).toBe('gsssrsssgsssrasss');
    expect(lines.find((line) => line.is === 'added')).toEqual({
      is: 'added',
      text: 'line 25 changed',
      before: null,
      after: 24,
    });
  });

  test.each([
    ['', 'a\n', 'a'],
    ['a\n', '', 'r'],
    ['a', 'a\n', 'ra'],
    ['a\r\nb', 'a\nb', 'ras'],
    ['a', 'a', ''],
  ])('of %j and %j is %s', (before, after, marks) => {
    expect(
      lineDiff(before, after)
        .map((line) => line.is[0])
        .join(''),
    ).toBe(marks);
  });

  test('of two huge texts with nothing in common ends soon and stays small', () => {
    const huge = (word: string) => Array.from({ length: 200_000 }, (_, n) => `${word} ${n}`).join('\n');
    const startedAt = performance.now();
    const lines = lineDiff(huge('before'), huge('after'));
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(lines.length).toBeLessThan(5_002);
    expect(lines.at(-1)?.is).toBe('gap');
  });
});
