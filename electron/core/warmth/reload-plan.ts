import { isReady, type ServerWithModels } from '../../../shared/servers.ts';
import type { WarmthReason, WarmthStatus } from '../../../shared/warmth.ts';
import type { ModelMemory } from './model-memory.ts';
import { isWithinLast, waitUntil } from './wall-clock.ts';
import type { PolicyFrom } from './warmth-policy.ts';

/** Pinned models: when one that went away is loaded again. Pure. */

const minute = 60_000;
const hour = 60 * minute;
export const mostReloadsPerHour = 3;
const failuresBeforeStop = 6;
/** After each failed load the next waits longer. */
const waitAfterFailureMs = [2 * minute, 10 * minute, 20 * minute];
/** Somebody asked for what came instead: it has the place to itself for that long after it last worked. */
const politeMs = 15 * minute;

export type ReloadFacts = {
  server: ServerWithModels;
  memory: ModelMemory;
  from: PolicyFrom;
  now: number;
  /** Whether a model of this server came because we loaded it for its own pin. */
  cameByPin(modelId: string): boolean;
  lastUsedAt(modelId: string): number | null;
};

export type ReloadDecision = { status: WarmthStatus; due: boolean };

export function reloadDecision(facts: ReloadFacts): ReloadDecision {
  const { server, memory, now } = facts;
  if (memory.lost?.cause === 'person') return resting('unloaded-by-person');
  if (!server.abilities.load.can) return resting('cannot-load');
  if (!mayLoad(facts)) return resting('not-loaded');
  if (memory.running === 'reload') {
    return { status: { is: 'reloading', attempt: attemptOf(memory) }, due: false };
  }
  if (server.actions.some(({ verb }) => verb !== 'unload') || isOccupied(facts)) return resting('waiting');
  const at = reloadAt(memory, now);
  return { status: { is: 'reload-at', at, attempt: attemptOf(memory) }, due: at <= now };
}

/** A pin set for this very model loads it whenever it is missing; a server-wide one only what was there before. */
function mayLoad({ memory, from }: ReloadFacts): boolean {
  return from === 'model' || memory.lastLoaded !== null;
}

function attemptOf(memory: ModelMemory): number {
  return memory.reloadFailures + 1;
}

export function recentReloads(memory: ModelMemory, now: number): number[] {
  return memory.reloads.filter((at) => isWithinLast(at, now, hour));
}

function reloadAt(memory: ModelMemory, now: number): number {
  const settledMs = 10_000 + memory.jitter * 20_000;
  const settled = waitUntil((memory.lost?.at ?? memory.firstSeenAt) + settledMs, now, settledMs);
  const recent = recentReloads(memory, now);
  const oldest = recent.length >= mostReloadsPerHour ? (recent.at(-mostReloadsPerHour) ?? now) : null;
  return Math.max(
    settled,
    waitUntil(memory.reloadNotBefore, now, hour),
    waitUntil(memory.notBefore, now, hour),
    oldest === null ? 0 : oldest + hour,
  );
}

/** The person who sets a pin sees what is loaded, and wants this one now. */
const justAskedMs = 2 * minute;

/**
 * Somebody else's model is there and was used not long ago, and there may not be room for both: one that came instead of
 * this one, or one that was never seen beside it.
 */
function isOccupied({ server, memory, now, cameByPin, lastUsedAt }: ReloadFacts): boolean {
  const { lost, seenBeside, askedAt } = memory;
  if (askedAt !== null && isWithinLast(askedAt, now, justAskedMs)) return false;
  return server.models.some(({ id, state }) => {
    if (id === memory.lastLoaded?.id || !(isReady(state) || state.is === 'loading') || cameByPin(id))
      return false;
    const cameInstead = lost?.cameInstead.includes(id) === true;
    if (!cameInstead && seenBeside.includes(id)) return false;
    return [cameInstead ? (lost?.at ?? 0) : 0, lastUsedAt(id) ?? 0].some((at) =>
      isWithinLast(at, now, politeMs),
    );
  });
}

function resting(
  why: Extract<WarmthReason, 'not-loaded' | 'unloaded-by-person' | 'cannot-load' | 'waiting'>,
): ReloadDecision {
  return { status: { is: 'resting', why }, due: false };
}

export function afterReload(memory: ModelMemory, now: number, succeeded: boolean): ModelMemory {
  const reloads = [...recentReloads(memory, now), now];
  if (succeeded) return { ...memory, reloads, reloadFailures: 0, running: null };
  const failures = memory.reloadFailures + 1;
  const wait = waitAfterFailureMs[Math.min(failures, waitAfterFailureMs.length) - 1] ?? hour;
  return { ...memory, reloads, reloadFailures: failures, reloadNotBefore: now + wait, running: null };
}

/** Loaded again a few times within the hour and gone each time, or never once loaded: loading is no help. */
export function isInVain(memory: ModelMemory, now: number): boolean {
  const succeededAndLost =
    memory.reloadFailures === 0 && recentReloads(memory, now).length >= mostReloadsPerHour;
  return succeededAndLost || memory.reloadFailures >= failuresBeforeStop;
}

const conflictMs = 2 * hour;

/** Each of the two pushed the other out not long ago. */
export function pushEachOtherOut(
  a: { modelId: string; memory: ModelMemory },
  b: { modelId: string; memory: ModelMemory },
  now: number,
): boolean {
  const pushed = (from: ModelMemory, by: string): boolean =>
    isWithinLast(from.pushedOutBy[by] ?? Number.NEGATIVE_INFINITY, now, conflictMs);
  return pushed(a.memory, b.modelId) && pushed(b.memory, a.modelId);
}
