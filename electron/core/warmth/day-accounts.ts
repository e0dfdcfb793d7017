import { type DayAccount, modelKey } from '../../../shared/warmth.ts';
import type { HistoryStore } from '../ports.ts';
import type { LocalTime } from './local-time.ts';

/**
 * What keeping a model warm cost and brought, per model and local day.
 *
 * Only what was seen counts, so that every figure is a lower bound: warm time is the time between two looks that
 * both showed it there (sleep and outages count for nothing); a cold start is *avoided* when somebody's request is
 * seen after the time at which the model would have gone without our nudges, once per such stretch, so servers
 * that show no requests show none avoided; it is *suffered* when the model went away and somebody else's request
 * brought it back.
 */
export type DayAccounts = {
  add(serverId: string, modelId: string, now: number, change: Partial<Counts>): void;
  today(serverId: string, modelId: string, now: number): DayAccount;
  /** Newest first, today included. */
  days(serverId: string, modelId: string, now: number, count: number): DayAccount[];
  flush(): void;
};

export type Counts = Omit<DayAccount, 'day'>;

const saveEveryMs = 5 * 60_000;

type Open = { serverId: string; modelId: string; account: DayAccount; savedAt: number; dirty: boolean };

export function createDayAccounts(store: HistoryStore, localTime: LocalTime): DayAccounts {
  const open = new Map<string, Open>();

  function entryOf(serverId: string, modelId: string, now: number): Open {
    const { day } = localTime(now);
    const key = modelKey(serverId, modelId);
    const known = open.get(key);
    if (known?.account.day === day) return known;
    if (known !== undefined) save(known, now);
    const saved = store.days(serverId, modelId, 1, day).find((each) => each.day === day);
    const entry = { serverId, modelId, account: saved ?? emptyDay(day), savedAt: now, dirty: false };
    open.set(key, entry);
    return entry;
  }

  function save(entry: Open, now: number): void {
    if (entry.dirty) store.saveDay(entry.serverId, entry.modelId, entry.account);
    entry.dirty = false;
    entry.savedAt = now;
  }

  return {
    add(serverId, modelId, now, change) {
      const entry = entryOf(serverId, modelId, now);
      entry.account = added(entry.account, change);
      entry.dirty = true;
      const counted = Object.keys(change).some((name) => name !== 'warmMs' && name !== 'memoryByteMs');
      if (counted || Math.abs(now - entry.savedAt) >= saveEveryMs) save(entry, now);
    },
    today: (serverId, modelId, now) => entryOf(serverId, modelId, now).account,
    days(serverId, modelId, now, count) {
      save(entryOf(serverId, modelId, now), now);
      const { account } = entryOf(serverId, modelId, now);
      const saved = store.days(serverId, modelId, count, account.day);
      return saved.some(({ day }) => day === account.day) ? saved : [account, ...saved].slice(0, count);
    },
    flush() {
      for (const entry of open.values()) save(entry, entry.savedAt);
    },
  };
}

export function emptyDay(day: string): DayAccount {
  return {
    day,
    nudges: 0,
    tokens: 0,
    coldStartsAvoided: 0,
    coldStartsSuffered: 0,
    warmMs: 0,
    memoryByteMs: 0,
  };
}

function added(account: DayAccount, change: Partial<Counts>): DayAccount {
  return {
    day: account.day,
    nudges: account.nudges + (change.nudges ?? 0),
    tokens: account.tokens + (change.tokens ?? 0),
    coldStartsAvoided: account.coldStartsAvoided + (change.coldStartsAvoided ?? 0),
    coldStartsSuffered: account.coldStartsSuffered + (change.coldStartsSuffered ?? 0),
    warmMs: account.warmMs + (change.warmMs ?? 0),
    memoryByteMs: account.memoryByteMs + (change.memoryByteMs ?? 0),
  };
}

const shownStepMs = 5 * 60_000;

/** For the window: time moves in steps of five minutes, so that nothing is pushed only because time passed. */
export function shownDay(account: DayAccount): DayAccount {
  const warmMs = Math.floor(account.warmMs / shownStepMs) * shownStepMs;
  const mean = account.warmMs === 0 ? 0 : account.memoryByteMs / account.warmMs;
  return { ...account, warmMs, memoryByteMs: Math.round(mean * warmMs) };
}
