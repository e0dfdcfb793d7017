import * as v from 'valibot';
import { Failure } from './failures.ts';

/** What Pilotlight reads out of the gateway's config. `null` means: the key is not there (never confused with empty). */

export const KeyView = v.variant('is', [
  v.object({ is: v.literal('missing') }),
  /** A literal in the file. The value itself never leaves main. */
  v.object({ is: v.literal('literal'), localMarker: v.boolean() }),
  v.object({
    is: v.literal('variable'),
    name: v.string(),
    /** Whether the variable can be seen from here; the gateway may see more. */
    visible: v.boolean(),
  }),
  v.object({ is: v.literal('managed'), source: v.picklist(['file', 'exec', 'store', 'profile']) }),
]);
export type KeyView = v.InferOutput<typeof KeyView>;

export const ConfiguredModel = v.object({
  /** Without provider prefix, as written. */
  id: v.string(),
  name: v.nullable(v.string()),
  contextWindow: v.nullable(v.number()),
  contextTokens: v.nullable(v.number()),
  maxTokens: v.nullable(v.number()),
  numCtx: v.nullable(v.number()),
  keepAlive: v.nullable(v.union([v.string(), v.number()])),
  reasoning: v.nullable(v.boolean()),
  api: v.nullable(v.string()),
  /** True when input/output cost is above zero. */
  costs: v.boolean(),
});
export type ConfiguredModel = v.InferOutput<typeof ConfiguredModel>;

export const Provider = v.object({
  id: v.string(),
  baseUrl: v.nullable(v.string()),
  api: v.nullable(v.string()),
  key: KeyView,
  timeoutSeconds: v.nullable(v.number()),
  /** null: the provider brings its own list (bundled providers). */
  models: v.nullable(v.array(ConfiguredModel)),
  localService: v.nullable(v.object({ command: v.string(), idleStopMs: v.nullable(v.number()) })),
  /** LM Studio: false stops the gateway's own preload. */
  preload: v.nullable(v.boolean()),
  /** The file that owns `models.providers.<id>`. */
  file: v.string(),
});
export type Provider = v.InferOutput<typeof Provider>;

/** The model setting of the defaults or of one agent, as written. */
export const AgentChain = v.object({
  /** `null`: agents.defaults. */
  agentId: v.nullable(v.string()),
  name: v.nullable(v.string()),
  /** How the setting is written. `string`: strict, has no fallbacks. `absent`: everything is inherited. */
  form: v.picklist(['absent', 'string', 'object']),
  primary: v.nullable(v.string()),
  /** null: not written; [] turns fallbacks off. */
  fallbacks: v.nullable(v.array(v.string())),
  /** What counts after inheritance. */
  effective: v.object({ primary: v.nullable(v.string()), fallbacks: v.array(v.string()) }),
  file: v.string(),
  /** Why it can't be edited here (an include with siblings …); null: it can. */
  notEditable: v.nullable(Failure),
  /** The agent's own `modelPolicy.allow`, which replaces the one of the defaults; null: theirs counts. */
  allow: v.nullable(v.array(v.string())),
  /** How often the agent's own heartbeat comes; null: it has none of its own. */
  heartbeatEvery: v.nullable(v.string()),
  /** Written in the old `agents.list` array. */
  legacy: v.boolean(),
});
export type AgentChain = v.InferOutput<typeof AgentChain>;

/** Another place of the config that names a model and uses it by itself. */
export const ModelUse = v.object({
  role: v.picklist([
    'heartbeat',
    'compaction',
    'memory-flush',
    'utility',
    'decision',
    'image',
    'pdf',
    'voice',
    'media',
    'subagents',
  ]),
  agentId: v.nullable(v.string()),
  /** As written. Empty for a utility or decision model that was switched off on purpose. */
  ref: v.string(),
  path: v.array(v.union([v.string(), v.number()])),
});
export type ModelUse = v.InferOutput<typeof ModelUse>;

/** A proxy such as OpenRouter told which services may answer, for a whole provider or for one ref. */
export const Routing = v.object({
  /** A provider id or a ref. */
  target: v.string(),
  /** In order; with a region behind a slash where one is pinned. */
  services: v.array(v.string()),
  /** False: others may answer when these cannot. */
  strict: v.boolean(),
});
export type Routing = v.InferOutput<typeof Routing>;

const toolLimits = {
  profile: v.nullable(v.string()),
  allow: v.nullable(v.array(v.string())),
  deny: v.array(v.string()),
};
export const ToolLimits = v.object(toolLimits);
export type ToolLimits = v.InferOutput<typeof ToolLimits>;

export const ModelPicture = v.object({
  mode: v.nullable(v.picklist(['merge', 'replace'])),
  providers: v.array(Provider),
  /** From agents.defaults.models: ref → alias. */
  aliases: v.array(v.object({ ref: v.string(), alias: v.nullable(v.string()) })),
  chains: v.array(AgentChain),
  allow: v.nullable(v.array(v.string())),
  uses: v.array(ModelUse),
  heartbeatEvery: v.nullable(v.string()),
  compactionEnabled: v.nullable(v.boolean()),
  selectionScope: v.nullable(v.string()),
  gatewayMode: v.nullable(v.string()),
  gatewayPort: v.nullable(v.number()),
  reloadMode: v.nullable(v.string()),
  /** Which tools are open, for the "keep agents narrow" check; `byProvider` is keyed by provider or ref. */
  tools: v.object({ ...toolLimits, byProvider: v.record(v.string(), ToolLimits) }),
  routing: v.array(Routing),
});
export type ModelPicture = v.InferOutput<typeof ModelPicture>;

export const ReadOnlyReason = v.picklist([
  'env-read-only',
  'nix',
  'symlink',
  'not-a-file',
  'no-permission',
  'edited-by-newer',
]);
export type ReadOnlyReason = v.InferOutput<typeof ReadOnlyReason>;

export const ConfigState = v.variant('is', [
  v.object({ is: v.literal('looking') }),
  v.object({ is: v.literal('missing'), path: v.string(), lookedAt: v.array(v.string()) }),
  v.object({
    is: v.literal('broken'),
    path: v.string(),
    failure: Failure,
    /** A version of the file that broke is kept and can be restored; an include can be that file. */
    lastGood: v.nullable(v.object({ versionId: v.string(), at: v.number(), file: v.string() })),
    /** What the last good reading said; the gateway goes on with it until its next start. */
    picture: v.nullable(ModelPicture),
  }),
  v.object({
    is: v.literal('loaded'),
    path: v.string(),
    foundBy: v.picklist(['setting', 'environment', 'service', 'profile', 'default', 'legacy', 'cli', 'demo']),
    /** Main file first, then includes, with the hash of the bytes read. */
    files: v.array(
      v.object({ path: v.string(), hash: v.string(), bytes: v.number(), mode: v.nullable(v.number()) }),
    ),
    readOnly: v.nullable(ReadOnlyReason),
    picture: ModelPicture,
    /** Includes or shapes that could not be read; the rest is shown. */
    troubles: v.array(Failure),
  }),
]);
export type ConfigState = v.InferOutput<typeof ConfigState>;

export const GatewayHealth = v.variant('is', [
  v.object({ is: v.literal('unknown') }),
  v.object({ is: v.literal('stopped'), since: v.number(), failure: Failure }),
  v.object({ is: v.literal('starting'), since: v.number() }),
  v.object({ is: v.literal('ready'), since: v.number() }),
]);
export type GatewayHealth = v.InferOutput<typeof GatewayHealth>;

export const Cli = v.variant('is', [
  v.object({ is: v.literal('looking') }),
  v.object({ is: v.literal('missing') }),
  v.object({
    is: v.literal('found'),
    path: v.string(),
    version: v.string(),
    /** The config it uses where that is another file than the one watched here; absent: the same, or not told. */
    otherConfig: v.optional(v.string()),
  }),
]);
export type Cli = v.InferOutput<typeof Cli>;

export const Gateway = v.object({
  config: ConfigState,
  health: GatewayHealth,
  url: v.string(),
  cli: Cli,
});
export type Gateway = v.InferOutput<typeof Gateway>;

export function pictureOf(gateway: Gateway): ModelPicture | null {
  return gateway.config.is === 'loaded' || gateway.config.is === 'broken' ? gateway.config.picture : null;
}
