import { fail, type Result } from '../../shared/result.ts';

/** More than any page of the app has waiting, few enough that a page gone wild keeps no more than these. */
export const mostCommandsAtOnce = 64;

export type CommandLimit<Sender> = {
  /** Runs it, or refuses where this sender has as many running as it may. */
  run(sender: Sender, work: () => Promise<Result<unknown>>): Promise<Result<unknown>>;
};

/** How many commands one sender may have running at once, whichever wire they came over. */
export function createCommandLimit<Sender>(): CommandLimit<Sender> {
  // Only of senders with something running: windows and pages come and go.
  const running = new Map<Sender, number>();
  return {
    async run(sender, work) {
      const before = running.get(sender) ?? 0;
      if (before >= mostCommandsAtOnce) return fail('rate-limited', 'Too many commands at once.');
      running.set(sender, before + 1);
      try {
        return await work();
      } finally {
        const left = (running.get(sender) ?? 1) - 1;
        if (left === 0) running.delete(sender);
        else running.set(sender, left);
      }
    },
  };
}
