import { powerSaveBlocker } from 'electron';
import type { App } from '../core/app.ts';
import { shouldKeepAwake } from '../core/keep-awake.ts';

/** Timers of a few weeks and more end at once; and a clock may be set back. */
const longestWait = 60 * 60_000;

/** Holds the machine awake while core says so, and never a moment longer than the person allowed. */
export function followKeepAwake({ state, settings, ports }: App): { stop(): void } {
  let blocker: number | null = null;
  let cancelEnd = () => {};

  function release(): void {
    if (blocker !== null) powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  function apply(): void {
    const wanted = shouldKeepAwake(state.snapshot(), ports.clock.now());
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!wanted) release();
  }

  function planEnd(): void {
    cancelEnd();
    const { keepAwakeUntil } = settings.current();
    if (keepAwakeUntil === null) return;
    const left = keepAwakeUntil - ports.clock.now();
    cancelEnd = ports.clock.schedule(Math.max(0, Math.min(left, longestWait)), () => {
      if (ports.clock.now() < keepAwakeUntil) return planEnd();
      release();
      void settings.change({ keepAwakeUntil: null });
    });
  }

  const stopListening = state.onChange(apply);
  settings.onChange(planEnd);
  planEnd();
  apply();
  return {
    stop() {
      stopListening();
      cancelEnd();
      release();
    },
  };
}
