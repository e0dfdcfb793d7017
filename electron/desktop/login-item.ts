import path from 'node:path';
import { app as electronApp } from 'electron';
import type { App } from '../core/app.ts';
import { autostartEntry, hiddenFlag } from './autostart-entry.ts';

/** Start at login, hidden in the menu bar. Off until the person says so; follows the setting. */

export type LoginItemOptions = {
  app: App;
  platform: string;
  /** What to start; null: this is no installed app, and the system is left alone. */
  program: string | null;
};

export function followLoginItem({ app, platform, program }: LoginItemOptions): void {
  if (program === null) return;
  let known: boolean | null = null;

  async function apply(wanted: boolean): Promise<void> {
    if (wanted === known) return;
    // The first look changes nothing the person has not asked for: off stays untouched.
    if (
      known === null &&
      !wanted &&
      platform !== 'linux' &&
      !electronApp.getLoginItemSettings().openAtLogin
    ) {
      known = false;
      return;
    }
    known = wanted;
    if (platform === 'linux') await applyOnLinux(app, wanted, program ?? '');
    else electronApp.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenFlag] });
  }

  const follow = () => {
    apply(app.settings.current().startAtLogin).catch((error: unknown) =>
      app.ports.log.error('Start at login could not be changed.', { error: String(error) }),
    );
  };
  app.settings.onChange(follow);
  follow();
}

/** Desktops of the freedesktop kind start what lies in this folder. */
async function applyOnLinux({ ports }: App, wanted: boolean, program: string): Promise<void> {
  const { files, processes, log } = ports;
  const folder = processes.environment.XDG_CONFIG_HOME ?? path.join(processes.homeFolder, '.config');
  const file = path.join(folder, 'autostart', 'pilotlight.desktop');
  const changed = wanted ? await writeEntry() : await files.remove(file);
  if (!changed.ok && changed.failure.code !== 'config-missing')
    log.error('Start at login could not be changed.', { reason: changed.failure.detail });

  async function writeEntry() {
    const made = await files.makeFolder(path.dirname(file), 0o755);
    if (!made.ok) return made;
    return files.writeAtomically(file, new TextEncoder().encode(autostartEntry(program)), { mode: 0o644 });
  }
}

/** Whether this start should stay in the menu bar. */
export function startsHidden(argv: readonly string[], platform: string): boolean {
  if (argv.includes(hiddenFlag)) return true;
  return platform === 'darwin' && electronApp.getLoginItemSettings().wasOpenedAtLogin;
}
