import { app as electronApp } from 'electron';
import type { Log } from '../core/ports.ts';

/** Quitting waits for what is under way, a save of the config above all; but not for ever. */
const longestStopMs = 15_000;

export function stopBeforeQuit(log: Log, stop: () => Promise<void>): void {
  let stage: 'running' | 'stopping' | 'stopped' = 'running';

  electronApp.on('will-quit', (event) => {
    if (stage === 'stopped') return;
    event.preventDefault();
    if (stage === 'stopping') return;
    stage = 'stopping';
    const patience = setTimeout(() => {
      log.error('Stopping took too long; the app ends all the same.', {});
      electronApp.exit(1);
    }, longestStopMs);
    stop()
      .catch((error: unknown) => log.error('Stopping did not work.', { error: String(error) }))
      .finally(() => {
        clearTimeout(patience);
        stage = 'stopped';
        electronApp.quit();
      });
  });
}
