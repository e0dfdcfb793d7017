import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { driverNames } from '../test/e2e/drivers/driver.ts';
import { electronDriver } from '../test/e2e/drivers/electron-driver.ts';
import { buildStale } from './build.ts';
import { findChromium } from './find-chromium.ts';

/** `npm run e2e`: builds what is stale, finds a browser, runs every story on every driver that is available. */
const root = fileURLToPath(new URL('..', import.meta.url));

await buildStale({ quiet: true });
// Throws with the command to run when there is none and none can be installed.
const chromium = findChromium();
const electronMissing = await electronDriver.unavailable();
const missing: Record<string, string | null> = {
  electron: electronMissing,
  'stand-in': null,
  headless: null,
};
const usable = driverNames.filter((name) => missing[name] === null);

const run = spawnSync(
  process.execPath,
  [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config',
    'build/playwright.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PILOTLIGHT_DRIVERS: usable.join(',') } },
);

console.log(`\nDrivers that ran: ${usable.join(', ')} (browser: ${chromium}).`);
for (const name of driverNames) {
  if (missing[name] !== null)
    console.log(`Driver that could not run here: ${name}, because ${missing[name]}.`);
}
process.exit(run.status ?? 1);
