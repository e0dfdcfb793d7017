import { type BrowserWindow, app as electronApp, powerMonitor } from 'electron';

/**
 * Logging out and shutting down. The system is asked to wait until what is under way has ended, a save of the config
 * above all, and nobody is asked about edits: a box that waits for a person who has left would hold up the whole machine.
 */
export type SessionEnd = {
  isEnding(): boolean;
  /** Windows asks the windows; without one it ends the process, and a save is whole or has not happened. */
  watch(window: BrowserWindow): void;
};

export function followSessionEnd({ isSaving }: { isSaving(): boolean }): SessionEnd {
  let ending = false;

  function quit(): void {
    ending = true;
    electronApp.quit();
  }

  // macOS and Linux. Electron passes an event that its types leave out.
  const onShutdown = (event: Electron.Event) => {
    event.preventDefault();
    quit();
  };
  powerMonitor.on('shutdown', onShutdown as () => void);

  return {
    isEnding: () => ending,
    watch(window) {
      window.on('query-session-end', (event) => {
        // Windows shows the person who holds it up: only for something that would be lost.
        if (isSaving()) event.preventDefault();
        quit();
      });
      window.on('session-end', quit);
    },
  };
}
