import type { Clock } from '../../electron/core/ports.ts';
import type { ServerClock } from '../fake-servers/index.ts';

/**
 * One time for the app and for the servers it watches, fast enough for a simulated week: timers in a heap, and
 * between two of them one turn of the event loop, after which nothing that needs no time is left to do.
 */
export type SimClock = Clock &
  ServerClock & {
    advance(ms: number): Promise<void>;
    advanceTo(at: number): Promise<void>;
    /** Somebody sets the wall clock, forth or back: no time passes, timers keep theirs. */
    jump(ms: number): void;
  };

/** A request and its answer on loopback take about ten. */
const mostTurns = 60;

type Timer = { at: number; order: number; run: () => void; cancelled: boolean };

export function createSimClock(start: number, isBusy: () => boolean = () => false): SimClock {
  const heap: Timer[] = [];
  /** By the clock that never jumps. */
  let now = start;
  let ahead = 0;
  let order = 0;

  /** What is under way on real sockets is done before time goes on, unless it waits for that time itself. */
  async function rest(): Promise<void> {
    await turn();
    for (let turns = 0; turns < mostTurns && isBusy(); turns += 1) await turn();
  }

  async function advanceTo(until: number): Promise<void> {
    await rest();
    for (let timer = due(until); timer !== null; timer = due(until)) {
      now = Math.max(now, timer.at);
      timer.run();
      await rest();
    }
    now = Math.max(now, until);
  }

  function due(until: number): Timer | null {
    while (heap[0]?.cancelled === true) pop(heap);
    const first = heap[0];
    return first !== undefined && first.at <= until ? pop(heap) : null;
  }

  return {
    now: () => now + ahead,
    monotonic: () => now - start,
    schedule(ms, run) {
      if (!Number.isFinite(ms)) return () => {};
      const timer = { at: now + Math.max(0, Math.ceil(ms)), order: order++, run, cancelled: false };
      push(heap, timer);
      return () => {
        timer.cancelled = true;
      };
    },
    advanceTo: (at) => advanceTo(at - ahead),
    advance: (ms) => advanceTo(now + ms),
    jump(ms) {
      ahead += ms;
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.push(timer) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !before(timer, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = timer;
}

function pop(heap: Timer[]): Timer | null {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined) return null;
  if (heap.length === 0) return first;
  let index = 0;
  for (;;) {
    const [left, right] = [heap[index * 2 + 1], heap[index * 2 + 2]];
    if (left === undefined) break;
    const isRight = right !== undefined && before(right, left);
    const child = isRight ? right : left;
    if (!before(child, last)) break;
    heap[index] = child;
    index = index * 2 + (isRight ? 2 : 1);
  }
  heap[index] = last;
  return first;
}
