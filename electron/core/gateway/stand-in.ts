import * as v from 'valibot';
import { type ActivityEvent, StandInReason } from '../../../shared/activity.ts';
import type { ChainLink, ChainView } from '../../../shared/chain.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { StandIn } from '../../../shared/snapshot.ts';

/**
 * When a local primary is gone for a while, somebody else answers in its place; when it is well again, the person's
 * own order comes back. This file only decides, from what is seen and remembered; stand-in-service.ts acts.
 */

const minute = 60_000;
/** Between two changes of the file, whatever happens. */
export const pauseBetweenMs = minute;
/** How long our own save may take to be seen in the config again. */
const settleMs = 30_000;
/** A load that failed longer ago says nothing about a load now. */
const failedLoadCountsMs = 60 * minute;

/** The order we put in place, and the one it takes the place of. */
export const ActiveStandIn = v.object({
  since: v.number(),
  ref: v.string(),
  insteadOf: v.string(),
  reason: StandInReason,
  /** Written refs, primary first. */
  original: v.array(v.string()),
  ours: v.array(v.string()),
  /** The version whose undo brings back the very bytes; null: not known. */
  versionId: v.nullable(v.string()),
});
export type ActiveStandIn = v.InferOutput<typeof ActiveStandIn>;

/** What must outlive a restart: forgotten, an order the person took back would be replaced again. */
export const KeptMemory = v.object({
  active: v.nullable(ActiveStandIn),
  lastChangeAt: v.nullable(v.number()),
  /** Ended by a person: nothing again until the primary was healthy in between. */
  waitsForHealth: v.boolean(),
});
export type KeptMemory = v.InferOutput<typeof KeptMemory>;

export type StandInMemory = KeptMemory & { troubleSince: number | null; healthySince: number | null };

export const freshMemory: StandInMemory = {
  active: null,
  troubleSince: null,
  healthySince: null,
  lastChangeAt: null,
  waitsForHealth: false,
};

export type StandInSight = {
  now: number;
  settings: Settings['standIn'];
  /** The default chain; null: there is none, or the config can't be read now. */
  chain: ChainView | null;
  /** Newest first: most servers forget a load that failed, the timeline does not. */
  recent: readonly ActivityEvent[];
  /** Nothing may be written now: read-only, being edited, the machine asleep. */
  hands: 'free' | 'editing' | 'off';
  /** The person asked for their own order back. */
  asked: boolean;
};

export type StandInAct =
  | { do: 'put'; active: ActiveStandIn }
  | { do: 'back'; active: ActiveStandIn }
  /** The chain was changed by somebody else: it is theirs now. */
  | { do: 'let-go'; active: ActiveStandIn };

export type StandInStep = {
  memory: StandInMemory;
  act: StandInAct | null;
  /** When to look again although nothing changed. */
  wakeAt: number | null;
};

export function standInStep(memory: StandInMemory, sight: StandInSight): StandInStep {
  return memory.active === null ? whileTheirs(memory, sight) : whileOurs(memory, memory.active, sight);
}

function whileTheirs(before: StandInMemory, sight: StandInSight): StandInStep {
  const { now, settings, chain, hands } = sight;
  const primary = chain?.links[0];
  const reason = primary === undefined ? null : troubleOf(primary, sight);
  if (!settings.enabled || chain === null || primary === undefined || reason === null) {
    const isHealthy = primary !== undefined && isHealthyLink(primary);
    const waitsForHealth = before.waitsForHealth && !isHealthy;
    return rest({ ...before, troubleSince: null, healthySince: null, waitsForHealth });
  }
  const troubleSince = before.troubleSince ?? now;
  const memory = { ...before, troubleSince, healthySince: null };
  const chosen = usableLink(chain, settings.neverUse);
  if (chosen === null || memory.waitsForHealth || chain.notEditable !== null) return rest(memory);
  const dueAt = Math.max(troubleSince + settings.afterSeconds * 1_000, earliest(memory));
  if (now < dueAt) return rest(memory, dueAt);
  if (hands !== 'free') return rest(memory, now + minute);
  const original = chain.links.map((link) => link.written);
  const ours = [chosen.written, ...original.filter((_written, index) => index !== chosen.index)];
  const active: ActiveStandIn = {
    since: now,
    ref: chosen.ref,
    insteadOf: primary.ref,
    reason,
    original,
    ours,
    versionId: null,
  };
  return { memory: { ...memory, lastChangeAt: now }, act: { do: 'put', active }, wakeAt: null };
}

function whileOurs(before: StandInMemory, active: ActiveStandIn, sight: StandInSight): StandInStep {
  const { now, settings, chain, hands, asked } = sight;
  // A config that cannot be read right now says nothing about who changed it.
  if (chain === null) return rest(before, now + minute);
  const written = chain.links.map((link) => link.written);
  if (!sameOrder(written, active.ours)) {
    const mayBeOnItsWay = sameOrder(written, active.original) && now - (before.lastChangeAt ?? 0) < settleMs;
    // Ours is in the file even if not seen there yet: who asks now is not put off.
    if (mayBeOnItsWay && asked && hands !== 'off') return giveBack(before, active, now, true);
    if (mayBeOnItsWay) return rest(before, now + settleMs);
    const memory = { ...freshMemory, lastChangeAt: before.lastChangeAt, waitsForHealth: true };
    return { memory, act: { do: 'let-go', active }, wakeAt: null };
  }
  const primary = chain.links.find((link) => link.ref === active.insteadOf);
  const isHealthy = primary !== undefined && isWellAgain(primary, active.reason);
  const healthySince = isHealthy ? (before.healthySince ?? now) : null;
  const memory = { ...before, healthySince, troubleSince: null };
  const wanted = asked || !settings.enabled;
  if (!wanted && healthySince === null) return rest(memory);
  // A person who asks is served at once, unless something is being written or edited right now.
  const backAt = wanted ? now : (healthySince ?? now) + settings.backAfterSeconds * 1_000;
  const dueAt = asked ? now : Math.max(backAt, earliest(memory));
  if (now < dueAt) return rest(memory, dueAt);
  if (chain.notEditable !== null || hands === 'off') return rest(memory, now + minute);
  if (hands === 'editing' && !asked) return rest(memory, now + minute);
  return giveBack(memory, active, now, wanted && !isHealthy);
}

function giveBack(
  memory: StandInMemory,
  active: ActiveStandIn,
  now: number,
  waitsForHealth: boolean,
): StandInStep {
  return {
    memory: { ...memory, lastChangeAt: now, waitsForHealth },
    act: { do: 'back', active },
    wakeAt: null,
  };
}

function rest(memory: StandInMemory, wakeAt: number | null = null): StandInStep {
  return { memory, act: null, wakeAt };
}

function earliest({ lastChangeAt }: StandInMemory): number {
  return lastChangeAt === null ? 0 : lastChangeAt + pauseBetweenMs;
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

/** Only what keeps a local model from answering. A context that is too small wants its fix, not a stand-in. */
export function troubleOf(
  link: ChainLink,
  sight: Pick<StandInSight, 'now' | 'recent'>,
): StandInReason | null {
  if (link.serverId === null) return null;
  switch (link.state.is) {
    case 'unreachable':
      return 'unreachable';
    case 'hung':
      return 'hung';
    case 'failed':
      return 'not-loadable';
    case 'cold':
      return lastLoadFailed(link, sight) ? 'not-loadable' : null;
    default:
      return null;
  }
}

function isHealthyLink(link: ChainLink): boolean {
  return link.forecast.does === 'answers' && link.forecast.why !== 'answers-cut-short';
}

/** LM Studio and Ollama call a model they could not load simply not loaded. */
function lastLoadFailed(
  { serverId, serverModelId }: ChainLink,
  { now, recent }: Pick<StandInSight, 'now' | 'recent'>,
): boolean {
  const last = recent.find(
    (event) =>
      event.serverId === serverId &&
      (event.what === 'server-reachable' ||
        (event.modelId === serverModelId && (event.what === 'model-loaded' || isLoadFailure(event)))),
  );
  return last?.what === 'action-failed' && now - last.at < failedLoadCountsMs;
}

function isLoadFailure(event: ActivityEvent): boolean {
  return (
    event.what === 'action-failed' &&
    event.verb !== 'unload' &&
    (event.failure.code === 'load-failed' || event.failure.code === 'out-of-memory')
  );
}

/** What could not be loaded is well when it is loaded; that nobody tries any more is no sign of it. */
function isWellAgain(link: ChainLink, reason: StandInReason): boolean {
  return isHealthyLink(link) && (reason !== 'not-loadable' || link.state.is === 'warm');
}

/** The best link behind the primary that the person allows; among equals the first. */
function usableLink(chain: ChainView, neverUse: readonly string[]): ChainLink | null {
  const allowed = (link: ChainLink) =>
    ![link.ref, link.written, link.alias, link.providerId].some(
      (name) => name !== null && neverUse.includes(name),
    );
  const usable = chain.links
    .slice(1)
    .filter((link) => allowed(link) && isHealthyLink(link) && link.forecast.why !== 'load-outlasts-timeout');
  return usable.toSorted((a, b) => promise(a) - promise(b))[0] ?? null;
}

/** Smaller is better: ready and sure, then a known wait, then what may turn out otherwise, then an unknown wait. */
function promise({ forecast: { seconds, sure, why } }: ChainLink): number {
  if (seconds === null) return 3;
  if (!sure || why === 'other-model') return 2;
  return seconds === 0 ? 0 : 1;
}

/** What the interface shows. */
export function shownStandIn(memory: StandInMemory): StandIn {
  if (memory.active === null) return null;
  const { since, ref, insteadOf, reason } = memory.active;
  return { since, ref, insteadOf, reason, healthySince: memory.healthySince };
}
