import type { Abilities, Model, Server } from '../../shared/servers.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** Small worlds for tests: everything has a plain default, a test names only what it is about. */

const can = { can: true } as const;

export const allAbilities: Abilities = {
  listState: can,
  load: can,
  loadWithContext: can,
  unload: can,
  reload: can,
  loadProgress: can,
  contextAllocated: can,
  idleDeadline: can,
  busy: can,
  events: can,
  freeNudge: can,
  firstToken: can,
};

export function aModel(change: Partial<Model> = {}): Model {
  const id = change.id ?? 'qwen3-8b';
  return {
    id,
    name: id,
    aliases: [],
    state: { is: 'not-loaded' },
    instances: [],
    contextAllocated: null,
    contextMax: null,
    quantisation: null,
    bitsPerWeight: null,
    parameters: null,
    fileBytes: null,
    memoryBytes: null,
    gpuBytes: null,
    capabilities: null,
    idle: { is: 'unknown' },
    place: 'this-machine',
    hosted: false,
    ...change,
  };
}

export function aServer(change: Partial<Server> = {}): Server {
  return {
    id: 'this-machine:1234',
    name: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234',
    kind: 'lm-studio',
    kindFrom: 'fingerprint',
    variant: null,
    version: null,
    place: 'this-machine',
    sources: ['config'],
    providerIds: ['lmstudio'],
    reachability: { is: 'reachable', since: 0 },
    abilities: allAbilities,
    latencyMs: 3,
    actions: [],
    key: 'none',
    ...change,
  };
}

export function emptySnapshot(): Omit<Snapshot, 'revision'> {
  return {
    app: {
      version: '0.1.0',
      host: 'headless',
      platform: 'linux',
      demo: false,
      settled: true,
      locale: 'en',
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
      config: { is: 'looking' },
      health: { is: 'unknown' },
      url: 'http://127.0.0.1:18789',
      cli: { is: 'looking' },
    },
    warmth: { pausedUntil: null, models: [] },
    settings: defaultSettings,
    standIn: null,
    loadTimes: {},
    recent: [],
  };
}
