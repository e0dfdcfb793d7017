import * as v from 'valibot';
import { ServerKind } from '../servers.ts';
import { command, nothing } from './command.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
const tokens = v.pipe(v.number(), v.integer(), v.minValue(256), v.maxValue(100_000_000));
const onModel = { serverId: id, modelId: id };

/** What is found at an address before it is added. */
export const TestedServer = v.object({
  kind: ServerKind,
  evidence: v.string(),
  version: v.nullable(v.string()),
  baseUrl: v.string(),
  models: v.array(
    v.object({
      id: v.string(),
      contextAllocated: v.nullable(v.number()),
      contextMax: v.nullable(v.number()),
    }),
  ),
  tookMs: v.number(),
});
export type TestedServer = v.InferOutput<typeof TestedServer>;

export const ReasoningProbe = v.object({
  responses: v.picklist(['separated', 'mixed', 'none', 'not-offered', 'failed']),
  chat: v.picklist(['separated', 'mixed', 'none', 'not-offered', 'failed']),
  evidence: v.array(v.string()),
});
export type ReasoningProbe = v.InferOutput<typeof ReasoningProbe>;

/** What was really applied, read back after the action. */
export const ActionOutcome = v.object({
  tookMs: v.number(),
  contextAllocated: v.nullable(v.number()),
  instanceId: v.nullable(v.string()),
  /** Asked for one context and got another. */
  contextDiffers: v.boolean(),
});
export type ActionOutcome = v.InferOutput<typeof ActionOutcome>;

export const serverCommands = {
  /** null: all of them. */
  pollNow: command(v.object({ serverId: v.nullable(id) }), nothing),
  /** `evenIfBusy`: also where it ends the answer of a model whose place it takes. */
  loadModel: command(
    v.object({ ...onModel, contextLength: v.nullable(tokens), evenIfBusy: v.boolean() }),
    ActionOutcome,
  ),
  unloadModel: command(
    v.object({ ...onModel, instanceId: v.nullable(id), evenIfBusy: v.boolean() }),
    ActionOutcome,
  ),
  reloadModel: command(
    v.object({ ...onModel, contextLength: v.nullable(tokens), evenIfBusy: v.boolean() }),
    ActionOutcome,
  ),
  /** Every cold model of the default chain, or every model that is cold and kept. */
  reloadCold: command(nothing, v.object({ started: v.number() })),
  cancelAction: command(v.object({ serverId: id, actionId: id }), nothing),
  /** With a provider of the config: its key is used, while the address is of the same origin as the config's. */
  testServer: command(
    v.object({
      url: id,
      kind: v.nullable(ServerKind),
      key: v.nullable(v.string()),
      providerId: v.nullable(v.string()),
    }),
    TestedServer,
  ),
  addServer: command(
    v.object({ url: id, name: v.nullable(v.string()), kind: v.nullable(ServerKind) }),
    v.object({ serverId: id }),
  ),
  removeServer: command(v.object({ serverId: id }), nothing),
  changeServer: command(
    v.object({ serverId: id, name: v.nullable(v.string()), kind: v.nullable(ServerKind) }),
    nothing,
  ),
  /** Kept in the system keychain (headless: a private file); null removes it. */
  setServerKey: command(
    v.object({ serverId: id, key: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))) }),
    nothing,
  ),
  scanForServers: command(nothing, v.object({ found: v.number() })),
  /** A real request with a few tokens: only by a click that says so. */
  probeReasoning: command(v.object({ ...onModel, mayCost: v.literal(true) }), ReasoningProbe),
} as const;
