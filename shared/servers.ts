import * as v from 'valibot';
import { Failure } from './failures.ts';

/** What Pilotlight knows about inference servers and their models. `null` means: the server did not tell. */

export const serverKinds = [
  'lm-studio',
  'ollama',
  'llama-cpp',
  'llama-swap',
  'vllm',
  'litellm',
  'mlx-lm',
  'sglang',
  'localai',
  'tabbyapi',
  'koboldcpp',
  'jan',
  'openai-compatible',
] as const;
export const ServerKind = v.picklist(serverKinds);
export type ServerKind = v.InferOutput<typeof ServerKind>;

/** Where a server runs, or where a model's answers are really computed. */
export const Place = v.picklist(['this-machine', 'lan', 'tailnet', 'public', 'elsewhere', 'unknown']);
export type Place = v.InferOutput<typeof Place>;

export const ModelState = v.variant('is', [
  v.object({ is: v.literal('not-loaded') }),
  v.object({
    is: v.literal('loading'),
    /** When we first saw it loading (epoch ms). */
    since: v.number(),
    /** 0..1 where the server tells. */
    progress: v.nullable(v.number()),
  }),
  v.object({ is: v.literal('loaded') }),
  v.object({
    is: v.literal('busy'),
    requests: v.nullable(v.number()),
    queued: v.nullable(v.number()),
  }),
  v.object({ is: v.literal('asleep') }),
  v.object({ is: v.literal('unloading') }),
  v.object({ is: v.literal('failed'), reason: v.string() }),
  v.object({ is: v.literal('unknown') }),
]);
export type ModelState = v.InferOutput<typeof ModelState>;

/** Until when a loaded model stays without traffic. */
export const IdleDeadline = v.variant('is', [
  v.object({ is: v.literal('never') }),
  v.object({
    is: v.literal('at'),
    /** Epoch ms. */
    at: v.number(),
    /** The full idle period, where known: a keepalive is timed by it. */
    periodMs: v.nullable(v.number()),
    exact: v.boolean(),
    /** What an estimate is based on; null when exact. */
    basis: v.nullable(v.picklist(['default-idle-time', 'configured-idle-time', 'last-request-seen'])),
  }),
  v.object({ is: v.literal('unknown') }),
]);
export type IdleDeadline = v.InferOutput<typeof IdleDeadline>;

export const ModelInstance = v.object({
  id: v.string(),
  contextAllocated: v.nullable(v.number()),
});
export type ModelInstance = v.InferOutput<typeof ModelInstance>;

export const ModelCapability = v.picklist([
  'chat',
  'embedding',
  'vision',
  'tools',
  'reasoning',
  'audio',
  'image',
]);
export type ModelCapability = v.InferOutput<typeof ModelCapability>;

export const Model = v.object({
  /** Exactly the id requests must name. */
  id: v.string(),
  name: v.string(),
  /** Other names the server accepts for the same model. */
  aliases: v.array(v.string()),
  state: ModelState,
  instances: v.array(ModelInstance),
  /** Tokens one request may use now: what the server really allocated. */
  contextAllocated: v.nullable(v.number()),
  /** The largest context the model can do. */
  contextMax: v.nullable(v.number()),
  quantisation: v.nullable(v.string()),
  bitsPerWeight: v.nullable(v.number()),
  parameters: v.nullable(v.number()),
  fileBytes: v.nullable(v.number()),
  memoryBytes: v.nullable(v.number()),
  /** The part of memoryBytes that is on the graphics card. */
  gpuBytes: v.nullable(v.number()),
  /** null: the server tells nothing of capabilities. */
  capabilities: v.nullable(v.array(ModelCapability)),
  idle: IdleDeadline,
  place: Place,
  /** True when using the model may cost money or leave the machine (cloud tags, proxies to hosted models). */
  hosted: v.boolean(),
});
export type Model = v.InferOutput<typeof Model>;

/** What an action or a fact needs the server to be able to do; a `no` carries the key of the sentence why. */
export const Ability = v.variant('can', [
  v.object({ can: v.literal(true) }),
  v.object({
    can: v.literal(false),
    why: v.picklist([
      'no-such-call',
      'one-model-per-process',
      'needs-newer-version',
      'needs-admin-key',
      'needs-dev-mode',
      'needs-admin-option',
      'proxy-only',
      'not-told',
      'unknown-server',
      'never-unloads',
      'costs-tokens',
    ]),
  }),
]);
export type Ability = v.InferOutput<typeof Ability>;

export const abilities = [
  'listState',
  'load',
  'loadWithContext',
  'unload',
  'reload',
  'loadProgress',
  'contextAllocated',
  'idleDeadline',
  'busy',
  'events',
  'freeNudge',
  'firstToken',
] as const;
export type AbilityName = (typeof abilities)[number];
export const Abilities = v.object({
  listState: Ability,
  load: Ability,
  loadWithContext: Ability,
  unload: Ability,
  reload: Ability,
  loadProgress: Ability,
  contextAllocated: Ability,
  idleDeadline: Ability,
  busy: Ability,
  events: Ability,
  /** A keepalive that generates no token. */
  freeNudge: Ability,
  /** How long people wait for the first token of an answer. */
  firstToken: Ability,
});
export type Abilities = v.InferOutput<typeof Abilities>;

/** Whether the server answers. `stale` data is the last good data, kept and marked. */
export const Reachability = v.variant('is', [
  v.object({ is: v.literal('unknown') }),
  v.object({ is: v.literal('reachable'), since: v.number() }),
  v.object({
    is: v.literal('unreachable'),
    since: v.number(),
    failure: Failure,
    /** When the data shown was last confirmed; null: never. */
    lastGoodAt: v.nullable(v.number()),
  }),
]);
export type Reachability = v.InferOutput<typeof Reachability>;

export const ServerAction = v.object({
  id: v.string(),
  verb: v.picklist(['load', 'unload', 'reload']),
  modelId: v.string(),
  /** `queued` waits for an earlier action on the same server. */
  stage: v.picklist(['queued', 'unloading', 'loading', 'confirming']),
  startedAt: v.number(),
  progress: v.nullable(v.number()),
  /** Why it runs: a click, or keep warm. */
  by: v.picklist(['person', 'keep-warm']),
});
export type ServerAction = v.InferOutput<typeof ServerAction>;

/** Everything about one server except its models. */
export const Server = v.object({
  id: v.string(),
  name: v.string(),
  /** Origin and path prefix, as used, without /v1 and without trailing slash. */
  baseUrl: v.string(),
  kind: ServerKind,
  /** How the kind is known: answered like one, chosen by the person, or not recognised yet. */
  kindFrom: v.picklist(['fingerprint', 'person', 'assumed']),
  /** For example llama.cpp: `router` or `single`; LM Studio: the API version that answered. */
  variant: v.nullable(v.string()),
  version: v.nullable(v.string()),
  place: Place,
  /** Where Pilotlight heard of it. */
  sources: v.array(v.picklist(['config', 'person', 'scan', 'demo'])),
  /** Provider ids of the gateway config that point here. */
  providerIds: v.array(v.string()),
  reachability: Reachability,
  abilities: Abilities,
  /** Rounded and only changed when it matters, so that a quiet poll pushes nothing. */
  latencyMs: v.nullable(v.number()),
  actions: v.array(ServerAction),
  key: v.picklist(['none', 'set', 'missing', 'managed-by-openclaw', 'refused']),
});
export type Server = v.InferOutput<typeof Server>;

export const ServerWithModels = v.object({ ...Server.entries, models: v.array(Model) });
export type ServerWithModels = v.InferOutput<typeof ServerWithModels>;

export function isReady(state: ModelState): boolean {
  return state.is === 'loaded' || state.is === 'busy';
}
