import { globalShortcut } from 'electron';
import type { AppInfo } from '../../shared/snapshot.ts';
import type { App } from '../core/app.ts';

type Outcome = AppInfo['shortcut'];

/** A key of the person's own choice that opens the panel from anywhere; none unless set. */
export function followShortcut({ settings, state, ports }: App, open: () => void): { stop(): void } {
  let registered: string | null = null;

  function apply(): void {
    const wanted = settings.current().globalShortcut?.trim() ?? '';
    if (wanted !== '' && wanted === registered) return;
    if (registered !== null) globalShortcut.unregister(registered);
    const outcome = wanted === '' ? 'none' : register(wanted);
    registered = outcome === 'works' ? wanted : null;
    tell(wanted, outcome);
  }

  function tell(wanted: string, outcome: Outcome): void {
    const isNews = state.snapshot().app.shortcut !== outcome;
    if (isNews && (outcome === 'taken' || outcome === 'not-a-shortcut'))
      ports.log.warn('The shortcut does not work.', { shortcut: wanted, outcome });
    state.update('app', (info) => ({ ...info, shortcut: outcome }));
  }

  function register(accelerator: string): Outcome {
    try {
      return globalShortcut.register(accelerator, open) ? 'works' : 'taken';
    } catch {
      // Electron throws for what is no accelerator at all.
      return 'not-a-shortcut';
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
