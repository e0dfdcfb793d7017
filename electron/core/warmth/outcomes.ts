import { assertNever } from '../../../shared/assert-never.ts';
import type { StopReason } from '../../../shared/warmth.ts';
import type { Counts } from './day-accounts.ts';
import { afterQuiet } from './idle-belief.ts';
import type { ModelMemory } from './model-memory.ts';
import type { NudgeOutcome } from './nudge-once.ts';
import type { Deadline } from './nudge-timing.ts';
import type { ReloadOutcome } from './reload-once.ts';
import { afterReload } from './reload-plan.ts';

/** What follows from a nudge or a load that was tried: what is remembered, counted, told and stopped. Pure. */
export type Aftermath = {
  memory: Partial<ModelMemory>;
  counts: Partial<Counts> | null;
  event: { tookMs: number; tokens: number } | null;
  stop: { why: StopReason; facts: Record<string, string | number>; until: number | null } | null;
};

const nothing: Aftermath = { memory: {}, counts: null, event: null, stop: null };

const second = 1_000;
const minute = 60 * second;
/** Busy now: soon again, for when the work is over its idle time starts anew anyway. */
const afterBusyMs = 30 * second;
const afterUnreachableMs = 30 * second;
const failuresBeforeStop = 3;
const rememberedNudges = 9;
/** Memory may be free again by then. */
const memoryAgainMs = 10 * minute;
const outOfMemoryAgainMs = 60 * minute;

export function afterNudge(
  memory: ModelMemory,
  outcome: NudgeOutcome,
  because: Deadline,
  now: number,
  jitter: number,
): Aftermath {
  switch (outcome.is) {
    case 'not-sent':
      return { ...nothing, memory: { notBefore: Math.max(memory.notBefore, now + pauseAfter(outcome.why)) } };
    case 'busy':
      return {
        ...nothing,
        memory: { notBefore: now + afterBusyMs },
        counts: { nudges: 1, tokens: outcome.tokens },
      };
    case 'sent':
      return {
        ...sentNudge(outcome),
        memory: {
          nudgedThisLoad: memory.loadedSince !== null,
          nudgeFailures: 0,
          nudgesMs: [...memory.nudgesMs, outcome.tookMs].slice(-rememberedNudges),
          idleBelief: afterQuiet(memory.idleBelief, now),
          jitter,
          unaidedDeadline: memory.unaidedDeadline ?? outcome.unaidedDeadline ?? because.at,
        },
      };
    case 'harmful': {
      const { why, facts } = outcome;
      return {
        ...sentNudge(outcome),
        stop: { why, facts, until: null },
      };
    }
    case 'failed':
      return failedNudge(memory, outcome, now);
    default:
      return assertNever(outcome);
  }
}

function sentNudge({ tookMs, tokens }: { tookMs: number; tokens: number }): Aftermath {
  return { ...nothing, counts: { nudges: 1, tokens }, event: { tookMs, tokens } };
}

function pauseAfter(why: Extract<NudgeOutcome, { is: 'not-sent' }>['why']): number {
  switch (why) {
    case 'busy':
      return afterBusyMs;
    case 'unreachable':
      return afterUnreachableMs;
    case 'not-due':
    case 'cancelled':
      return second;
    default:
      return assertNever(why);
  }
}

function failedNudge(
  memory: ModelMemory,
  { failure }: Extract<NudgeOutcome, { is: 'failed' }>,
  now: number,
): Aftermath {
  // No harm and no news: there is nothing to keep it from, or no way to.
  if (failure.code === 'not-supported') {
    const cannotNudge = failure.facts?.why === 'never-unloads' ? 'never-unloads' : 'no-nudge';
    return { ...nothing, memory: { cannotNudge, notBefore: now + second } };
  }
  const failures = memory.nudgeFailures + 1;
  const hopeless = failures >= failuresBeforeStop;
  return {
    ...nothing,
    memory: { nudgeFailures: failures, notBefore: now + 15 * second * 2 ** failures },
    stop: hopeless
      ? { why: 'nudge-failed', facts: { code: failure.code, said: failure.detail }, until: null }
      : null,
  };
}

export function afterReloadOutcome(memory: ModelMemory, outcome: ReloadOutcome, now: number): Aftermath {
  switch (outcome.is) {
    case 'not-started':
      return { ...nothing, memory: { notBefore: now + afterUnreachableMs } };
    case 'no-memory': {
      const { need } = outcome;
      const until = now + (need === null ? outOfMemoryAgainMs : memoryAgainMs);
      const facts: Record<string, number> = need === null ? {} : { ...need };
      return { ...nothing, stop: { why: 'not-enough-memory', facts, until } };
    }
    case 'cancelled':
      // The person stopped it: that is their answer.
      return {
        ...nothing,
        memory: { lost: { at: now, cause: 'person', cameInstead: [], beliefBefore: null } },
      };
    case 'loaded':
    case 'failed': {
      const { reloads, reloadFailures, reloadNotBefore } = afterReload(memory, now, outcome.is === 'loaded');
      const stop = outcome.is === 'loaded' ? null : memory.stop;
      return { ...nothing, memory: { reloads, reloadFailures, reloadNotBefore, stop } };
    }
    default:
      return assertNever(outcome);
  }
}
