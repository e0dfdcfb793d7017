import type { Clock, Log } from '../core/ports.ts';
import { exitCodes } from '../outcome.ts';

/** Stopping waits for what is under way, a save of the config above all; but not for ever, and not against the person. */
export type Stopper = {
  /** Asked to stop: by a signal, or from a page. */
  ask(): void;
};

const longestStopMs = 15_000;
/** One Ctrl-C comes twice: from the terminal, and from the script that started us. */
const oneKeypressMs = 1_000;

export type StopperOptions = {
  clock: Clock;
  log: Log;
  stop(): Promise<void>;
  exit(code: number): void;
};

export function createStopper({ clock, log, stop, exit }: StopperOptions): Stopper {
  let askedAt: number | null = null;

  function begin(): void {
    const cancel = clock.schedule(longestStopMs, () => {
      log.error('Stopping took too long; the host ends all the same.', {});
      exit(exitCodes.internal);
    });
    stop()
      .catch((error: unknown) => log.error('Stopping did not work.', { error: String(error) }))
      .finally(() => {
        cancel();
        exit(exitCodes.fine);
      });
  }

  return {
    ask() {
      const now = clock.monotonic();
      if (askedAt === null) {
        askedAt = now;
        begin();
      } else if (now - askedAt > oneKeypressMs) exit(exitCodes.interrupted);
    },
  };
}
