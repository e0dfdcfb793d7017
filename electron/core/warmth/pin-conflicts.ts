import { modelKey } from '../../../shared/warmth.ts';
import type { ModelMemory } from './model-memory.ts';
import { pushEachOtherOut } from './reload-plan.ts';
import type { PlannedModel } from './warmth-plan.ts';

/** Two pinned models on one server that do not fit together: loading either again pushes out the other. */

export type PinConflict = { serverId: string; modelIds: [string, string] };

export function pinConflicts(
  planned: readonly PlannedModel[],
  memories: ReadonlyMap<string, ModelMemory>,
  now: number,
): PinConflict[] {
  const conflicts: PinConflict[] = [];
  const pinned = pinnedOf(planned, memories);
  for (const [index, a] of pinned.entries()) {
    for (const b of pinned.slice(index + 1)) {
      if (a.serverId !== b.serverId || a.memory.stop !== null || b.memory.stop !== null) continue;
      if (pushEachOtherOut(a, b, now))
        conflicts.push({ serverId: a.serverId, modelIds: [a.modelId, b.modelId] });
    }
  }
  return conflicts;
}

/** Which pinned models were pushed out by which other pinned ones, as their losses tell. */
export function pushes(
  planned: readonly PlannedModel[],
  memories: ReadonlyMap<string, ModelMemory>,
): { key: string; by: string; at: number }[] {
  const pinned = pinnedOf(planned, memories);
  const isPinned = new Set(pinned.map(({ serverId, modelId }) => modelKey(serverId, modelId)));
  return pinned.flatMap(({ serverId, modelId, memory: { lost, pushedOutBy } }) =>
    (lost?.cameInstead ?? [])
      .filter((by) => isPinned.has(modelKey(serverId, by)) && pushedOutBy[by] !== lost?.at)
      .map((by) => ({ key: modelKey(serverId, modelId), by, at: lost?.at ?? 0 })),
  );
}

function pinnedOf(planned: readonly PlannedModel[], memories: ReadonlyMap<string, ModelMemory>) {
  return planned.flatMap(({ key, serverId, modelId, policy }) => {
    const memory = memories.get(key);
    return policy.mode === 'pin' && memory !== undefined ? [{ serverId, modelId, memory }] : [];
  });
}
