import { modelKey, type StopReason } from '../../../shared/warmth.ts';
import type { AppState } from '../app-state.ts';
import type { History } from '../history/history-service.ts';
import { freshBelief } from './idle-belief.ts';
import type { ModelMemory } from './model-memory.ts';
import { pinConflicts, pushes } from './pin-conflicts.ts';
import { isInVain } from './reload-plan.ts';
import type { WarmthMemories } from './warmth-memories.ts';
import type { PlannedModel } from './warmth-plan.ts';

/** Where keep warm gives a model up, says so, and takes it back when the person asks. */
export type Stops = {
  stop(which: Stopped, now: number): void;
  /** Stops what loading again cannot help. True: something was stopped. */
  judgePins(models: readonly PlannedModel[], now: number): boolean;
  forgive(serverId: string, modelId: string | null, now: number): void;
};

export type Stopped = {
  serverId: string;
  modelId: string;
  why: StopReason;
  facts: Record<string, string | number>;
  /** null: until the person asks. */
  until: number | null;
};

export function createStops({
  memories,
  state,
  activity,
}: {
  memories: WarmthMemories;
  state: AppState;
  activity: History['activity'];
}): Stops {
  function stop({ serverId, modelId, why, facts, until }: Stopped, now: number): void {
    const key = modelKey(serverId, modelId);
    const before = memories.all.get(key)?.stop ?? null;
    memories.change(key, (memory) => ({
      ...memory,
      stop: { since: now, until, why, facts },
      nudgeStops: memory.nudgeStops + (why.startsWith('nudge-') ? 1 : 0),
      reloadFailures: 0,
    }));
    // A stop that lifts itself and comes back says nothing new.
    if (before?.why === why) return;
    const serverName = state.server(serverId)?.name ?? null;
    activity.add({ at: now, serverId, serverName, modelId, what: 'keep-warm-stopped', why, facts });
  }

  /** Stopped because the two pushed each other out: one word about either is news for both. */
  function standsAgainst(key: string, modelId: string): boolean {
    const stopped = memories.all.get(key)?.stop ?? null;
    return stopped?.why === 'pins-evict-each-other' && stopped.facts.other === modelId;
  }

  return {
    stop,
    judgePins(models, now) {
      let stopped = false;
      for (const { key, by, at } of pushes(models, memories.all)) {
        memories.change(key, (memory) => ({ ...memory, pushedOutBy: { ...memory.pushedOutBy, [by]: at } }));
      }
      for (const { serverId, modelIds } of pinConflicts(models, memories.all, now)) {
        const [a, b] = modelIds;
        const pinned = { serverId, why: 'pins-evict-each-other', until: null } as const;
        stop({ ...pinned, modelId: a, facts: { other: b } }, now);
        stop({ ...pinned, modelId: b, facts: { other: a } }, now);
        stopped = true;
      }
      for (const { key, serverId, modelId, policy } of models) {
        const memory = memories.all.get(key);
        if (policy.mode !== 'pin' || memory === undefined || memory.stop !== null) continue;
        if (memory.loadedSince !== null || !isInVain(memory, now)) continue;
        const facts = { times: memory.reloads.length };
        stop({ serverId, modelId, why: 'too-many-reloads', facts, until: null }, now);
        stopped = true;
      }
      return stopped;
    },
    forgive(serverId, modelId, now) {
      for (const key of [...memories.all.keys()]) {
        const isThere = serverOf(key) === serverId;
        const meant = modelId === null ? isThere : key === modelKey(serverId, modelId);
        const freed = modelId !== null && isThere && standsAgainst(key, modelId);
        if (meant || freed) memories.change(key, (memory) => ({ ...forgiven(memory), askedAt: now }));
      }
    },
  };
}

function forgiven(memory: ModelMemory): ModelMemory {
  const lost = memory.lost?.cause === 'person' ? null : memory.lost;
  return {
    ...memory,
    lost,
    stop: null,
    nudgeStops: 0,
    goesWhenIdle: null,
    cannotNudge: null,
    nudgeFailures: 0,
    idleBelief: freshBelief,
    reloads: [],
    reloadFailures: 0,
    reloadNotBefore: 0,
    pushedOutBy: {},
  };
}

export function serverOf(key: string): string {
  return key.slice(0, key.indexOf('\n'));
}
