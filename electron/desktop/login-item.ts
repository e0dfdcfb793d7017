import path from 'node:path';
import { app as electronApp } from 'electron';
import type { App } from '../core/app.ts';
import { autostartEntry, hiddenFlag } from './autostart-entry.ts';

/**
 * Start at login, hidden in the menu bar. Off until the person says so. There are two switches, ours and the system's
 * own, and the last one used counts: at start ours follows the system's, from then on the system's follows ours.
 */

export type LoginItemOptions = {
  app: App;
  platform: string;
  /** What to start; null: this is no installed app, and the system is left alone. */
  program: string | null;
};

export function followLoginItem({ app, platform, program }: LoginItemOptions): void {
  if (program === null) return;
  const { settings, state, ports } = app;
  const wanted = () => settings.current().startAtLogin;
  const onLinux = platform === 'linux';
  let applied: boolean | null = onLinux ? null : adopt();

  function adopt(): boolean {
    const system = systemSwitch();
    const on = system === 'waiting' ? wanted() : system === 'on';
    if (on !== wanted()) void settings.change({ startAtLogin: on });
    tellWaiting();
    return on;
  }

  async function apply(): Promise<void> {
    const next = wanted();
    if (next === applied) return;
    applied = next;
    if (onLinux) return applyOnLinux(app, next, program ?? '');
    electronApp.setLoginItemSettings({ openAtLogin: next, args });
    tellWaiting();
  }

  function tellWaiting(): void {
    const loginItem = wanted() && systemSwitch() === 'waiting' ? 'needs-approval' : 'as-set';
    state.update('app', (info) => ({ ...info, loginItem }));
  }

  const follow = () => {
    apply().catch((error: unknown) =>
      ports.log.error('Start at login could not be changed.', { error: String(error) }),
    );
  };
  settings.onChange(follow);
  // A person who was asked to allow it in the system's settings comes back from there.
  if (!onLinux) electronApp.on('browser-window-focus', tellWaiting);
  follow();
}

const args = [hiddenFlag];

/** `waiting`: macOS knows of it and starts it only once the person allows it in its settings. */
function systemSwitch(): 'on' | 'off' | 'waiting' {
  // Windows compares with what was registered, arguments and all.
  const { openAtLogin, executableWillLaunchAtLogin, status } = electronApp.getLoginItemSettings({ args });
  if (status === 'requires-approval') return 'waiting';
  // Windows keeps what the Task Manager switched off registered.
  return openAtLogin && executableWillLaunchAtLogin !== false ? 'on' : 'off';
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
