import { globalShortcut } from 'electron';
import type { App } from '../core/app.ts';

/** A key of the person's own choice that opens the panel from anywhere; none unless set. */
export function followShortcut({ settings, ports }: App, open: () => void): { stop(): void } {
  let registered: string | null = null;

  function apply(): void {
    const wanted = settings.current().globalShortcut;
    if (wanted === registered) return;
    if (registered !== null) globalShortcut.unregister(registered);
    registered = null;
    if (wanted === null || wanted.trim() === '') return;
    if (register(wanted)) registered = wanted;
    else ports.log.warn('The shortcut is taken by another program, or is none.', { shortcut: wanted });
  }

  function register(accelerator: string): boolean {
    try {
      return globalShortcut.register(accelerator, open);
    } catch {
      // Electron throws for what is no accelerator at all.
      return false;
    }
  }

  settings.onChange(apply);
  apply();
  return {
    stop() {
      if (registered !== null) globalShortcut.unregister(registered);
    },
  };
}
