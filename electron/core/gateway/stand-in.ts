import * as v from 'valibot';
import { StandInReason } from '../../../shared/activity.ts';
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
  const reason = primary === undefined ? null : troubleOf(primary);
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
  const isHealthy = primary !== undefined && isHealthyLink(primary);
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
export function troubleOf({ serverId, state }: ChainLink): StandInReason | null {
  if (serverId === null) return null;
  switch (state.is) {
    case 'unreachable':
      return 'unreachable';
    case 'hung':
      return 'hung';
    case 'failed':
      return 'not-loadable';
    default:
      return null;
  }
}

function isHealthyLink(link: ChainLink): boolean {
  return link.forecast.does === 'answers' && link.forecast.why !== 'answers-cut-short';
}

/** The first link behind the primary that would answer without a wait of its own, and that the person allows. */
function usableLink(chain: ChainView, neverUse: readonly string[]): ChainLink | null {
  const allowed = (link: ChainLink) =>
    ![link.ref, link.written, link.alias, link.providerId].some(
      (name) => name !== null && neverUse.includes(name),
    );
  return (
    chain.links
      .slice(1)
      .find(
        (link) => allowed(link) && isHealthyLink(link) && link.forecast.why !== 'load-outlasts-timeout',
      ) ?? null
  );
}

/** What the interface shows. */
export function shownStandIn(memory: StandInMemory): StandIn {
  if (memory.active === null) return null;
  const { since, ref, insteadOf, reason } = memory.active;
  return { since, ref, insteadOf, reason, healthySince: memory.healthySince };
}
