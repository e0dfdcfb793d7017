import type { Failure } from '../../../shared/failures.ts';
import type { IdleDeadline, Model } from '../../../shared/servers.ts';
import type { StopReason } from '../../../shared/warmth.ts';
import type { Clock, Log } from '../ports.ts';
import type { ServerWatch } from '../servers/server-watch.ts';
import type { AdapterContext, ServerAdapter } from '../servers/types.ts';

/** One nudge with everything around it: look, look closer, send, read back, judge. */

export type NudgeOutcome =
  /** Something else turned out to be true right before: nothing was sent. */
  | { is: 'not-sent'; why: 'unreachable' | 'not-due' | 'busy' | 'cancelled' }
  /** Sent; the server said it was working, which is as good. */
  | { is: 'busy'; tokens: number }
  | { is: 'sent'; tookMs: number; tokens: number; unaidedDeadline: number | null }
  | {
      is: 'harmful';
      tookMs: number;
      tokens: number;
      why: StopReason;
      facts: Record<string, string | number>;
    }
  | { is: 'failed'; failure: Failure };

export type NudgeWorld = {
  clock: Clock;
  log: Log;
  watch: ServerWatch;
  /** The model as the state shows it now, events included. */
  model(): Model | null;
  /** Whether the plan, made anew from the state as it is now, still wants this nudge. */
  stillDue(): boolean;
  /** How long a load of this model usually takes; null: never seen. */
  typicalLoadMs: number | null;
  /** How long earlier nudges of this model took that did no harm. */
  earlierMs: readonly number[];
  signal: AbortSignal;
  /** A closer look was made: what it told of the idle time; null: nothing. */
  lookedCloser(idle: IdleDeadline | null): void;
  /** Called right before it is sent. */
  sending(at: number): void;
};

/** A look older than this is not "right before". */
const freshMs = 2_000;

export async function nudgeOnce(world: NudgeWorld): Promise<NudgeOutcome> {
  const ready = await lookBefore(world);
  if ('why' in ready) return { is: 'not-sent', why: ready.why };
  const { adapter, context, before, lookMs } = ready;
  if (adapter.nudge === undefined) return { is: 'not-sent', why: 'not-due' };
  const startedAt = world.clock.monotonic();
  world.sending(world.clock.now());
  const answer = await adapter.nudge.send(context, before, world.signal);
  const tookMs = world.clock.monotonic() - startedAt;
  if (!answer.ok) {
    if (world.signal.aborted) return { is: 'not-sent', why: 'cancelled' };
    return { is: 'failed', failure: answer.failure };
  }
  const { tokens, busy } = answer.value;
  if (busy) return { is: 'busy', tokens };
  const { typicalLoadMs, earlierMs } = world;
  const limitMs = longMs({
    tokens: adapter.nudge.tokens,
    typicalLoadMs,
    usualMs: median(earlierMs) ?? lookMs,
  });
  const harm = await readBack(world, before, tookMs, limitMs);
  if (harm !== null) return { is: 'harmful', tookMs, tokens, ...harm };
  const unaidedDeadline = before.idle.is === 'at' ? before.idle.at : null;
  return { is: 'sent', tookMs, tokens, unaidedDeadline };
}

type Ready = {
  adapter: ServerAdapter;
  context: AdapterContext;
  before: Model;
  /** How long this server took just now to say what it has. */
  lookMs: number;
};
type NotReady = { why: Extract<NudgeOutcome, { is: 'not-sent' }>['why'] };

async function lookBefore(world: NudgeWorld): Promise<Ready | NotReady> {
  const first = await look(world);
  if ('why' in first) return first;
  const { adapter, context, before } = first;
  if (adapter.lookCloser === undefined) return first;
  const startedAt = world.clock.monotonic();
  const closer = await adapter.lookCloser(context, before, world.signal);
  if (world.signal.aborted) return { why: 'cancelled' };
  // A tool that is missing or broken takes nothing away: the plain look stands.
  if (!closer.ok) world.log.debug('A closer look failed.', { reason: closer.failure.code });
  const told = closer.ok ? closer.value.idle : null;
  world.lookedCloser(told);
  if (closer.ok && closer.value.busy === true) return { why: 'busy' };
  const isOld = world.clock.monotonic() - startedAt > freshMs;
  if (told !== null || isOld) return look(world);
  return world.stillDue() ? first : { why: 'not-due' };
}

async function look(world: NudgeWorld): Promise<Ready | NotReady> {
  const startedAt = world.clock.monotonic();
  const seen = await world.watch.readNow();
  const lookMs = world.clock.monotonic() - startedAt;
  if (world.signal.aborted) return { why: 'cancelled' };
  if (!seen.ok) return { why: 'unreachable' };
  const connection = world.watch.connection();
  if (!connection.ok) return { why: 'unreachable' };
  const before = world.model();
  if (before === null) return { why: 'not-due' };
  if (before.state.is === 'busy') return { why: 'busy' };
  return world.stillDue() ? { ...connection.value, before, lookMs } : { why: 'not-due' };
}

const longestInnocentMs = 5_000;
const shortestLoadMs = 800;
const farAbove = 10;

/**
 * How long an answer may take that was no load. A nudge of a loaded model is answered at once, as quickly as earlier
 * ones or, for the first, as a look at the server; small models load in a second or two, which is what to tell apart
 * from that. A real answer of one token takes as long as the prompt.
 */
export function longMs(facts: { tokens: number; typicalLoadMs: number | null; usualMs: number }): number {
  if (facts.tokens > 0) return 20_000;
  const halfALoad = (facts.typicalLoadMs ?? Number.POSITIVE_INFINITY) / 2;
  const suspicious = Math.min(halfALoad, facts.usualMs * farAbove);
  return Math.min(longestInnocentMs, Math.max(shortestLoadMs, suspicious));
}

function median(times: readonly number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Sizes wobble a little as caches grow. */
const sameSizeShare = 0.05;

type Harm = { why: StopReason; facts: Record<string, string | number> };

async function readBack(
  world: NudgeWorld,
  before: Model,
  tookMs: number,
  limitMs: number,
): Promise<Harm | null> {
  const seen = await world.watch.readNow();
  const after = seen.ok ? world.model() : null;
  const seconds = Math.round(tookMs / 100) / 10;
  if (after !== null) {
    const harm = changesOf(before, after, seconds);
    if (harm !== null) return harm;
    // Somebody's request came in between and ours waited for it.
    if (after.state.is === 'busy') return null;
  }
  if (tookMs < limitMs) return null;
  const asLongAsALoad = world.typicalLoadMs !== null && tookMs >= world.typicalLoadMs / 2;
  return { why: asLongAsALoad ? 'nudge-reloaded-it' : 'nudge-took-long', facts: { seconds } };
}

function changesOf(before: Model, after: Model, seconds: number): Harm | null {
  const [had, has] = [before.contextAllocated, after.contextAllocated];
  if (had !== null && has !== null && had !== has) {
    return { why: 'nudge-changed-context', facts: { before: had, after: has } };
  }
  if (before.instances.length > 0 && after.instances.length > before.instances.length) {
    return { why: 'nudge-made-second-copy', facts: { copies: after.instances.length } };
  }
  const [held, holds] = [before.memoryBytes, after.memoryBytes];
  if (held !== null && holds !== null && Math.abs(holds - held) > held * sameSizeShare) {
    return { why: 'nudge-reloaded-it', facts: { seconds } };
  }
  return null;
}
