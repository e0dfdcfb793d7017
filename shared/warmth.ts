import * as v from 'valibot';

/** Keep warm: what the person asked for, and what is being done about it. */

/** How long keep warm can be paused, wherever it is asked. */
export const pauseHours = [1, 4, 12, 24] as const;

export const WarmthHours = v.object({
  /** 0 = Sunday … 6 = Saturday. */
  days: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
  /** Minutes after local midnight; `to` before `from` runs over midnight. */
  from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  to: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
});
export type WarmthHours = v.InferOutput<typeof WarmthHours>;

export const WarmthPolicy = v.object({
  /** `keep`: don't let it idle out. `pin`: keep, and load it again when it goes away. */
  mode: v.picklist(['off', 'keep', 'pin']),
  hours: v.nullable(WarmthHours),
  /** The person agreed that each nudge is a real request (generic servers, proxies). */
  acceptsRealRequests: v.optional(v.boolean(), false),
  /** Switched off with one click: what one click switches on again. */
  modeWhenOn: v.optional(v.picklist(['keep', 'pin'])),
});
export type WarmthPolicy = v.InferOutput<typeof WarmthPolicy>;

export const warmthReasons = [
  'off',
  'not-loaded',
  'unloaded-by-person',
  'cannot-load',
  'never-unloads',
  'outside-hours',
  'paused',
  'on-battery',
  'suspended',
  'busy',
  'stale',
  'hosted',
  'not-private',
  'real-request-not-agreed',
  'owned-by-gateway',
  'heartbeat-soon',
  'deadline-unknown',
  'pinned-by-server',
  'no-nudge',
  'period-too-short',
  'may-stay-by-itself',
  'waiting',
] as const;
export type WarmthReason = (typeof warmthReasons)[number];

export const stopReasons = [
  'nudge-reloaded-it',
  'nudge-changed-context',
  'nudge-made-second-copy',
  'nudge-took-long',
  'nudge-failed',
  'pins-evict-each-other',
  'too-many-reloads',
  'not-enough-memory',
] as const;
export type StopReason = (typeof stopReasons)[number];

/** What keep warm does about one model, in words the interface shows. */
export const WarmthStatus = v.variant('is', [
  /** Nothing is due and nothing will be, and why. */
  v.object({ is: v.literal('resting'), why: v.picklist(warmthReasons) }),
  v.object({ is: v.literal('next'), at: v.number(), tokens: v.number() }),
  v.object({ is: v.literal('reloading'), attempt: v.number() }),
  v.object({ is: v.literal('reload-at'), at: v.number(), attempt: v.number() }),
  v.object({
    is: v.literal('stopped'),
    since: v.number(),
    why: v.picklist(stopReasons),
    /** Seconds, sizes, names for the sentence. */
    facts: v.record(v.string(), v.union([v.string(), v.number()])),
  }),
]);
export type WarmthStatus = v.InferOutput<typeof WarmthStatus>;

export const DayAccount = v.object({
  /** Local date, 2026-11-20. */
  day: v.string(),
  nudges: v.number(),
  tokens: v.number(),
  /** Somebody's request came after the time at which the model would have gone without our nudges. */
  coldStartsAvoided: v.number(),
  /** It went away, and somebody else's request had to load it again. */
  coldStartsSuffered: v.number(),
  /** How long it was seen loaded while its policy was not off. */
  warmMs: v.number(),
  /** Byte-milliseconds held, divided by warmMs gives the mean. */
  memoryByteMs: v.number(),
});
export type DayAccount = v.InferOutput<typeof DayAccount>;

export const ModelWarmth = v.object({
  serverId: v.string(),
  modelId: v.string(),
  policy: WarmthPolicy,
  /** Where the policy comes from. */
  policyFrom: v.picklist(['model', 'server', 'chain', 'default']),
  status: WarmthStatus,
  lastNudgeAt: v.nullable(v.number()),
  today: DayAccount,
});
export type ModelWarmth = v.InferOutput<typeof ModelWarmth>;

export const Warmth = v.object({
  pausedUntil: v.nullable(v.number()),
  models: v.array(ModelWarmth),
});
export type Warmth = v.InferOutput<typeof Warmth>;

export const offPolicy: WarmthPolicy = { mode: 'off', hours: null, acceptsRealRequests: false };

const onPurpose = new Set<WarmthReason>([
  'off',
  'outside-hours',
  'paused',
  'on-battery',
  'suspended',
  'hosted',
]);

/** Not kept now because the person, the machine or a rule wants it so: what goes then is no loss. */
export function restsOnPurpose(status: WarmthStatus): boolean {
  return status.is === 'resting' && onPurpose.has(status.why);
}

/** A tick set or taken away: hours and the choice between keep and pin are still there the next time. */
export function ticked(before: WarmthPolicy, on: boolean): WarmthPolicy {
  const modeWhenOn = before.mode === 'off' ? (before.modeWhenOn ?? 'keep') : before.mode;
  return { ...before, mode: on ? modeWhenOn : 'off', modeWhenOn };
}

/** One string that names a model on a server; `\n` occurs in neither part. */
export function modelKey(serverId: string, modelId: string): string {
  return `${serverId}\n${modelId}`;
}
