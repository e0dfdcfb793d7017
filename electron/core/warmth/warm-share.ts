import type { HistoryStore } from '../ports.ts';

/** Which part of each five minutes a kept model was warm, for the plot on its page. */
export type WarmShare = {
  add(serverId: string, modelId: string, now: number, elapsedMs: number, isWarm: boolean): void;
};

/** Fine enough that an hour is a curve, coarse enough that a month of it is a few thousand rows. */
const sliceMs = 5 * 60_000;

type Slice = { from: number; seenMs: number; warmMs: number };

export function createWarmShare(store: HistoryStore): WarmShare {
  const slices = new Map<string, Slice>();
  return {
    add(serverId, modelId, now, elapsedMs, isWarm) {
      const key = `${serverId}\n${modelId}`;
      const from = Math.floor(now / sliceMs) * sliceMs;
      const known = slices.get(key);
      if (known !== undefined && known.from !== from && known.seenMs > 0) {
        const value = known.warmMs / known.seenMs;
        store.addSample({ at: known.from + sliceMs, serverId, modelId, metric: 'warm-share', value });
      }
      const slice = known?.from === from ? known : { from, seenMs: 0, warmMs: 0 };
      slices.set(key, {
        from,
        seenMs: slice.seenMs + elapsedMs,
        warmMs: slice.warmMs + (isWarm ? elapsedMs : 0),
      });
    },
  };
}
