import type { Clock } from '../ports.ts';

/** Runs at once, and then no more often than that however often it is asked for; the last time is never left out. */
export function atMostEvery(clock: Pick<Clock, 'schedule'>, ms: number, run: () => void): () => void {
  let waiting = false;
  let again = false;
  return function ask(): void {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    run();
    clock.schedule(ms, () => {
      waiting = false;
      if (!again) return;
      again = false;
      ask();
    });
  };
}
