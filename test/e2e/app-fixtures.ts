import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { Settings } from '../../shared/settings.ts';
import type { Driver, DriverName, LaunchOptions, RunningApp } from './drivers/driver.ts';
import { electronDriver } from './drivers/electron-driver.ts';
import { headlessDriver } from './drivers/headless-driver.ts';
import { standInDriver } from './drivers/stand-in-driver.ts';

/**
 * Stories are written once and run on every driver. Each test has its own HOME, data folder, config and simulated
 * servers; the app is started by the story (`start`) when its world is built, and always closed.
 */

export const drivers: Record<DriverName, Driver> = {
  electron: electronDriver,
  'stand-in': standInDriver,
  headless: headlessDriver,
};

export type World = {
  home: string;
  dataFolder: string;
  /** The gateway's config, where the app will look for it. */
  configPath: string;
  /** Before the start: the app's own settings. */
  settings(change: Partial<Settings>): Promise<void>;
  /** Before the start: the gateway's config file. */
  config(text: string): Promise<void>;
  start(args?: string[], env?: Record<string, string>): Promise<RunningApp>;
  /** For stories that need more of a driver than every host has. */
  launchOptions(): LaunchOptions;
  /** Stopped when the test ends, in reverse order. */
  cleanUp(work: () => Promise<unknown>): void;
};

type Options = { driverName: DriverName };

export const test = base.extend<{ world: World } & Options>({
  driverName: ['headless', { option: true }],
  world: async ({ driverName }, use) => {
    const home = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-e2e-'));
    const dataFolder = path.join(home, 'data');
    const configPath = path.join(home, 'openclaw', 'openclaw.json');
    const afterwards: (() => Promise<unknown>)[] = [];
    const troubles: string[] = [];
    await mkdir(dataFolder, { recursive: true });
    await mkdir(path.dirname(configPath), { recursive: true });

    const launchOptions = (args: string[] = [], env: Record<string, string> = {}): LaunchOptions => ({
      home,
      args,
      env: {
        PILOTLIGHT_TEST: '1',
        PILOTLIGHT_DATA: dataFolder,
        PILOTLIGHT_SCAN_PORTS: '',
        OPENCLAW_CONFIG_PATH: configPath,
        ...env,
      },
    });

    await use({
      home,
      dataFolder,
      configPath,
      async settings(change) {
        const settings = { firstRunDone: true, language: 'en', ...change };
        await writeFile(path.join(dataFolder, 'settings.json'), JSON.stringify(settings));
      },
      config: (text) => writeFile(configPath, text, { mode: 0o600 }),
      async start(args = [], env = {}) {
        const running = await drivers[driverName].launch(launchOptions(args, env));
        afterwards.push(() => running.close());
        collectTroubles(running.window, troubles);
        await expect(running.window.getByRole('main')).toBeVisible();
        return running;
      },
      launchOptions: () => launchOptions(),
      cleanUp: (work) => void afterwards.push(work),
    });

    for (const work of afterwards.reverse()) await work();
    await rm(home, { recursive: true, force: true });
    expect(troubles, 'console errors and policy violations of the page').toEqual([]);
  },
});

export { expect };

/** A story that leaves an error in the console is a failed story. */
export function collectTroubles(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
}
