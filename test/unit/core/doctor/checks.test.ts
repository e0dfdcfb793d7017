import { describe, expect, it } from 'vitest';
import { type ListAnswer, nearProviders } from '../../../../electron/core/doctor/facts.ts';
import { reportOf } from '../../../../electron/core/doctor/report.ts';
import { type FailureCode, failure } from '../../../../shared/failures.ts';
import { englishTranslator } from '../../../../shared/messages/index.ts';
import type { Model } from '../../../../shared/servers.ts';
import { defaultSettings } from '../../../../shared/settings.ts';
import type { Snapshot } from '../../../../shared/snapshot.ts';
import { modelKey } from '../../../../shared/warmth.ts';
import { aModel } from '../../../fakes/builders.ts';
import {
  afterFix,
  changeModel,
  changeServer,
  factsOfWorld,
  findingsOf,
  lmStudioId,
  minimaxId,
  rewritten,
  soundWorld,
  type World,
} from '../../../fakes/checked-worlds.ts';

const url = 'http://127.0.0.1:1234/v1/models';
const minimaxKey = modelKey(lmStudioId, minimaxId);

const withModel = (change: Partial<Model>): World =>
  changeModel(soundWorld(), lmStudioId, minimaxId, (model) => ({ ...model, ...change }));
const config = (from: string, to: string): World => rewritten(soundWorld(), from, to);
const broken = (code: FailureCode) => ({
  reachability: {
    is: 'unreachable' as const,
    since: 0,
    failure: failure(code, 'It failed.'),
    lastGoodAt: null,
  },
});
const asked = (answer: ListAnswer, other: ListAnswer | null = null): World['extra'] => ({
  lists: [
    {
      providerId: 'lmstudio',
      url,
      answer,
      other: other === null ? null : { url: 'http://127.0.0.1:1234/models', answer: other },
    },
  ],
});
/** The config names no models of LM Studio: the gateway takes what it finds there. */
const discovered = (): World => ({
  ...soundWorld(),
  text: soundWorld().text.replace(/models: \[\n[\s\S]*?\n {8}\],/, ''),
});
const list: ListAnswer = { is: 'list', status: 200, count: 1 };
const status = (code: number): ListAnswer => ({ is: 'other', status: code, isPage: false, said: null });

function gateway(
  change: (gateway: Snapshot['gateway']) => Partial<Snapshot['gateway']>,
): () => Promise<World> {
  return async () => {
    const world = soundWorld();
    const { snapshot } = await factsOfWorld(world);
    return { ...world, snapshot: { gateway: { ...snapshot.gateway, ...change(snapshot.gateway) } } };
  };
}

/**
 * One thing wrong in a sound world: what is found (and nothing else), and, where there is a fix, that the world is
 * sound again after it. `fixed` is how the world looks when somebody did by hand what no button can do.
 */
const table: {
  wrong: string;
  world: World | (() => Promise<World>);
  found: string[];
  /** Which fix of the first finding is applied; null: none is offered. */
  fix?: number;
  fixed?: World | (() => Promise<World>);
  /** What is left after the fix. */
  left?: string[];
}[] = [
  {
    wrong: 'the primary’s server is stopped',
    world: changeServer(
      { ...soundWorld(), extra: asked({ is: 'failed', failure: failure('connection-refused', 'x') }) },
      broken('connection-refused'),
    ),
    found: ['who-answers look', 'server-reachable:lmstudio broken'],
    fixed: { ...soundWorld(), extra: asked(list) },
  },
  {
    wrong: 'the primary’s server hangs',
    world: changeServer(soundWorld(), broken('timed-out')),
    found: ['who-answers broken', 'server-reachable:lmstudio broken'],
    fixed: { ...soundWorld(), extra: asked(list) },
  },
  {
    wrong: 'the primary is not listed by a server that answers under any name',
    world: changeServer(config(`primary: "lmstudio/${minimaxId}"`, 'primary: "lmstudio/whatever-else"'), {
      kind: 'llama-cpp',
      variant: 'single',
    }),
    found: ['who-answers look', 'model-listed:lmstudio/whatever-else look'],
    fix: 0,
  },
  {
    wrong: 'the primary’s machine is off',
    world: changeServer(soundWorld(), broken('no-connection')),
    found: ['who-answers look', 'server-reachable:lmstudio broken'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the server has an error',
    world: changeServer({ ...soundWorld(), extra: asked(status(500)) }, broken('server-error')),
    found: ['who-answers look', 'server-reachable:lmstudio broken'],
    fixed: { ...soundWorld(), extra: asked(list) },
  },
  {
    wrong: 'another program answers at the port',
    world: {
      ...soundWorld(),
      extra: asked({ is: 'other', status: 200, isPage: true, said: null }, status(404)),
    },
    found: ['base-url:lmstudio broken'],
    fixed: { ...soundWorld(), extra: asked(list) },
  },
  {
    wrong: '/v1 is missing',
    world: { ...config('1234/v1', '1234'), extra: asked(status(404), list) },
    found: ['base-url:lmstudio broken'],
    fix: 0,
    left: [],
  },
  {
    wrong: '/v1 is missing and nobody asked yet',
    world: config('1234/v1', '1234'),
    found: ['base-url:lmstudio broken'],
    fix: 0,
  },
  {
    wrong: 'Ollama’s native API is used with /v1',
    world: changeServer(config('openai-responses', 'ollama'), { kind: 'ollama' }),
    found: ['base-url:lmstudio broken'],
    fix: 0,
  },
  {
    wrong: 'localhost answers on one address only',
    world: {
      ...config('127.0.0.1:1234', 'localhost:1234'),
      extra: { families: [{ providerId: 'lmstudio', ipv4: true, ipv6: false }] },
    },
    found: ['localhost:lmstudio look'],
    fix: 0,
  },
  {
    wrong: 'the primary names a provider nobody knows',
    world: config('primary: "lmstudio/', 'primary: "nope/'),
    found: ['provider-known:nope/minimax-m2.1-gs32 broken'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the primary’s provider is misspelt',
    world: config('primary: "lmstudio/', 'primary: "lm-studio/'),
    found: ['provider-known:lm-studio/minimax-m2.1-gs32 broken'],
    fix: 0,
  },
  {
    wrong: 'only the gateway can see the key of the one that would answer',
    world: { ...config('primary: "lmstudio/', 'primary: "openai/'), variables: ['ANTHROPIC_API_KEY'] },
    found: ['who-answers could-not-tell', 'key:openai could-not-tell'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the server refuses the key',
    world: changeServer(soundWorld(), { ...broken('unauthorised'), key: 'refused' }),
    found: ['key:lmstudio broken'],
    fixed: changeServer(soundWorld(), { key: 'set' }),
  },
  ...[
    ['a variable', '{ source: "env", provider: "default", id: "MY_LM_KEY" }', 'missing' as const],
    ['a command', '{ source: "exec", provider: "op", id: "x" }', 'managed-by-openclaw' as const],
  ].map(([where, written = '', key]) => ({
    wrong: `the server wants a key that only the gateway can read, from ${where}`,
    world: changeServer(config('apiKey: "lmstudio"', `apiKey: ${written}`), {
      ...broken('unauthorised'),
      key: key as 'missing',
    }),
    found: ['who-answers could-not-tell', 'key:lmstudio could-not-tell'],
    fixed: soundWorld(),
  })),
  {
    wrong: 'the key’s variable is not visible',
    world: { ...soundWorld(), variables: [] },
    found: ['key:anthropic could-not-tell'],
    fixed: soundWorld(),
  },
  {
    wrong: 'a hosted provider of one’s own has no key',
    world: config(`apiKey: "\${ANTHROPIC_API_KEY}", `, ''),
    found: ['key:anthropic broken'],
    fix: 0,
  },
  {
    wrong: 'the model has another id on the server',
    world: config(minimaxId, 'minimax-m2.1'),
    found: ['model-listed:lmstudio/minimax-m2.1 broken'],
    fix: 0,
  },
  {
    wrong: 'an entry of the config is not on the server',
    world: config(
      'models: [\n          {',
      'models: [\n          { id: "gone", name: "Gone", contextWindow: 40000, maxTokens: 1024 },\n          {',
    ),
    found: ['model-listed:lmstudio/gone look'],
    fix: 0,
  },
  {
    wrong: 'the model is cold',
    world: withModel({ state: { is: 'not-loaded' }, contextAllocated: null, instances: [] }),
    found: [`model-loaded:lmstudio/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'the model failed to load',
    world: withModel({
      state: { is: 'failed', reason: 'out of memory' },
      contextAllocated: null,
      instances: [],
    }),
    found: ['who-answers look', `model-loaded:lmstudio/${minimaxId} broken`],
    fixed: soundWorld(),
  },
  {
    wrong: 'the model goes away when nobody uses it',
    world: withModel({ idle: { is: 'at', at: 2_000_000, periodMs: 3_600_000, exact: false, basis: null } }),
    found: [`model-loaded:lmstudio/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'the model is in memory twice',
    world: withModel({
      instances: [
        { id: minimaxId, contextAllocated: 196_608 },
        { id: `${minimaxId}:2`, contextAllocated: 64_000 },
      ],
    }),
    found: [`second-copies:${lmStudioId}/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'the smaller of two copies has less context than the gateway plans with',
    world: withModel({
      contextAllocated: 64_000,
      instances: [
        { id: minimaxId, contextAllocated: 196_608 },
        { id: `${minimaxId}:2`, contextAllocated: 64_000 },
      ],
    }),
    found: [`second-copies:${lmStudioId}/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'a model that the gateway discovers by itself got too little context',
    world: changeModel(discovered(), lmStudioId, minimaxId, (model) => ({
      ...model,
      contextAllocated: 8_192,
      instances: [{ id: minimaxId, contextAllocated: 8_192 }],
    })),
    found: ['who-answers broken', `context:lmstudio/${minimaxId} broken`],
    fix: 0,
    // Room for an agent, and still less than a fifth of what the model can.
    left: [`context:lmstudio/${minimaxId} look`],
  },
  {
    wrong: 'the server gave less context than the config says',
    world: withModel({ contextAllocated: 65_536, instances: [{ id: minimaxId, contextAllocated: 65_536 }] }),
    found: [`second-copies:lmstudio/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'the server gave less context than the config says (config lowered)',
    world: withModel({ contextAllocated: 65_536, instances: [{ id: minimaxId, contextAllocated: 65_536 }] }),
    found: [`second-copies:lmstudio/${minimaxId} look`],
    fix: 1,
  },
  {
    wrong: 'the timeout is shorter than a load',
    world: {
      ...config('api: "openai-responses",', 'api: "openai-responses", timeoutSeconds: 30,'),
      snapshot: { loadTimes: { [minimaxKey]: { lastMs: 48_000, typicalMs: 48_000, count: 3 } } },
    },
    found: [`timeout:lmstudio/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'LM Studio is used without the Responses API',
    world: config('openai-responses', 'openai-completions'),
    found: ['responses-api:lmstudio look'],
    fix: 0,
  },
  {
    wrong: 'the Responses API is used where there is none',
    world: changeServer(soundWorld(), { kind: 'mlx-lm' }),
    found: ['responses-api:lmstudio broken'],
    fix: 0,
  },
  {
    wrong: 'nobody knows whether a plain server has the Responses API',
    world: changeServer(soundWorld(), { kind: 'openai-compatible' }),
    found: ['responses-api:lmstudio could-not-tell'],
    fixed: {
      ...changeServer(soundWorld(), { kind: 'openai-compatible' }),
      extra: {
        probes: new Map([[minimaxKey, { responses: 'none', chat: 'none', evidence: [] }]]),
      },
    },
  },
  {
    wrong: 'a reasoning model was never probed',
    world: withModel({ capabilities: ['chat', 'reasoning'] }),
    found: [`reasoning:lmstudio/${minimaxId} could-not-tell`],
    fixed: {
      ...withModel({ capabilities: ['chat', 'reasoning'] }),
      extra: { probes: new Map([[minimaxKey, { responses: 'separated', chat: 'mixed', evidence: [] }]]) },
    },
  },
  {
    wrong: 'the route that is used gave no answer when it was probed',
    world: {
      ...withModel({ capabilities: ['chat', 'reasoning'] }),
      extra: {
        probes: new Map([[minimaxKey, { responses: 'failed', chat: 'failed', evidence: ['HTTP 500'] }]]),
      },
    },
    found: [`reasoning:lmstudio/${minimaxId} could-not-tell`],
    fixed: {
      ...withModel({ capabilities: ['chat', 'reasoning'] }),
      extra: { probes: new Map([[minimaxKey, { responses: 'separated', chat: 'mixed', evidence: [] }]]) },
    },
  },
  {
    wrong: 'reasoning is inside the answers',
    world: {
      ...changeServer(config('openai-responses', 'openai-completions'), { kind: 'llama-cpp' }),
      extra: { probes: new Map([[minimaxKey, { responses: 'separated', chat: 'mixed', evidence: [] }]]) },
    },
    found: [`reasoning:lmstudio/${minimaxId} look`],
    fix: 0,
  },
  {
    wrong: 'the model is written as a single name',
    world: config(
      `{ primary: "lmstudio/${minimaxId}", fallbacks: ["anthropic/claude-sonnet-4-5"] }`,
      `"lmstudio/${minimaxId}"`,
    ),
    found: ['fallback-chain:defaults:no-fallbacks look'],
    fix: 0,
    left: ['fallback-chain:defaults:no-fallbacks look'],
  },
  {
    wrong: 'a link is there twice',
    world: config('["anthropic/claude-sonnet-4-5"]', '["anthropic/claude-sonnet-4-5", "Sonnet"]'),
    found: ['fallback-chain:defaults:2:duplicate look'],
    fix: 0,
  },
  {
    wrong: 'models.mode drops the hosted link',
    world: config('mode: "merge"', 'mode: "replace"'),
    found: ['models-mode broken'],
    fix: 0,
  },
  {
    wrong: 'nothing hosted is configured',
    world: rewritten(
      config(', fallbacks: ["anthropic/claude-sonnet-4-5"]', ', fallbacks: []'),
      '        "anthropic/claude-sonnet-4-5": { alias: "Sonnet" },\n',
      '',
    ),
    found: ['hosted-configured look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'a hosted link answers from another region',
    world: {
      ...config('https://api.anthropic.com', 'https://us.api.openai.com/v1'),
      snapshot: { settings: { ...defaultSettings, wantedRegion: 'eu' } },
    },
    found: ['region:anthropic/claude-sonnet-4-5 broken'],
    fixed: {
      ...config('https://api.anthropic.com', 'https://eu.api.openai.com/v1'),
      snapshot: { settings: { ...defaultSettings, wantedRegion: 'eu' } },
    },
  },
  {
    wrong: 'the region of a hosted link is not told',
    world: { ...soundWorld(), snapshot: { settings: { ...defaultSettings, wantedRegion: 'eu' } } },
    found: ['region:anthropic/claude-sonnet-4-5 could-not-tell'],
    fixed: {
      ...config('https://api.anthropic.com', 'https://eu.api.openai.com/v1'),
      snapshot: { settings: { ...defaultSettings, wantedRegion: 'eu' } },
    },
  },
  {
    wrong: 'a proxy hides its own fallbacks',
    world: changeServer(soundWorld(), { kind: 'litellm' }),
    found: [`proxy-fallbacks:lmstudio/${minimaxId} look`],
    fixed: soundWorld(),
  },
  {
    wrong: 'the model is small',
    world: rewritten(withModel({ parameters: 8e9 }), 'gateway:', 'tools: { profile: "minimal" }, gateway:'),
    found: [`model-size:lmstudio/${minimaxId} look`],
    fixed: soundWorld(),
  },
  {
    wrong: 'the model is heavily quantised and every tool is open to it',
    world: withModel({ bitsPerWeight: null, quantisation: 'IQ2_XS' }),
    found: [`model-size:lmstudio/${minimaxId} look`, 'narrow-agents look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'compaction is off',
    world: config('defaults: {', 'defaults: { compaction: { enabled: false },'),
    found: ['compaction look'],
    fix: 0,
  },
  {
    wrong: 'gateway.mode is missing',
    world: config('gateway: { mode: "local" },', ''),
    found: ['gateway-mode broken'],
    fix: 0,
  },
  {
    wrong: 'the config belongs to somebody else',
    world: { ...soundWorld(), extra: { configOwned: false } },
    found: ['config-permissions:owner look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'others can read the config',
    world: gateway(({ config: file }) =>
      file.is === 'loaded'
        ? { config: { ...file, files: file.files.map((each) => ({ ...each, mode: 0o644 })) } }
        : {},
    ),
    found: ['config-permissions:/Users/maria/.openclaw/openclaw.json look'],
    fixed: gateway(({ config: file }) =>
      file.is === 'loaded'
        ? { config: { ...file, files: file.files.map((each) => ({ ...each, mode: 0o600 })) } }
        : {},
    ),
  },
  {
    wrong: 'a part of the config is not understood',
    world: gateway(({ config: file }) =>
      file.is === 'loaded' ? { config: { ...file, troubles: [failure('config-shape', 'x')] } } : {},
    ),
    found: ['config-valid:0 look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the config broke while the gateway runs',
    world: gateway(({ config: file }) =>
      file.is === 'loaded'
        ? {
            config: {
              is: 'broken',
              path: file.path,
              failure: failure('config-syntax', 'x'),
              lastGood: null,
              picture: file.picture,
            },
          }
        : {},
    ),
    found: ['config-valid broken'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the gateway is stopped',
    world: gateway(() => ({
      health: { is: 'stopped', since: 0, failure: failure('connection-refused', 'x') },
    })),
    found: ['gateway-running broken'],
    fixed: gateway(() => ({ health: { is: 'ready', since: 0 } })),
  },
  {
    wrong: 'the gateway is not ready',
    world: gateway(() => ({ health: { is: 'starting', since: 0 } })),
    found: ['gateway-running look'],
    fixed: gateway(() => ({ health: { is: 'ready', since: 0 } })),
  },
  {
    wrong: 'the openclaw command is not there',
    world: gateway(() => ({ cli: { is: 'missing' } })),
    found: ['config-valid:unchecked could-not-tell', 'cli look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the openclaw command uses another config',
    world: gateway(() => ({
      cli: { is: 'found', path: '/bin/openclaw', version: '2026.9.6', otherConfig: '/srv/openclaw.json' },
    })),
    found: ['cli:other-config look'],
    fixed: soundWorld(),
  },
  {
    wrong: 'the gateway’s own check did not answer',
    world: { ...soundWorld(), extra: { verdict: { issues: [], schema: 'done', cli: 'could-not-run' } } },
    found: ['config-valid:unchecked could-not-tell'],
    fixed: soundWorld(),
  },
  {
    wrong: 'a model has no name, as in the example people paste',
    world: config('name: "MiniMax M2.1 GS32",', ''),
    found: ['config-valid:models.providers.lmstudio.models[0] broken'],
    fix: 0,
  },
  {
    wrong: 'a provider of one’s own has no models',
    world: config(
      'anthropic: {',
      `mine: { baseUrl: "https://models.example/v1", apiKey: "\${ANTHROPIC_API_KEY}" }, anthropic: {`,
    ),
    found: ['config-valid:models.providers.mine broken'],
    fixed: soundWorld(),
  },
];

const idAndState = (each: { id: string; state: string }) => `${each.id} ${each.state}`;
const worldOf = (world: World | (() => Promise<World>)) => (typeof world === 'function' ? world() : world);

/**
 * What was asked over the network is asked again after the fix, at the address the config has then. The server is the
 * same: its list is under /v1, and it listens on IPv4 alone.
 */
async function askedAgain(before: World['extra'], after: World): Promise<World> {
  const near = nearProviders((await factsOfWorld(after)).picture);
  const lists = near.map(({ id, baseUrl }) =>
    baseUrl.endsWith('/v1')
      ? { providerId: id, url: `${baseUrl}/models`, answer: list, other: null }
      : {
          providerId: id,
          url: `${baseUrl}/models`,
          answer: status(404),
          other: { url: `${baseUrl}/v1/models`, answer: list },
        },
  );
  const families = near
    .filter(({ baseUrl }) => new URL(baseUrl).hostname === 'localhost')
    .map(({ id }) => ({ providerId: id, ipv4: true, ipv6: false }));
  const extra = {
    ...before,
    ...(before.lists === undefined ? {} : { lists }),
    ...(before.families === undefined ? {} : { families }),
  };
  return { ...after, extra };
}

describe('the checks', () => {
  it('are shown for everything that can be wrong how it looks when it is right', () => {
    const without = table.filter(({ fix, fixed }) => fix === undefined && fixed === undefined);
    expect(without.map(({ wrong }) => wrong)).toEqual([]);
  });

  it('find nothing in a sound world', async () => {
    expect((await findingsOf(soundWorld())).map(idAndState)).toEqual([]);
  });

  it.each(table)('find exactly that $wrong', async ({ world, found }) => {
    const findings = await findingsOf(await worldOf(world));
    expect(findings.map(idAndState)).toEqual(found);
    for (const each of findings) {
      const text = englishTranslator.say(each.sentence);
      expect(text).not.toMatch(/[{}]|undefined|NaN/);
      expect(text).not.toContain(each.sentence.key);
      for (const { label } of each.fixes) expect(englishTranslator.say(label)).not.toMatch(/[{}]/);
    }
  });

  it.each(table.filter((each) => each.fix !== undefined))(
    'are fine again after the fix when $wrong (fix $fix)',
    async ({ world, fix, left = [], found }) => {
      const before = await worldOf(world);
      const findings = await findingsOf(before);
      const main = findings.find((each) => each.fixes.length > 0);
      const chosen = main?.fixes[fix ?? 0];
      if (chosen === undefined) throw new Error(`No fix was offered for ${found.join(', ')}.`);
      const after = await askedAgain(before.extra, await afterFix(before, chosen));
      expect((await findingsOf(after)).map(idAndState)).toEqual(left);
    },
  );

  it.each(table.filter((each) => each.fixed !== undefined))(
    'are fine again once somebody mended it when $wrong',
    async ({ fixed }) => {
      expect((await findingsOf(await worldOf(fixed ?? soundWorld()))).map(idAndState)).toEqual([]);
    },
  );
});

describe('what a check says where nothing is wrong', () => {
  const sayingOf = async (world: World, check: string) =>
    reportOf(await factsOfWorld(world))
      .findings.filter((each) => each.check === check)
      .map(({ state, sentence }) => `${state}: ${englishTranslator.say(sentence)}`);

  it('offers to remove an entry only where nothing else names its model', async () => {
    const entry = config(
      'models: [\n          {',
      'models: [\n          { id: "gone", name: "Gone", contextWindow: 40000, maxTokens: 1024 },\n          {',
    );
    const fixesWith = async (settings: string) => {
      const world = { ...entry, text: entry.text?.replace('defaults: {', `defaults: { ${settings}`) };
      const findings = await findingsOf(await worldOf(world));
      return findings.find(({ id }) => id === 'model-listed:lmstudio/gone')?.fixes.length;
    };
    expect(await fixesWith('')).toBe(1);
    expect(await fixesWith('imageModel: "lmstudio/gone",')).toBe(0);
    expect(await fixesWith('modelPolicy: { allow: ["lmstudio/gone", "lmstudio/*"] },')).toBe(0);
  });

  it('does not promise that a model stays where the server does not tell', async () => {
    expect(await sayingOf(withModel({ idle: { is: 'unknown' } }), 'model-loaded')).toEqual([
      'fine: MiniMax is loaded. LM Studio does not tell for how long.',
    ]);
    expect(await sayingOf(soundWorld(), 'model-loaded')).toEqual(['fine: MiniMax is loaded and stays.']);
  });

  it('takes no copies for what it is where nothing was saved', async () => {
    expect(await sayingOf({ ...soundWorld(), extra: { backups: 0 } }, 'backups')).toEqual([
      'fine: Nothing was saved from here yet. A copy of the config is kept before it is.',
    ]);
  });

  it('offers the config of the openclaw command, unless the gateway itself runs with the one that is watched', async () => {
    const otherConfig = '/srv/openclaw.json';
    const fixesWhereFoundBy = async (foundBy: 'default' | 'service') => {
      const world = gateway(({ config: watched }) => ({
        config: watched.is === 'loaded' ? { ...watched, foundBy } : watched,
        cli: { is: 'found', path: '/bin/openclaw', version: '2026.9.6', otherConfig },
      }));
      const facts = await worldOf(world);
      return (await findingsOf(facts)).find(({ id }) => id === 'cli:other-config')?.fixes;
    };
    expect(await fixesWhereFoundBy('default')).toMatchObject([{ is: 'use-config', path: otherConfig }]);
    expect(await fixesWhereFoundBy('service')).toEqual([]);
  });

  it('does not say that nothing is in memory twice where no server could be asked', async () => {
    expect(await sayingOf(changeServer(soundWorld(), broken('timed-out')), 'second-copies')).toEqual([]);
    expect(await sayingOf(soundWorld(), 'second-copies')).toEqual(['fine: No model is in memory twice.']);
  });

  it('does not warn of a small companion that is in memory beside the primary', async () => {
    const world = config('defaults: {', 'defaults: { utilityModel: "lmstudio/small",');
    const beside = (state: Model['state']): World => ({
      ...world,
      servers: world.servers.map((server) => ({
        ...server,
        models: [...server.models, aModel({ id: 'small', name: 'Small', state })],
      })),
    });
    const badges = async (each: World) => (await findingsOf(each)).map(({ id }) => id);
    expect(await badges(beside({ is: 'loaded' }))).toEqual([]);
    expect(await badges(beside({ is: 'not-loaded' }))).toEqual(['fallback-chain:defaults:companion-model']);
  });

  const small = (tools: string): World => ({
    ...config('gateway: {', `tools: ${tools}, gateway: {`),
    servers: withModel({ parameters: 4e9 }).servers,
  });

  it.each([
    ['{ profile: "coding" }', 'look: The profile coding lets MiniMax'],
    ['{ profile: "full" }', 'look: Every tool is open to MiniMax'],
    ['{ byProvider: { other: { profile: "minimal" } } }', 'look: Every tool is open to MiniMax'],
    ['{ profile: "messaging" }', 'fine: The tools are limited to the profile messaging.'],
    ['{ deny: ["*"] }', 'fine: The tools of MiniMax are limited.'],
    ['{ allow: ["read"] }', 'fine: The tools of MiniMax are limited.'],
    [
      '{ byProvider: { lmstudio: { profile: "minimal" } } }',
      'fine: The tools are limited to the profile minimal.',
    ],
    ['{ byProvider: { lmstudio: { deny: ["*"] } } }', 'fine: The tools of MiniMax are limited.'],
  ])('judges the tools of a small model by what is really open: %s', async (tools, said) => {
    expect(await sayingOf(small(tools), 'narrow-agents')).toEqual([expect.stringContaining(said)]);
  });
});

describe('an address without /v1', () => {
  const plain = { ...config('1234/v1', '1234'), extra: asked(status(404), list) };

  it.each([
    ['Ollama’s own API is meant, which the gateway takes for that name', 'ollama', ''],
    ['Ollama’s own API is written', 'mine', 'api: "ollama",'],
    ['Anthropic’s API is meant, whose client adds it', 'lmstudio', 'api: "anthropic-messages",'],
  ])('is right where %s', async (_why, providerId, api) => {
    const named = rewritten(rewritten(plain, 'api: "openai-responses",', api), 'lmstudio', providerId);
    const { servers } = changeServer(named, {
      kind: api.includes('anthropic') ? 'lm-studio' : 'ollama',
      providerIds: [providerId],
    });
    const quiet = { ...named, servers, extra: {} };
    const found = (await findingsOf(quiet)).map((each) => each.check);
    expect(found).not.toContain('base-url');
    expect(found).not.toContain('responses-api');
    const lists = named.extra.lists?.map((each) => ({ ...each, providerId })) ?? [];
    const notFound = await findingsOf({ ...named, servers, extra: { lists } });
    expect(notFound.filter((each) => each.check === 'base-url').flatMap((each) => each.fixes)).toEqual([]);
  });
});

describe('the gateway that is not running', () => {
  it.each([
    ['does not answer', failure('connection-refused', 'x')],
    ['Something other', failure('wrong-kind-of-server', 'x', { status: 404 })],
    ['an error of its own', failure('server-error', 'HTTP 502', { status: 502 })],
  ])('is told by what is known of it: %s', async (words, why) => {
    const health = { is: 'stopped' as const, since: 0, failure: why };
    const found = await findingsOf(await worldOf(gateway(() => ({ health }))));
    expect(found.map(({ sentence }) => englishTranslator.say(sentence))).toEqual([
      expect.stringContaining(words),
    ]);
  });
});

describe('a fix of an address with a password in it', () => {
  const withPassword = (address: string) => config('http://127.0.0.1:1234/v1', `http://me:s3cret@${address}`);
  const baseUrlAfter = async (world: World) => {
    const [fix] = (await findingsOf(world)).flatMap((each) => each.fixes);
    if (fix === undefined) throw new Error('No fix was offered.');
    expect(JSON.stringify(fix)).not.toContain('s3cret');
    return /baseUrl: "(.*)"/.exec((await afterFix(world, fix)).text)?.[1];
  };

  it('adds /v1 and keeps the password', async () => {
    const world = { ...withPassword('127.0.0.1:1234'), extra: asked(status(404), list) };
    expect(await baseUrlAfter(world)).toBe('http://me:s3cret@127.0.0.1:1234/v1');
  });

  it('names the address that answers and keeps the password', async () => {
    const families = [{ providerId: 'lmstudio', ipv4: true, ipv6: false }];
    const world = { ...withPassword('localhost:1234/v1'), extra: { families } };
    expect(await baseUrlAfter(world)).toBe('http://me:s3cret@127.0.0.1:1234/v1');
  });
});
