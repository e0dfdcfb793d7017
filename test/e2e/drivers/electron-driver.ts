import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type { Driver, RunningApp } from './driver.ts';
import { cleanEnvironment } from './headless-driver.ts';

/** Real Electron through Playwright, where its binary and a display are there. */
const root = fileURLToPath(new URL('../../..', import.meta.url));

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
    const env = {
      ...cleanEnvironment(),
      ...options.env,
      HOME: options.home,
      DISPLAY: process.env.DISPLAY ?? '',
    };
    const executablePath = electronBinary();
    if (executablePath === null) throw new Error('The Electron binary is not here.');
    const electron = await _electron.launch({ executablePath, args: [root, ...options.args], env });
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

function electronBinary(): string | null {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = path.join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}
