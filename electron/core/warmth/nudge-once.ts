import type { Failure } from '../../../shared/failures.ts';
import type { Model } from '../../../shared/servers.ts';
import type { StopReason } from '../../../shared/warmth.ts';
import type { Clock, Log } from '../ports.ts';
import type { ServerWatch } from '../servers/server-watch.ts';
import type { AdapterContext, NudgeAnswer, ServerAdapter } from '../servers/types.ts';

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
  signal: AbortSignal;
  /** Called right before it is sent. */
  sending(at: number): void;
};

/** A look older than this is not "right before". */
const freshMs = 2_000;

export async function nudgeOnce(world: NudgeWorld): Promise<NudgeOutcome> {
  const ready = await lookBefore(world);
  if ('why' in ready) return { is: 'not-sent', why: ready.why };
  const { adapter, context, before } = ready;
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
  const harm = await readBack(world, before, answer.value, tookMs, adapter);
  if (harm !== null) return { is: 'harmful', tookMs, tokens, ...harm };
  const unaidedDeadline = before.idle.is === 'at' ? before.idle.at : null;
  return { is: 'sent', tookMs, tokens, unaidedDeadline };
}

type Ready = { adapter: ServerAdapter; context: AdapterContext; before: Model };
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
  if (closer.ok && closer.value.busy === true) return { why: 'busy' };
  const learnt = closer.ok && closer.value.idle !== null;
  const isOld = world.clock.monotonic() - startedAt > freshMs;
  return learnt || isOld ? look(world) : first;
}

async function look(world: NudgeWorld): Promise<Ready | NotReady> {
  const seen = await world.watch.readNow();
  if (world.signal.aborted) return { why: 'cancelled' };
  if (!seen.ok) return { why: 'unreachable' };
  const connection = world.watch.connection();
  if (!connection.ok) return { why: 'unreachable' };
  const before = world.model();
  if (before === null) return { why: 'not-due' };
  if (before.state.is === 'busy') return { why: 'busy' };
  return world.stillDue() ? { ...connection.value, before } : { why: 'not-due' };
}

/** A nudge of a loaded model is answered at once; a real answer of one token takes as long as the prompt. */
function longMs({ tokens }: { tokens: number }): number {
  return tokens > 0 ? 20_000 : 5_000;
}

/** Sizes wobble a little as caches grow. */
const sameSizeShare = 0.05;

type Harm = { why: StopReason; facts: Record<string, string | number> };

async function readBack(
  world: NudgeWorld,
  before: Model,
  answer: NudgeAnswer,
  tookMs: number,
  adapter: ServerAdapter,
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
  if (tookMs < longMs(adapter.nudge ?? answer)) return null;
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
