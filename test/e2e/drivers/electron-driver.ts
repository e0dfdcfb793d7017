import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { electronBinary } from '../../../build/electron-binary.ts';
import type { Driver, LaunchOptions, RunningApp } from './driver.ts';
import { cleanEnvironment, fromHere } from './headless-driver.ts';

/** Real Electron through Playwright, where its binary and a display are there. */
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** xvfb-run keeps strangers off its display by the file that XAUTHORITY names. */
const toReachTheDisplay = ['DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR'];

export function electronEnvironment({ env, home }: LaunchOptions): Record<string, string> {
  return { ...cleanEnvironment(), ...fromHere(toReachTheDisplay), ...env, HOME: home };
}

export const electronDriver: Driver = {
  name: 'electron',
  async unavailable() {
    if (electronBinary() === null) return 'the Electron binary is not here (npx install-electron fetches it)';
    const headless =
      process.platform === 'linux' &&
      (process.env.DISPLAY ?? '') === '' &&
      (process.env.WAYLAND_DISPLAY ?? '') === '';
    return headless ? 'there is no display' : null;
  },
  async launch(options) {
    const executablePath = electronBinary();
    if (executablePath === null) throw new Error('The Electron binary is not here.');
    const electron = await _electron.launch({
      executablePath,
      args: [root, ...options.args],
      env: electronEnvironment(options),
    });
    const window = await electron.firstWindow();
    return {
      driver: 'electron',
      window,
      // The system's tray can't be driven from a page; the stand-in covers it.
      tray: null,
      async startAgain() {
        await electron.evaluate(({ app }) => app.emit('second-instance', {}, [], '', {}));
      },
      async openPanel() {
        const opened = electron.waitForEvent('window');
        await electron.evaluate(({ app }) => app.emit('pilotlight-test-panel'));
        return opened;
      },
      close: () => electron.close(),
    } satisfies RunningApp;
  },
};
