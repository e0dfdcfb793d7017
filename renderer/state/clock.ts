import { createContext, use, useSyncExternalStore } from 'react';

/** The time on screen. One timer a pace for the whole window, stopped while nobody looks. */
export type WindowClock = {
  now(): number;
  subscribe(everyMs: number, changed: () => void): () => void;
};

export function createWindowClock(now: () => number = Date.now): WindowClock {
  const paces = new Map<number, { listeners: Set<() => void>; timer: number | null }>();

  function run(everyMs: number): void {
    const pace = paces.get(everyMs);
    if (pace === undefined) return;
    if (pace.timer !== null) window.clearInterval(pace.timer);
    pace.timer = null;
    if (pace.listeners.size === 0 || document.hidden) return;
    pace.timer = window.setInterval(() => tell(everyMs), everyMs);
  }

  function tell(everyMs: number): void {
    for (const changed of paces.get(everyMs)?.listeners ?? []) changed();
  }

  document.addEventListener('visibilitychange', () => {
    for (const everyMs of paces.keys()) {
      if (!document.hidden) tell(everyMs);
      run(everyMs);
    }
  });

  return {
    now,
    subscribe(everyMs, changed) {
      const pace = paces.get(everyMs) ?? { listeners: new Set(), timer: null };
      paces.set(everyMs, pace);
      pace.listeners.add(changed);
      if (pace.timer === null) run(everyMs);
      return () => {
        pace.listeners.delete(changed);
        if (pace.listeners.size === 0) run(everyMs);
      };
    },
  };
}

const ClockContext = createContext<WindowClock | null>(null);
export const ClockProvider = ClockContext.Provider;

export function useClock(): WindowClock {
  const clock = use(ClockContext);
  if (clock === null) throw new Error('This component must stand inside a ClockProvider.');
  return clock;
}

/** The time, rounded down to the pace, so that everything with the same pace changes together. */
export function useNow(everyMs = 1_000): number {
  const clock = useClock();
  return useSyncExternalStore(
    (changed) => clock.subscribe(everyMs, changed),
    () => Math.floor(clock.now() / everyMs) * everyMs,
  );
}
