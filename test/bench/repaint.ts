import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildStale } from '../../build/build.ts';
import { startHeadless } from '../e2e/drivers/headless-driver.ts';
import { launchChromium } from '../electron-stand-in/driver.ts';
import { sampleModels } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { median, ms, printTable, quantile, ratio } from './measure.ts';

/** From an unload on the server to the row repainted in the window, against the poll interval, which is its floor. */
const runs = process.argv.includes('--quick') ? 5 : 25;
const pollSeconds = 1;
const model = { ...sampleModels.qwenCoder, loadMs: 0 };

await buildStale({ quiet: true });
const home = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-repaint-'));
const studio = await startLmStudio({ models: [model] });
await mkdir(path.join(home, 'data'));
await writeFile(
  path.join(home, 'data', 'settings.json'),
  JSON.stringify({
    firstRunDone: true,
    pollSeconds: { visible: pollSeconds, hidden: 15 },
    servers: [{ id: `this-machine:${studio.port}`, url: studio.url, name: null, kind: null }],
  }),
);
const env = {
  PILOTLIGHT_DATA: path.join(home, 'data'),
  PILOTLIGHT_SCAN_PORTS: '',
  OPENCLAW_CONFIG_PATH: path.join(home, 'none'),
};
const host = await startHeadless({ home, args: [], env });
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(host.url);

/** Looked at in every frame: the row's text, as it is painted. */
const shows = (words: string) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('[role=row]')].some((row) => row.textContent?.includes(wanted) === true),
    words,
    { polling: 'raf' },
  );

const times: number[] = [];
for (let i = 0; i < runs; i += 1) {
  const id = await studio.userLoads(model.id);
  await shows('warm ·');
  // At any moment between two polls.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * pollSeconds * 1_000));
  const startedAt = performance.now();
  studio.userUnloads(id);
  await shows('not loaded');
  times.push(performance.now() - startedAt);
}
await browser.close();
host.child.kill('SIGTERM');
await studio.stop();
await rm(home, { recursive: true, force: true });

printTable(
  ['unload on the server → row repainted', 'time', 'against the poll interval'],
  [
    ['median', ms(median(times)), ratio(median(times), pollSeconds * 1_000)],
    ['p95', ms(quantile(times, 0.95)), ratio(quantile(times, 0.95), pollSeconds * 1_000)],
  ],
);
process.exit(0);
