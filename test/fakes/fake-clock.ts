import type { Clock } from '../../electron/core/ports.ts';

type Timer = { at: number; order: number; run: () => void };

export type FakeClock = Clock & {
  /** Lets time pass and runs what falls due, in order; waits for promises between timers. */
  advance(ms: number): Promise<void>;
  /** The wall clock is set, as by a person or after sleep; timers don't notice. */
  jumpTo(now: number): void;
  pendingTimers(): number;
};

export function createFakeClock(start = Date.UTC(2026, 10, 20, 12)): FakeClock {
  let elapsed = 0;
  let wallOffset = start;
  let order = 0;
  const timers = new Set<Timer>();

  function nextDue(until: number): Timer | undefined {
    return [...timers]
      .filter((timer) => timer.at <= until)
      .sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  return {
    now: () => wallOffset + elapsed,
    monotonic: () => elapsed,
    schedule(ms, run) {
      const timer = { at: elapsed + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        elapsed = Math.max(elapsed, timer.at);
        timers.delete(timer);
        timer.run();
        await settle();
      }
      elapsed = until;
    },
    jumpTo(now) {
      wallOffset = now - elapsed;
    },
    pendingTimers: () => timers.size,
  };
}

/** Lets promise chains run that need no real I/O. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i += 1) await Promise.resolve();
}
