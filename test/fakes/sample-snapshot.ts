import { failure } from '../../shared/failures.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { modelKey } from '../../shared/warmth.ts';
import {
  can,
  gigabyte,
  minute,
  sampleChain,
  sampleConfigPath,
  sampleConfiguredModel,
  sampleDay,
  sampleGateway,
  sampleModel,
  sampleNow,
  samplePicture,
  sampleProvider,
  sampleServer,
  sampleWarmth,
} from './sample-parts.ts';

/** Worlds to look at. Every one is a whole, valid snapshot. */

export const sampleNames = ['empty', 'first-run', 'normal', 'many', 'huge', 'failing', 'long-names'] as const;
export type SampleName = (typeof sampleNames)[number];

export function sampleSnapshot(name: SampleName): Snapshot {
  return samples[name]();
}

const samples: Record<SampleName, () => Snapshot> = {
  empty,
  'first-run': firstRun,
  normal,
  many: () => manyModels(40, 125),
  huge: () => manyModels(100, 200),
  failing,
  'long-names': longNames,
};

function empty(): Snapshot {
  return {
    revision: 1,
    app: {
      version: '0.1.0',
      host: 'desktop',
      platform: 'darwin',
      demo: false,
      settled: true,
      locale: 'en-US',
      onBattery: false,
      suspended: false,
      update: null,
      keyStore: 'keychain',
      shortcut: 'none',
      loginItem: 'as-set',
      notices: [],
    },
    servers: [],
    gateway: {
      config: {
        is: 'missing',
        path: sampleConfigPath,
        lookedAt: [sampleConfigPath, '/Users/maria/.clawdbot/clawdbot.json'],
      },
      health: { is: 'unknown' },
      url: 'http://127.0.0.1:18789',
      cli: { is: 'missing' },
    },
    warmth: { pausedUntil: null, models: [] },
    settings: { ...defaultSettings, firstRunDone: true },
    standIn: null,
    loadTimes: {},
    recent: [],
  };
}

const lmStudio = (): ServerWithModels =>
  sampleServer('lmstudio', {
    name: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234',
    kind: 'lm-studio',
    variant: 'REST v1',
    version: '0.4.6',
    providerIds: ['lmstudio'],
    abilities: can(['busy', 'not-told'], ['freeNudge', 'costs-tokens']),
    models: [
      sampleModel('minimax-m2.1-gs32', {
        name: 'MiniMax M2.1 GS32',
        state: { is: 'loaded' },
        instances: [{ id: 'minimax-m2.1-gs32', contextAllocated: 65_536 }],
        contextAllocated: 65_536,
        contextMax: 196_608,
        quantisation: 'MLX 4bit gs32',
        parameters: 229_000_000_000,
        fileBytes: 128.7 * gigabyte,
        memoryBytes: 134.2 * gigabyte,
        capabilities: ['chat', 'tools', 'reasoning'],
        idle: {
          is: 'at',
          at: sampleNow + 42.4 * minute,
          periodMs: 60 * minute,
          exact: false,
          basis: 'default-idle-time',
        },
      }),
      sampleModel('qwen3.8-coder-30b', {
        name: 'Qwen3.8 Coder 30B',
        contextMax: 262_144,
        quantisation: '8bit',
        fileBytes: 32.4 * gigabyte,
      }),
      sampleModel('text-embedding-nomic-embed-text-v1.5', {
        name: 'Nomic Embed Text v1.5',
        contextMax: 2_048,
        quantisation: 'F16',
        fileBytes: 0.27 * gigabyte,
        capabilities: ['embedding'],
      }),
    ],
  });

const ollama = (): ServerWithModels =>
  sampleServer('ollama', {
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434',
    kind: 'ollama',
    version: '0.18.2',
    providerIds: ['ollama'],
    latencyMs: 4,
    abilities: can(['loadProgress', 'not-told'], ['busy', 'not-told'], ['events', 'no-such-call']),
    models: [
      sampleModel('gpt-oss:120b', {
        state: { is: 'loading', since: sampleNow - 12_400, progress: null },
        contextMax: 131_072,
        quantisation: 'MXFP4',
        fileBytes: 65.3 * gigabyte,
      }),
      sampleModel('qwen3:32b', {
        state: { is: 'loaded' },
        contextAllocated: 40_960,
        contextMax: 40_960,
        memoryBytes: 29.1 * gigabyte,
        gpuBytes: 29.1 * gigabyte,
        fileBytes: 20.2 * gigabyte,
        capabilities: ['chat', 'tools', 'reasoning'],
        idle: { is: 'at', at: sampleNow + 3.6 * minute, periodMs: 5 * minute, exact: true, basis: null },
      }),
      sampleModel('gemma4:27b', { capabilities: ['chat', 'vision'], fileBytes: 17.4 * gigabyte }),
      sampleModel('deepseek-v4:671b-cloud', {
        hosted: true,
        place: 'elsewhere',
        state: { is: 'unknown' },
        quantisation: null,
        fileBytes: null,
      }),
    ],
  });

const workshop = (): ServerWithModels =>
  sampleServer('workshop', {
    name: 'Workshop GPU box',
    baseUrl: 'http://192.168.1.40:8080',
    kind: 'llama-cpp',
    variant: 'router',
    version: 'b7411',
    place: 'lan',
    providerIds: ['workshop'],
    sources: ['person'],
    latencyMs: 31,
    models: [
      sampleModel('GLM-5-Air-Q6_K', {
        state: { is: 'busy', requests: 2, queued: 0 },
        contextAllocated: 131_072,
        contextMax: 202_752,
        quantisation: 'Q6_K',
        memoryBytes: 98.3 * gigabyte,
        fileBytes: 88.9 * gigabyte,
        place: 'lan',
        idle: { is: 'never' },
      }),
      sampleModel('Qwen3-Next-80B-A3B', {
        state: { is: 'asleep' },
        place: 'lan',
        contextMax: 262_144,
        fileBytes: 48.5 * gigabyte,
      }),
      sampleModel('Devstral-2-24B', {
        state: { is: 'loading', since: sampleNow - 8_000, progress: 0.62 },
        place: 'lan',
        fileBytes: 25.1 * gigabyte,
      }),
    ],
    actions: [
      {
        id: 'a1',
        verb: 'load',
        modelId: 'Devstral-2-24B',
        stage: 'loading',
        startedAt: sampleNow - 8_000,
        progress: 0.62,
        by: 'person',
      },
    ],
  });

const normalPicture = () =>
  samplePicture({
    providers: [
      sampleProvider('lmstudio', {
        baseUrl: 'http://127.0.0.1:1234/v1',
        api: 'openai-responses',
        key: { is: 'literal', localMarker: true },
        models: [
          sampleConfiguredModel('minimax-m2.1-gs32', { name: 'MiniMax M2.1 GS32', contextWindow: 196_608 }),
          sampleConfiguredModel('qwen3.8-coder-30b', { contextWindow: 131_072 }),
        ],
      }),
      sampleProvider('ollama', { baseUrl: 'http://127.0.0.1:11434', api: 'ollama' }),
      sampleProvider('workshop', {
        baseUrl: 'http://192.168.1.40:8080/v1',
        api: 'openai-completions',
        models: [sampleConfiguredModel('GLM-5-Air-Q6_K', { contextWindow: 131_072 })],
      }),
      sampleProvider('anthropic', { key: { is: 'variable', name: 'ANTHROPIC_API_KEY', visible: true } }),
    ],
    aliases: [
      { ref: 'lmstudio/minimax-m2.1-gs32', alias: 'Minimax' },
      { ref: 'anthropic/claude-sonnet-4-5', alias: 'Sonnet' },
      { ref: 'lmstudio/qwen3.8-coder-30b', alias: null },
    ],
    chains: [
      sampleChain({
        primary: 'lmstudio/minimax-m2.1-gs32',
        fallbacks: ['anthropic/claude-sonnet-4-5', 'lmstudio/qwen3.8-coder-30b'],
      }),
      sampleChain({
        agentId: 'coder',
        name: 'Coder',
        primary: 'lmstudio/qwen3.8-coder-30b',
        fallbacks: ['workshop/GLM-5-Air-Q6_K', 'anthropic/claude-sonnet-4-5'],
      }),
      sampleChain({
        agentId: 'post',
        name: 'Post',
        form: 'string',
        primary: 'ollama/qwen3:32b',
        fallbacks: null,
      }),
    ],
  });

function normal(): Snapshot {
  return {
    ...empty(),
    revision: 7,
    servers: [lmStudio(), ollama(), workshop()],
    gateway: sampleGateway(normalPicture()),
    warmth: {
      pausedUntil: null,
      models: [
        sampleWarmth('lmstudio', 'minimax-m2.1-gs32', {
          policy: { mode: 'keep', hours: null, acceptsRealRequests: false },
          policyFrom: 'chain',
          status: { is: 'next', at: sampleNow + 21 * minute, tokens: 1 },
          lastNudgeAt: sampleNow - 18 * minute,
          today: sampleDay({ tokens: 34 }),
        }),
        sampleWarmth('ollama', 'qwen3:32b', {
          policy: {
            mode: 'pin',
            hours: { days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 },
            acceptsRealRequests: false,
          },
          policyFrom: 'model',
          status: { is: 'next', at: sampleNow + 2 * minute, tokens: 0 },
          lastNudgeAt: sampleNow - 1.4 * minute,
          today: sampleDay({ memoryByteMs: 9.4 * 60 * minute * 29.1 * gigabyte }),
        }),
        sampleWarmth('workshop', 'GLM-5-Air-Q6_K', {
          policy: { mode: 'keep', hours: null, acceptsRealRequests: false },
          policyFrom: 'server',
          status: { is: 'resting', why: 'never-unloads' },
        }),
      ],
    },
    settings: { ...defaultSettings, firstRunDone: true, keepWarm: keepWarmSettings() },
    loadTimes: {
      [modelKey('lmstudio', 'minimax-m2.1-gs32')]: { lastMs: 48_200, typicalMs: 46_000, count: 9 },
      [modelKey('lmstudio', 'qwen3.8-coder-30b')]: { lastMs: 11_800, typicalMs: 12_000, count: 4 },
      [modelKey('ollama', 'qwen3:32b')]: { lastMs: 7_900, typicalMs: 8_100, count: 22 },
    },
    recent: [
      {
        id: 'e2',
        at: sampleNow - 3 * minute,
        what: 'model-loaded',
        serverId: 'ollama',
        serverName: 'Ollama',
        modelId: 'qwen3:32b',
        tookMs: 7_900,
        by: 'other',
        context: 40_960,
      },
      {
        id: 'e1',
        at: sampleNow - 18 * minute,
        what: 'nudged',
        serverId: 'lmstudio',
        serverName: 'LM Studio',
        modelId: 'minimax-m2.1-gs32',
        tookMs: 420,
        tokens: 1,
      },
    ],
  };
}

function keepWarmSettings(): Settings['keepWarm'] {
  return { ...defaultSettings.keepWarm, chainByDefault: true };
}

function firstRun(): Snapshot {
  const world = normal();
  return {
    ...world,
    servers: world.servers.slice(0, 2),
    settings: { ...world.settings, firstRunDone: false },
    gateway: { ...world.gateway, cli: { is: 'missing' } },
  };
}

function failing(): Snapshot {
  const world = normal();
  const lost = failure('connection-refused', 'connect ECONNREFUSED 127.0.0.1:11434');
  return {
    ...world,
    app: {
      ...world.app,
      notices: [{ id: 'n1', code: 'settings-reset', detail: 'settings.json.damaged-20261120' }],
    },
    servers: [
      {
        ...lmStudio(),
        models: lmStudio().models.map((model, index) =>
          index === 0
            ? {
                ...model,
                state: { is: 'failed', reason: 'Insufficient memory: 134.2 GB needed' },
                contextAllocated: null,
                memoryBytes: null,
              }
            : model,
        ),
      },
      {
        ...ollama(),
        reachability: {
          is: 'unreachable',
          since: sampleNow - 10 * minute,
          failure: lost,
          lastGoodAt: sampleNow - 10.2 * minute,
        },
        latencyMs: null,
      },
      sampleServer('vllm', {
        name: 'vLLM',
        baseUrl: 'http://gpu-box.tail1f2e.ts.net:8000',
        kind: 'vllm',
        kindFrom: 'assumed',
        place: 'tailnet',
        key: 'refused',
        providerIds: ['vllm'],
        reachability: {
          is: 'unreachable',
          since: sampleNow - 3 * minute,
          failure: failure('unauthorised', 'GET /v1/models answered 401 Unauthorized'),
          lastGoodAt: null,
        },
        latencyMs: null,
      }),
    ],
    gateway: {
      ...world.gateway,
      config: {
        is: 'broken',
        path: sampleConfigPath,
        failure: {
          ...failure('config-syntax', 'Unexpected token } at 41:3'),
          place: { file: sampleConfigPath, line: 41, column: 3 },
        },
        lastGood: { versionId: 'v12', at: sampleNow - 55 * minute, file: sampleConfigPath },
        picture: normalPicture(),
      },
      health: {
        is: 'stopped',
        since: sampleNow - 9 * minute,
        failure: failure('gateway-unreachable', 'connect ECONNREFUSED 127.0.0.1:18789'),
      },
    },
    warmth: {
      pausedUntil: sampleNow + 90 * minute,
      models: world.warmth.models.map((each, index) =>
        index === 0
          ? {
              ...each,
              status: {
                is: 'stopped',
                since: sampleNow - 30 * minute,
                why: 'nudge-took-long',
                facts: { seconds: 9 },
              },
            }
          : each,
      ),
    },
  };
}

function longNames(): Snapshot {
  const world = normal();
  const long =
    'hf.co/mradermacher/Qwen3-Coder-Next-480B-A35B-Instruct-Distilled-Abliterated-v2-i1-GGUF:IQ4_XS';
  return {
    ...world,
    servers: world.servers.map((server, index) => ({
      ...server,
      name: index === 2 ? 'The machine in the workshop beside the old printer, second shelf' : server.name,
      models: server.models.map((model, at) =>
        at === 0 ? { ...model, id: `${long}-${index}`, name: `${long}-${index}` } : model,
      ),
    })),
  };
}

/** A fleet: `servers` × `each` models, most of them cold. */
export function manyModels(servers: number, each: number): Snapshot {
  const world = normal();
  return { ...world, servers: Array.from({ length: servers }, (_, index) => fleetServer(index, each)) };
}

function fleetServer(index: number, count: number): ServerWithModels {
  const id = `box-${index}`;
  return sampleServer(id, {
    name: `Box ${String(index + 1).padStart(2, '0')}`,
    baseUrl: `http://10.0.0.${index + 10}:8080`,
    kind: index % 3 === 0 ? 'llama-swap' : index % 3 === 1 ? 'ollama' : 'vllm',
    place: 'lan',
    latencyMs: 8 + (index % 30),
    models: Array.from({ length: count }, (_, at) => fleetModel(index, at)),
  });
}

function fleetModel(server: number, at: number): Model {
  const warm = at % 40 === 3;
  const contextMax = [32_768, 131_072, 262_144][at % 3] ?? 32_768;
  return sampleModel(`model-${server}-${at}`, {
    name: `${['Qwen3', 'Llama 4', 'GLM 5', 'Gemma 4', 'Devstral'][at % 5]} ${7 + (at % 9) * 8}B v${at}`,
    place: 'lan',
    contextMax,
    ...(warm
      ? {
          state: { is: 'loaded' as const },
          contextAllocated: contextMax / 2,
          memoryBytes: (10 + (at % 50)) * gigabyte,
          idle: { is: 'at' as const, at: sampleNow + at * minute, periodMs: null, exact: true, basis: null },
        }
      : {}),
  });
}
