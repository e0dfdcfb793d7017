import * as v from 'valibot';
import { Failure } from './failures.ts';
import { Sentence } from './findings.ts';

/** Why another link answers in the place of the primary. */
export const StandInReason = v.picklist(['unreachable', 'hung', 'not-loadable']);
export type StandInReason = v.InferOutput<typeof StandInReason>;

/** What happened, for the timeline. The newest few are in the snapshot; the rest is asked of the history. */

const about = {
  id: v.string(),
  at: v.number(),
  serverId: v.nullable(v.string()),
  serverName: v.nullable(v.string()),
  modelId: v.nullable(v.string()),
};

export const ActivityEvent = v.variant('what', [
  v.object({ ...about, what: v.literal('server-reachable') }),
  v.object({ ...about, what: v.literal('server-unreachable'), failure: Failure }),
  v.object({
    ...about,
    what: v.literal('model-loaded'),
    tookMs: v.nullable(v.number()),
    by: v.picklist(['person', 'keep-warm', 'other']),
    context: v.nullable(v.number()),
  }),
  v.object({
    ...about,
    what: v.literal('model-unloaded'),
    by: v.picklist(['person', 'idle-time', 'other-model', 'server-restart', 'unknown']),
  }),
  v.object({ ...about, what: v.literal('action-failed'), verb: v.string(), failure: Failure }),
  v.object({ ...about, what: v.literal('nudged'), tookMs: v.number(), tokens: v.number() }),
  v.object({
    ...about,
    what: v.literal('keep-warm-stopped'),
    why: v.string(),
    /** Seconds, sizes, names for the sentence. */
    facts: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
  v.object({
    ...about,
    what: v.literal('config-saved'),
    versionId: v.string(),
    sentences: v.array(Sentence),
  }),
  v.object({
    ...about,
    what: v.literal('config-changed-outside'),
    added: v.number(),
    removed: v.number(),
    /** Not in the events of earlier versions, from here on. */
    kind: v.optional(v.picklist(['edited', 'deleted', 'appeared', 'permissions']), 'edited'),
    file: v.optional(v.nullable(v.string()), null),
    /** What was kept of the text before, for a look at what changed. */
    versionId: v.optional(v.nullable(v.string()), null),
  }),
  v.object({ ...about, what: v.literal('config-broken'), failure: Failure }),
  v.object({ ...about, what: v.literal('config-save-failed'), failure: Failure }),
  v.object({ ...about, what: v.literal('gateway'), state: v.picklist(['ready', 'starting', 'stopped']) }),
  v.object({
    ...about,
    what: v.literal('stand-in'),
    ref: v.string(),
    state: v.picklist(['started', 'ended', 'ended-by-edit']),
    /** Not in the events of earlier versions. */
    insteadOf: v.optional(v.nullable(v.string()), null),
    reason: v.optional(v.nullable(StandInReason), null),
  }),
  v.object({
    ...about,
    what: v.literal('app'),
    note: v.picklist([
      'started',
      'suspended',
      'resumed',
      'settings-reset',
      'history-reset',
      'renderer-crashed',
    ]),
  }),
]);
export type ActivityEvent = v.InferOutput<typeof ActivityEvent>;
export type ActivityKind = ActivityEvent['what'];

/** An event as the code that saw it reports it: history adds id and, where missing, the time. */
export type NewActivity = ActivityEvent extends infer E
  ? E extends ActivityEvent
    ? Omit<E, 'id'>
    : never
  : never;
