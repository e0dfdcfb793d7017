import { dialog, app as electronApp } from 'electron';
import { addNotice } from '../core/app-notices.ts';
import type { AppState } from '../core/app-state.ts';
import type { Clock, Log } from '../core/ports.ts';
import { exitCodes } from '../outcome.ts';

/** What was not foreseen: written down, told once, and the app goes on, unless it happens again and again. */

const restartFlag = '--restarted-after-errors';
const manyErrors = { count: 5, withinMs: 60_000 };
const manyCrashes = { count: 3, withinMs: 5 * 60_000 };
const longestDetail = 600;

export type Crashes = {
  /** From now on errors of main are also told in the window. */
  tellIn(state: AppState): void;
  /** A page's process is gone. Whether its window may open again. */
  pageGone(reason: string): boolean;
};

export type CrashOptions = {
  log: Log;
  clock: Clock;
  /** Takes keys out of what is shown. */
  scrub(text: string): string;
};

/** Must run first: whatever goes wrong later on is seen here. */
export function catchErrors({ log, clock, scrub }: CrashOptions): Crashes {
  let state: AppState | null = null;
  const errors = createCounter(clock, manyErrors);
  const crashes = createCounter(clock, manyCrashes);
  let telling = false;

  /** What goes wrong while an error is told is not told: it would begin the same again, without end. */
  function onError(kind: string, error: unknown): void {
    if (telling) return;
    telling = true;
    try {
      tell(kind, error);
    } catch {
      // An error thrown from here would end the process.
    } finally {
      telling = false;
    }
  }

  function tell(kind: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('An error in the main process was not handled.', { kind, error: detail });
    if (state !== null) addNotice(state, 'main-error', firstLines(scrub(detail)));
    if (errors.isTooMany()) restart();
  }

  function restart(): void {
    // Once: if starting anew did not help, going on is better than starting for ever.
    if (process.argv.includes(restartFlag)) return;
    log.error('Too many errors: the app starts anew.', {});
    process.argv.push(restartFlag);
    const { APPIMAGE } = process.env;
    // An AppImage runs from a mount that is gone when it ends: what is started is the image itself.
    electronApp.relaunch({
      args: process.argv.slice(1),
      ...(APPIMAGE === undefined ? {} : { execPath: APPIMAGE }),
    });
    electronApp.quit();
  }

  process.on('uncaughtException', (error) => onError('uncaughtException', error));
  process.on('unhandledRejection', (reason) => onError('unhandledRejection', reason));
  electronApp.on('child-process-gone', (_event, { type, reason }) => {
    if (reason !== 'clean-exit') log.warn('A helper process ended.', { type, reason });
  });

  return {
    tellIn(known) {
      state = known;
    },
    pageGone(reason) {
      log.error('A window’s process ended.', { reason });
      if (state !== null) addNotice(state, 'renderer-crashed', reason);
      return !crashes.isTooMany();
    },
  };
}

/** Counts what just happened; too many are more than `count` within the time. */
function createCounter(clock: Clock, limit: { count: number; withinMs: number }) {
  let times: number[] = [];
  return {
    isTooMany(): boolean {
      const now = clock.monotonic();
      times = [...times.filter((at) => now - at < limit.withinMs), now];
      return times.length > limit.count;
    },
  };
}

function firstLines(detail: string): string {
  return detail.split('\n').slice(0, 4).join('\n').slice(0, longestDetail);
}

/** The app could not be started: said in a box of the system, since there is no window to say it in. */
export function failStart(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox('Pilotlight could not start', firstLines(detail));
  electronApp.exit(1);
}

/** Nothing is broken, but this start cannot be: said in one sentence. */
export function refuseStart(reason: string): void {
  dialog.showErrorBox('Pilotlight could not start', reason);
  electronApp.exit(exitCodes.internal);
}
