import type { Model, ServerKind } from '../../../shared/servers.ts';
import type { WarmthReason } from '../../../shared/warmth.ts';
import { believedPeriodMs } from './idle-belief.ts';
import type { ModelMemory } from './model-memory.ts';
import { waitUntil } from './wall-clock.ts';
import type { NudgeFacts } from './warmth-policy.ts';

/** When the next nudge of a loaded model is due. Pure. */

export type TimingFacts = {
  kind: ServerKind;
  model: Model;
  nudge: NudgeFacts;
  memory: ModelMemory;
  /** The person's word for servers that do not tell; null: what is usual for the kind. */
  assumedIdleMs: number | null;
  /** The gateway's heartbeat asks this model that often; null: it does not. */
  heartbeatMs: number | null;
  now: number;
};

export type NudgeTiming =
  | { is: 'at'; at: number; deadline: Deadline; heartbeat: boolean }
  | { is: 'never'; why: WarmthReason };

export type Deadline = {
  at: number;
  periodMs: number;
  exact: boolean;
  /** When the idle time began is known, by the server's word or because we saw it begin. */
  anchored: boolean;
};

const minute = 60_000;

/**
 * Servers with an idle time that they show nowhere: LocalAI's watchdog waits a quarter of an hour unless told
 * otherwise; for the others people choose, and five minutes is short enough for most. What is believed of these follows
 * what happens (`idle-belief.ts`). Kinds not named here are only nudged by what they tell.
 */
const usualIdleMs: Partial<Record<ServerKind, number>> = {
  localai: 15 * minute,
  koboldcpp: 5 * minute,
  'llama-cpp': 5 * minute,
  'openai-compatible': 15 * minute,
};

/** Time between two nudges is never shorter: a server set to forget faster is meant to. */
export function smallestGapMs({ tokens, isRealRequest }: NudgeFacts): number {
  if (isRealRequest) return 5 * minute;
  return tokens > 0 ? 3 * minute : 20_000;
}

const marginFloorMs = 20_000;
/** Nothing makes a nudge wait longer: a failure, a busy server, sleep. */
const longestHoldBackMs = 2 * minute;
/** A heartbeat this much more often than the idle time keeps the model by itself. */
const heartbeatShare = 2 / 3;

export function nudgeTiming(facts: TimingFacts): NudgeTiming {
  const { model, memory, nudge, now } = facts;
  if (model.idle.is === 'never') return { is: 'never', why: 'pinned-by-server' };
  const deadline = deadlineOf(facts);
  if (deadline === null) return { is: 'never', why: 'deadline-unknown' };
  const gapMs = smallestGapMs(nudge);
  if (deadline.anchored && deadline.periodMs < gapMs * 1.5 && isWholePeriod(facts)) {
    return { is: 'never', why: 'period-too-short' };
  }
  const heartbeat =
    facts.heartbeatMs !== null &&
    facts.heartbeatMs <= deadline.periodMs * heartbeatShare &&
    deadline.anchored;
  const wished = heartbeat ? lastMoment(deadline) : dueAt(deadline, facts);
  const lastNudgeAt = memory.nudgedThisLoad ? (memory.lastNudgeAt ?? 0) : 0;
  const afterLast = waitUntil(lastNudgeAt + gapMs, now, gapMs);
  const at = Math.round(Math.max(wished, afterLast, waitUntil(memory.notBefore, now, longestHoldBackMs)));
  return { is: 'at', at, deadline, heartbeat };
}

/** What was left at the first look says little of the whole period; what was left after a nudge is all of it. */
function isWholePeriod({ model, memory }: TimingFacts): boolean {
  const told = model.idle.is === 'at' && !model.idle.exact;
  return told || memory.nudgedThisLoad || memory.sawItLoad;
}

export function deadlineOf(facts: TimingFacts): Deadline | null {
  const { model, memory, now } = facts;
  const anchored = memory.sawItLoad || memory.nudgedThisLoad;
  if (model.idle.is === 'at') {
    const { at, exact, basis } = model.idle;
    const periodMs = Math.max(model.idle.periodMs ?? memory.longestLeftMs, 1_000);
    if (exact || basis === 'last-request-seen') return { at, periodMs, exact, anchored: true };
    return { at: Math.min(at, sinceLastNudge(memory, periodMs, now) ?? at), periodMs, exact, anchored };
  }
  const periodMs = assumedPeriodMs(facts.kind, facts.assumedIdleMs, memory);
  if (periodMs === null) return null;
  const began = memory.nudgedThisLoad ? memory.lastNudgeAt : memory.loadedSince;
  return { at: waitUntil(began ?? now, now, 0) + periodMs, periodMs, exact: false, anchored };
}

function sinceLastNudge(memory: ModelMemory, periodMs: number, now: number): number | null {
  if (!memory.nudgedThisLoad || memory.lastNudgeAt === null) return null;
  const at = memory.lastNudgeAt + periodMs;
  return at > now ? at : null;
}

/** The idle time assumed where the server tells none; null: this kind has none, or tells it. */
export function assumedPeriodMs(
  kind: ServerKind,
  saidMs: number | null,
  { idleBelief }: ModelMemory,
): number | null {
  const usual = usualIdleMs[kind];
  return usual === undefined ? null : believedPeriodMs(idleBelief, usual, saidMs);
}

/**
 * A third to a half of the idle time stays as a margin; half to two thirds where its beginning was only seen by a look,
 * which is late. Where not even the beginning is known, the first nudge comes soon, to know it.
 */
function dueAt({ at, periodMs, exact, anchored }: Deadline, { model, memory, now }: TimingFacts): number {
  if (!anchored) {
    return (
      waitUntil(memory.loadedSince ?? now, now, 0) +
      Math.max(marginFloorMs, (periodMs / 12) * (1 + memory.jitter))
    );
  }
  const used = model.idle.is === 'at' && model.idle.basis === 'last-request-seen';
  const share = (exact || used || memory.nudgedThisLoad ? 1 / 3 : 1 / 2) + memory.jitter / 6;
  return at - Math.max(marginFloorMs, periodMs * share);
}

/** The heartbeat should have come by then; if it has not, the nudge still comes in time. */
function lastMoment({ at, periodMs }: Deadline): number {
  return at - Math.max(marginFloorMs, periodMs / 8);
}
