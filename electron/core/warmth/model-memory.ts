import { isReady, type Model } from '../../../shared/servers.ts';
import type { StopReason } from '../../../shared/warmth.ts';
import { afterLoss, freshBelief, type IdleBelief } from './idle-belief.ts';

/** What keep warm remembers of one model between two plans. Values, replaced and never changed in place. */

export type Stop = {
  since: number;
  /** Tried again by itself then; null: only when the person says so. */
  until: number | null;
  why: StopReason;
  facts: Record<string, string | number>;
};

export type Loss = {
  at: number;
  cause: 'person' | 'idle-time' | 'other-model' | 'server-restart' | 'unknown';
  /** Models that came as this one went. */
  cameInstead: string[];
  /** What was believed of its idle time before; null: this loss taught nothing. */
  beliefBefore: IdleBelief | null;
};

export type ModelMemory = {
  firstSeenAt: number;
  /** Seen there without a gap since then; null: not there. */
  loadedSince: number | null;
  /** Its load was seen, so that its idle time is known to have begun there. */
  sawItLoad: boolean;
  /** Copies of which the server, or a tool beside it, said that they never go by themselves. */
  neverFor: readonly string[];
  /** Whether a closer look told that this copy goes when it is idle; null: nobody looked. */
  goesWhenIdle: boolean | null;
  /** A nudge turned out not to exist here: what is said instead; null: none did. */
  cannotNudge: 'never-unloads' | 'no-nudge' | null;
  /** As it last was when it was loaded: a reload gives it the same context. */
  lastLoaded: Model | null;
  /** The same of a time before this app was started. */
  earlier: Pick<Model, 'contextAllocated' | 'memoryBytes' | 'gpuBytes'> | null;
  lastNudgeAt: number | null;
  nudgedThisLoad: boolean;
  /** The deadline it shows, and what was left when it was first seen: nearly the idle period. */
  deadlineAt: number | null;
  longestLeftMs: number;
  /** 0 ≤ jitter < 1, drawn anew after each nudge. */
  jitter: number;
  /** Nothing is sent before: after a failure, a busy server, or sleep. */
  notBefore: number;
  nudgeFailures: number;
  /** How long the last nudges took that did no harm, oldest first. */
  nudgesMs: readonly number[];
  /** Of the idle time of a server that does not tell it. */
  idleBelief: IdleBelief;
  lost: Loss | null;
  /** When somebody else was last seen to use it, as far as the server lets that be seen. */
  lastUsedAt: number | null;
  /** Models that were in memory at the same time: there is room for both. */
  seenBeside: readonly string[];
  /** When the person last said what they want of it, in this life of the app. */
  askedAt: number | null;
  /** When we loaded it again, within the last hours. */
  reloads: number[];
  reloadFailures: number;
  reloadNotBefore: number;
  /** Pinned models that pushed it out, and when. */
  pushedOutBy: Record<string, number>;
  stop: Stop | null;
  /** How often nudges of it were stopped since the person last looked. */
  nudgeStops: number;
  /** When it would have gone without our nudges, since somebody else last used it; null: no nudge since. */
  unaidedDeadline: number | null;
  running: 'nudge' | 'reload' | null;
};

export function freshMemory(now: number, jitter: number): ModelMemory {
  return {
    firstSeenAt: now,
    loadedSince: null,
    sawItLoad: false,
    neverFor: [],
    goesWhenIdle: null,
    cannotNudge: null,
    lastLoaded: null,
    earlier: null,
    lastNudgeAt: null,
    nudgedThisLoad: false,
    deadlineAt: null,
    longestLeftMs: 0,
    jitter,
    notBefore: 0,
    nudgeFailures: 0,
    nudgesMs: [],
    idleBelief: freshBelief,
    lost: null,
    lastUsedAt: null,
    seenBeside: [],
    askedAt: null,
    reloads: [],
    reloadFailures: 0,
    reloadNotBefore: 0,
    pushedOutBy: {},
    stop: null,
    nudgeStops: 0,
    unaidedDeadline: null,
    running: null,
  };
}

/** Servers that do not tell count as having it: only with the person's agreement is anything sent to them. */
export function isThere(model: Model): boolean {
  return isReady(model.state) || model.state.is === 'unknown';
}

/** With the context it had, in this life of the app or an earlier one; null: the server's own choice. */
export function lastContext({
  lastLoaded,
  earlier,
}: Pick<ModelMemory, 'lastLoaded' | 'earlier'>): number | null {
  return (lastLoaded ?? earlier)?.contextAllocated ?? null;
}

const awayForMs = 60_000;

/**
 * What a nudge did was done to one load of the model: somebody's next one may be an ordinary one. A second time is a
 * habit of that somebody, and waits for the person.
 */
function stopAfterArrival({ stop, nudgeStops, lost, running }: ModelMemory, now: number): Stop | null {
  const ofThatLoad = stop?.why.startsWith('nudge-') && nudgeStops < 2;
  const wasAway = lost !== null && Math.abs(now - lost.at) > awayForMs;
  return ofThatLoad && wasAway && running === null ? null : stop;
}

/** A new look at a model. `sawAbsent`: the look before showed that it was not there. */
export function seenNow(memory: ModelMemory, model: Model, now: number, sawAbsent: boolean): ModelMemory {
  if (!isThere(model)) return goneNow(memory, model, now);
  const arrived = memory.loadedSince === null;
  const deadlineAt = model.idle.is === 'at' ? model.idle.at : null;
  const isSame = !arrived && deadlineAt === memory.deadlineAt;
  const left = deadlineAt === null ? 0 : Math.max(0, deadlineAt - now);
  return {
    ...memory,
    loadedSince: memory.loadedSince ?? now,
    sawItLoad: arrived ? sawAbsent : memory.sawItLoad,
    neverFor: model.idle.is === 'never' ? model.instances.map(({ id }) => id) : memory.neverFor,
    lastLoaded: isReady(model.state) ? model : memory.lastLoaded,
    nudgedThisLoad: arrived ? false : memory.nudgedThisLoad,
    deadlineAt,
    longestLeftMs: isSame ? memory.longestLeftMs : left,
    lastUsedAt: isUsed(memory, model) ? now : memory.lastUsedAt,
    lost: null,
    stop: arrived && sawAbsent ? stopAfterArrival(memory, now) : memory.stop,
  };
}

/** It is not there. Why is told by the timeline, a moment before or after; one that loads already is not lost. */
function goneNow(memory: ModelMemory, { state }: Model, now: number): ModelMemory {
  if (memory.loadedSince === null) return memory;
  if (state.is === 'loading') return notThere(memory);
  return notThere({
    ...memory,
    lost: memory.lost ?? { at: now, cause: 'unknown', cameInstead: [], beliefBefore: null },
  });
}

function notThere(memory: ModelMemory): ModelMemory {
  return {
    ...memory,
    loadedSince: null,
    sawItLoad: false,
    neverFor: [],
    goesWhenIdle: null,
    cannotNudge: null,
    nudgedThisLoad: false,
    deadlineAt: null,
    longestLeftMs: 0,
    unaidedDeadline: null,
  };
}

/** For a while nobody could look (an outage, sleep): when it was last used is no longer known. */
export function lookedAway(memory: ModelMemory): ModelMemory {
  return { ...memory, sawItLoad: false, nudgedThisLoad: false };
}

/**
 * It went. `periodMs`: the idle time that was assumed; null: the server tells it, or has none. A model that idled out
 * though it was nudged in time has a shorter one.
 */
export function lostNow(
  memory: ModelMemory,
  loss: Omit<Loss, 'beliefBefore'>,
  periodMs: number | null,
): ModelMemory {
  const unexplained = loss.cause === 'unknown' || loss.cause === 'idle-time';
  const untold = memory.lastLoaded?.idle.is === 'unknown';
  const { idleBelief, lastNudgeAt } = memory;
  // Without a nudge before (asleep, paused, just begun) nothing is learnt from it.
  const teaches = unexplained && untold && memory.nudgedThisLoad && lastNudgeAt !== null && periodMs !== null;
  if (!teaches) return { ...notThere(memory), lost: { ...loss, beliefBefore: null } };
  return {
    ...notThere(memory),
    lost: { ...loss, beliefBefore: idleBelief },
    idleBelief: afterLoss(idleBelief, loss.at - lastNudgeAt, periodMs, loss.at),
  };
}

/** Another model came in its place a little later: that explains it, and teaches nothing of its idle time. */
export function replacedBy(memory: ModelMemory, modelId: string): ModelMemory {
  const { lost } = memory;
  if (lost === null || lost.cameInstead.includes(modelId)) return memory;
  return {
    ...memory,
    idleBelief: lost.beliefBefore ?? memory.idleBelief,
    lost: { ...lost, cameInstead: [...lost.cameInstead, modelId], beliefBefore: null },
  };
}

/** It works, it was loaded by somebody, or its deadline moved and not by us. */
function isUsed(memory: ModelMemory, model: Model): boolean {
  const { loadedSince, running, deadlineAt, lastNudgeAt } = memory;
  if (model.state.is === 'busy') return true;
  if (loadedSince === null) return running !== 'reload';
  if (model.idle.is !== 'at' || !model.idle.exact || deadlineAt === null) return false;
  const moved = model.idle.at > deadlineAt + 1_000;
  return moved && (lastNudgeAt === null || showsTraffic(memory, model));
}

/** How far a deadline may move without anybody else having asked. */
const ownMovementMs = 10_000;

/** Whether this look shows that somebody else used it since our last nudge. Only some servers let that be seen. */
export function showsTraffic({ lastNudgeAt, longestLeftMs }: ModelMemory, { state, idle }: Model): boolean {
  if (state.is === 'busy') return true;
  if (idle.is !== 'at' || !idle.exact || lastNudgeAt === null) return false;
  return idle.at - Math.max(longestLeftMs, idle.periodMs ?? 0) > lastNudgeAt + ownMovementMs;
}
