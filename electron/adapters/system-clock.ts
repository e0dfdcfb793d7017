import { performance } from 'node:perf_hooks';
import type { Clock } from '../core/ports.ts';

/** Longer timers overflow and would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = clockOf(0, 1);

/**
 * End-to-end tests let hours pass in seconds: with `PILOTLIGHT_TEST_CLOCK=<start>x<speed>` the app lives in the same
 * faster time as its simulated servers. Ignored unless the app runs as a test.
 */
export function clockFrom(environment: Record<string, string | undefined>): Clock {
  const wish = environment.PILOTLIGHT_TEST === '1' ? environment.PILOTLIGHT_TEST_CLOCK : undefined;
  const [start, speed] = (wish ?? '').split('x').map(Number);
  return start === undefined || speed === undefined ? systemClock : clockOf(start, speed);
}

function clockOf(start: number, speed: number): Clock {
  return {
    now: () => start + (Date.now() - start) * speed,
    monotonic: () => performance.now() * speed,
    schedule(ms, run) {
      const timer = setTimeout(run, Math.min(Math.max(ms / speed, 0), longestTimerMs));
      return () => clearTimeout(timer);
    },
  };
}
