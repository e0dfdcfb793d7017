/** The time a simulated server lives in. A test drives it by hand; the demo lets it run, faster if asked. */
export interface ServerClock {
  now(): number;
  /** Runs `task` once after `ms` of this clock's time. Returns a function that cancels it. */
  schedule(ms: number, task: () => void): () => void;
}

/** Waits on the given clock, not at all for 0. False when `gone` was aborted first. */
export function pause(clock: ServerClock, ms: number, gone?: AbortSignal): Promise<boolean> {
  if (gone?.aborted === true) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const cancel = clock.schedule(ms, () => resolve(true));
    gone?.addEventListener('abort', () => {
      cancel();
      resolve(false);
    });
  });
}

const longestTimer = 2 ** 31 - 1;

/** Real time, or `speed` times faster: 60 makes a five minute expiry take five seconds. */
export function realClock(speed = 1): ServerClock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    schedule(ms, task) {
      if (!Number.isFinite(ms) || ms / speed > longestTimer) return () => {};
      const timer = setTimeout(task, Math.max(0, ms / speed));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

interface Planned {
  at: number;
  order: number;
  task: () => void;
}

/** Time that only moves when a test moves it. */
export class FakeClock implements ServerClock {
  #now: number;
  #planned: Planned[] = [];
  #order = 0;

  constructor(start = Date.UTC(2026, 10, 20, 12, 0, 0)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(ms: number, task: () => void): () => void {
    if (!Number.isFinite(ms)) return () => {};
    const planned = { at: this.#now + Math.max(0, ms), order: this.#order++, task };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** Moves time on, running what falls due in order and letting promises settle after each task. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#takeDue(end); next !== null; next = this.#takeDue(end)) {
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** How many tasks are waiting; a stopped server must leave none behind. */
  get waiting(): number {
    return this.#planned.length;
  }

  #takeDue(end: number): Planned | null {
    let next: Planned | null = null;
    for (const planned of this.#planned) {
      if (planned.at > end) continue;
      if (next === null || planned.at < next.at || (planned.at === next.at && planned.order < next.order)) {
        next = planned;
      }
    }
    if (next !== null) this.#planned = this.#planned.filter((other) => other !== next);
    return next;
  }
}

/** Lets promise continuations and already readable sockets run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
