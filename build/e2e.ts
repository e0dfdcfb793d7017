import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { driverNames } from '../test/e2e/drivers/driver.ts';
import { electronDriver } from '../test/e2e/drivers/electron-driver.ts';
import { buildStale } from './build.ts';
import { countLeftOut, type StoryList } from './count-left-out.ts';
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

const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'build/playwright.config.ts'];
const asked = process.argv.slice(2);
const env = { ...process.env, PILOTLIGHT_DRIVERS: usable.join(',') };
const run = spawnSync(process.execPath, [...playwright, ...asked], { cwd: root, stdio: 'inherit', env });

console.log(`\nDrivers that ran: ${usable.join(', ')} (browser: ${chromium}).`);
for (const { driver, count } of leftOut()) console.log(`Left out on ${driver}: ${storiesThatAreNot(count)}.`);
for (const name of driverNames) {
  if (missing[name] !== null)
    console.log(`Driver that could not run here: ${name}, because ${missing[name]}.`);
}
process.exit(run.status ?? 1);

/** Stories say by a tag where they make no sense: a tray without a desktop, a signal on Windows. */
function leftOut(): { driver: string; count: number }[] {
  const { stdout } = spawnSync(process.execPath, [...playwright, ...asked, '--list', '--reporter=json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...env, PILOTLIGHT_COUNT_STORIES: '1' },
  });
  return countLeftOut(JSON.parse(stdout) as StoryList, process.platform);
}

function storiesThatAreNot(count: number): string {
  return count === 1 ? 'one story that is not for it' : `${count} stories that are not for it`;
}
