import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { type DriverName, driverNames } from '../test/e2e/drivers/driver.ts';

/** One project per driver that can run here; build/e2e.ts finds out which and says so in its summary. */
const available = (process.env.PILOTLIGHT_DRIVERS ?? 'headless').split(',');
/** Only to count what is left out. */
const countsAll = process.env.PILOTLIGHT_COUNT_STORIES === '1';
const leftOut = (name: DriverName) => new RegExp(`@not-(${name}|${process.platform})\\b`);
const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig<{ driverName: DriverName }>({
  testDir: `${root}/test/e2e`,
  outputDir: `${root}/test-results`,
  testMatch: '**/*.e2e.ts',
  // Two cores: a browser and an app each; more workers only make timeouts.
  workers: 2,
  fullyParallel: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: `${root}/test-results/e2e.json` }]],
  projects: driverNames
    .filter((name) => available.includes(name))
    .map((name) => ({
      name,
      use: { driverName: name },
      ...(countsAll ? {} : { grepInvert: leftOut(name) }),
    })),
});
