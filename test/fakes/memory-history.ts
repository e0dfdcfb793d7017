import type { HistorySample, HistoryStore } from '../../electron/core/ports.ts';
import type { ActivityEvent } from '../../shared/activity.ts';
import { type DayAccount, modelKey } from '../../shared/warmth.ts';

/** History that is forgotten with the test. */
export type MemoryHistory = HistoryStore & { all: ActivityEvent[]; written: HistorySample[] };

export function createMemoryHistory(): MemoryHistory {
  const all: ActivityEvent[] = [];
  const written: HistorySample[] = [];
  const memories = new Map<string, string>();
  const accounts = new Map<string, Map<string, DayAccount>>();
  return {
    all,
    written,
    addEvent: (event) => void all.push(event),
    events: ({ before, limit, what, serverId, modelId }) => {
      const found = all
        .filter((event) => before === null || event.at < before)
        .filter((event) => what === null || what.includes(event.what))
        .filter((event) => serverId === null || event.serverId === serverId)
        .filter((event) => modelId === null || event.modelId === modelId)
        .toReversed();
      return { events: found.slice(0, limit), more: found.length > limit };
    },
    addSample: (sample) => void written.push(sample),
    samples: ({ serverId, modelId, metric, from, to }) =>
      written
        .filter((each) => each.serverId === serverId && each.modelId === modelId && each.metric === metric)
        .filter(({ at }) => at >= from && at <= to),
    saveDay(serverId, modelId, account) {
      const key = modelKey(serverId, modelId);
      const days = accounts.get(key) ?? new Map<string, DayAccount>();
      accounts.set(key, days.set(account.day, account));
    },
    days: (serverId, modelId, count, upTo = '9999-12-31') =>
      [...(accounts.get(modelKey(serverId, modelId))?.values() ?? [])]
        .filter(({ day }) => day <= upTo)
        .toSorted((a, b) => b.day.localeCompare(a.day))
        .slice(0, count),
    saveMemory(key, text) {
      if (text === null) memories.delete(key);
      else memories.set(key, text);
    },
    memories: () => [...memories].map(([key, text]) => ({ key, text })),
    loadTimes: (perModel) => written.filter(({ metric }) => metric === 'load-time').slice(-perModel),
    removeBefore: () => undefined,
    close: () => undefined,
  };
}
