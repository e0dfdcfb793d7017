import type { AgentChain, ConfiguredModel, Gateway, ModelPicture, Provider } from '../../shared/gateway.ts';
import {
  type Abilities,
  type Ability,
  abilities,
  type Model,
  type ServerWithModels,
} from '../../shared/servers.ts';
import { type DayAccount, type ModelWarmth, offPolicy } from '../../shared/warmth.ts';

/** Whole values with every field filled, of which a sample changes a few. */

export const sampleNow = Date.UTC(2026, 10, 20, 14, 12, 30);
export const minute = 60_000;
export const gigabyte = 1_000_000_000;

export function can(
  ...not: [ability: (typeof abilities)[number], why: Extract<Ability, { can: false }>['why']][]
): Abilities {
  const all = Object.fromEntries(abilities.map((name): [string, Ability] => [name, { can: true }]));
  for (const [name, why] of not) all[name] = { can: false, why };
  return all as Abilities;
}

export function sampleModel(id: string, change: Partial<Model> = {}): Model {
  return {
    id,
    name: id,
    aliases: [],
    state: { is: 'not-loaded' },
    instances: [],
    contextAllocated: null,
    contextMax: 131_072,
    quantisation: 'Q4_K_M',
    bitsPerWeight: 4.5,
    parameters: 30_500_000_000,
    fileBytes: 18.6 * gigabyte,
    memoryBytes: null,
    gpuBytes: null,
    capabilities: ['chat', 'tools'],
    idle: { is: 'unknown' },
    place: 'this-machine',
    hosted: false,
    ...change,
  };
}

export function sampleServer(
  id: string,
  change: Partial<ServerWithModels> & Pick<ServerWithModels, 'name' | 'baseUrl' | 'kind'>,
): ServerWithModels {
  return {
    id,
    kindFrom: 'fingerprint',
    variant: null,
    version: null,
    place: 'this-machine',
    sources: ['config', 'scan'],
    providerIds: [],
    reachability: { is: 'reachable', since: sampleNow - 180 * minute },
    abilities: can(),
    latencyMs: 12,
    actions: [],
    key: 'none',
    models: [],
    ...change,
  };
}

export function sampleDay(change: Partial<DayAccount> = {}): DayAccount {
  return {
    day: '2026-11-20',
    nudges: 34,
    tokens: 0,
    coldStartsAvoided: 6,
    coldStartsSuffered: 1,
    warmMs: 9.4 * 60 * minute,
    memoryByteMs: 9.4 * 60 * minute * 62 * gigabyte,
    ...change,
  };
}

export function sampleWarmth(
  serverId: string,
  modelId: string,
  change: Partial<ModelWarmth> = {},
): ModelWarmth {
  return {
    serverId,
    modelId,
    policy: offPolicy,
    policyFrom: 'default',
    status: { is: 'resting', why: 'off' },
    lastNudgeAt: null,
    today: sampleDay({ nudges: 0, coldStartsAvoided: 0, coldStartsSuffered: 0, warmMs: 0, memoryByteMs: 0 }),
    ...change,
  };
}

export function sampleConfiguredModel(id: string, change: Partial<ConfiguredModel> = {}): ConfiguredModel {
  return {
    id,
    name: null,
    contextWindow: null,
    contextTokens: null,
    maxTokens: 8_192,
    numCtx: null,
    keepAlive: null,
    reasoning: null,
    api: null,
    costs: false,
    ...change,
  };
}

export const sampleConfigPath = '/Users/maria/.openclaw/openclaw.json';

export function sampleProvider(id: string, change: Partial<Provider> = {}): Provider {
  return {
    id,
    baseUrl: null,
    api: null,
    key: { is: 'missing' },
    timeoutSeconds: null,
    models: null,
    localService: null,
    preload: null,
    file: sampleConfigPath,
    ...change,
  };
}

export function sampleChain(change: Partial<AgentChain> = {}): AgentChain {
  const primary = change.primary ?? null;
  const fallbacks = change.fallbacks ?? null;
  return {
    agentId: null,
    name: null,
    form: 'object',
    primary,
    fallbacks,
    effective: { primary, fallbacks: fallbacks ?? [] },
    file: sampleConfigPath,
    notEditable: null,
    allow: null,
    heartbeatEvery: null,
    legacy: false,
    ...change,
  };
}

export function samplePicture(change: Partial<ModelPicture> = {}): ModelPicture {
  return {
    mode: 'merge',
    providers: [],
    aliases: [],
    chains: [],
    allow: null,
    uses: [],
    heartbeatEvery: '30m',
    compactionEnabled: true,
    selectionScope: null,
    gatewayMode: 'local',
    gatewayPort: 18_789,
    reloadMode: null,
    tools: { profile: null, allow: null, deny: [], byProvider: {} },
    routing: [],
    ...change,
  };
}

export function sampleGateway(picture: ModelPicture, change: Partial<Gateway> = {}): Gateway {
  return {
    config: {
      is: 'loaded',
      path: sampleConfigPath,
      foundBy: 'default',
      files: [{ path: sampleConfigPath, hash: '9f2c1b', bytes: 4_812, mode: 0o600 }],
      readOnly: null,
      picture,
      troubles: [],
    },
    health: { is: 'ready', since: sampleNow - 400 * minute },
    url: 'http://127.0.0.1:18789',
    cli: { is: 'found', path: '/opt/homebrew/bin/openclaw', version: '2026.9.6' },
    ...change,
  };
}
