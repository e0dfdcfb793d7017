import type { Clock, Log, Random } from '../ports.ts';
import { type PollSituation, pollDelayMs } from './poll-delay.ts';

/**
 * One server's poll loop. The next poll is planned only after the last one ended, so polls never overlap and
 * timers never drift; whatever a poll does, the loop goes on until it is stopped.
 */
export type ServerPoller = {
  start(): void;
  /** Nothing is sent after this, not even by a poll that is under way. */
  stop(): void;
  /** Looks now; joins a poll that is under way. */
  pollNow(): Promise<void>;
  /** The pace changed (a window opened, an action began): plan the next poll again. */
  replan(): void;
};

export type ServerPollerOptions = {
  clock: Clock;
  random: Random;
  log: Log;
  /** One look at the server; true when it answered. Must not throw: if it does, that counts as no answer. */
  poll(signal: AbortSignal): Promise<boolean>;
  situation(): Omit<PollSituation, 'failuresInARow' | 'jitter'>;
};

export function createServerPoller(options: ServerPollerOptions): ServerPoller {
  const { clock, random, log } = options;
  let running: Promise<void> | null = null;
  let controller: AbortController | null = null;
  let cancelTimer: (() => void) | null = null;
  let failuresInARow = 0;
  let lastEndedAt = clock.monotonic();

  async function pollOnce(stopper: AbortController): Promise<void> {
    let answered = false;
    try {
      answered = await options.poll(stopper.signal);
    } catch (error) {
      log.error('A poll threw.', { error: String(error) });
    }
    if (stopper.signal.aborted) return;
    failuresInARow = answered ? 0 : failuresInARow + 1;
    lastEndedAt = clock.monotonic();
  }

  function plan(alreadyWaitedMs = 0): void {
    cancelTimer?.();
    cancelTimer = null;
    if (controller === null) return;
    const delay = pollDelayMs({ ...options.situation(), failuresInARow, jitter: random() });
    cancelTimer = clock.schedule(Math.max(0, delay - alreadyWaitedMs), () => void poller.pollNow());
  }

  const poller: ServerPoller = {
    start() {
      if (controller !== null) return;
      controller = new AbortController();
      failuresInARow = 0;
      void poller.pollNow();
    },
    stop() {
      controller?.abort();
      controller = null;
      cancelTimer?.();
      cancelTimer = null;
    },
    async pollNow() {
      if (running !== null) return running;
      const stopper = controller;
      if (stopper === null) return;
      cancelTimer?.();
      cancelTimer = null;
      running = pollOnce(stopper).finally(() => {
        running = null;
        if (stopper === controller) plan();
        else if (controller !== null) void poller.pollNow();
      });
      return running;
    },
    replan() {
      if (controller === null || running !== null) return;
      plan(clock.monotonic() - lastEndedAt);
    },
  };
  return poller;
}
