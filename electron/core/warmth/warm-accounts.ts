import { modelKey, restsOnPurpose } from '../../../shared/warmth.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, HistoryStore } from '../ports.ts';
import type { DayAccounts } from './day-accounts.ts';
import { createWarmShare } from './warm-share.ts';
import type { WarmthMemories } from './warmth-memories.ts';
import type { PlannedModel } from './warmth-plan.ts';

/** Enters what is seen of the planned models into their accounts: time warm, memory held, cold starts suffered. */
export type WarmAccounts = {
  /** Enters the time since the last look. */
  look(models: readonly PlannedModel[], now: number): void;
  /** The time until now counts for nothing: the machine slept. */
  lookedAway(): void;
  wentAway(models: readonly PlannedModel[], key: string): void;
  cameBackForOthers(serverId: string, modelId: string): void;
};

/** A longer gap between two looks was sleep or a stopped process: it counts for nothing. */
const longestCreditMs = 90_000;

export function createWarmAccounts({
  accounts,
  memories,
  state,
  clock,
  store,
}: {
  accounts: DayAccounts;
  memories: WarmthMemories;
  state: AppState;
  clock: Clock;
  store: HistoryStore;
}): WarmAccounts {
  const share = createWarmShare(store);
  const keptWhenLost = new Set<string>();
  let lastLookAt = clock.monotonic();

  return {
    look(models, now) {
      const elapsed = Math.max(0, clock.monotonic() - lastLookAt);
      lastLookAt = clock.monotonic();
      if (elapsed === 0 || elapsed > longestCreditMs || state.snapshot().app.suspended) return;
      for (const { key, serverId, modelId, policy } of models) {
        if (policy.mode === 'off' || state.server(serverId)?.reachability.is !== 'reachable') continue;
        const model = state.model(serverId, modelId);
        const isWarm = memories.all.get(key)?.loadedSince != null && model?.state.is !== 'unknown';
        share.add(serverId, modelId, now, elapsed, isWarm);
        const held = model?.memoryBytes ?? model?.fileBytes ?? 0;
        if (isWarm) accounts.add(serverId, modelId, now, { warmMs: elapsed, memoryByteMs: held * elapsed });
      }
    },
    lookedAway() {
      lastLookAt = clock.monotonic();
    },
    /** Only what went while it was being kept can be suffered: not in a pause, at night or while the machine slept. */
    wentAway(models, key) {
      const planned = models.find((each) => each.key === key);
      if (planned !== undefined && planned.policy.mode !== 'off' && !restsOnPurpose(planned.status))
        keptWhenLost.add(key);
      else keptWhenLost.delete(key);
    },
    cameBackForOthers(serverId, modelId) {
      const key = modelKey(serverId, modelId);
      const { lost = null, running = null } = memories.all.get(key) ?? {};
      if (running === 'reload') return;
      if (keptWhenLost.has(key) && lost !== null && lost.cause !== 'person')
        accounts.add(serverId, modelId, clock.now(), { coldStartsSuffered: 1 });
    },
  };
}
