import type { HistoryStore } from '../ports.ts';

/** Which part of each hour a kept model was warm, for the plot on its page. */
export type WarmShare = {
  add(serverId: string, modelId: string, now: number, elapsedMs: number, isWarm: boolean): void;
};

const hourMs = 3_600_000;

type Hour = { from: number; seenMs: number; warmMs: number };

export function createWarmShare(store: HistoryStore): WarmShare {
  const hours = new Map<string, Hour>();
  return {
    add(serverId, modelId, now, elapsedMs, isWarm) {
      const key = `${serverId}\n${modelId}`;
      const from = Math.floor(now / hourMs) * hourMs;
      const known = hours.get(key);
      if (known !== undefined && known.from !== from && known.seenMs > 0) {
        const value = known.warmMs / known.seenMs;
        store.addSample({ at: known.from + hourMs, serverId, modelId, metric: 'warm-share', value });
      }
      const hour = known?.from === from ? known : { from, seenMs: 0, warmMs: 0 };
      hours.set(key, {
        from,
        seenMs: hour.seenMs + elapsedMs,
        warmMs: hour.warmMs + (isWarm ? elapsedMs : 0),
      });
    },
  };
}
