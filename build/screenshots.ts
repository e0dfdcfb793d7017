import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { sampleNames } from '../test/fakes/sample-snapshot.ts';
import { buildStale } from './build.ts';
import { chromiumFlags, findChromium } from './find-chromium.ts';
import { menuBarSheet } from './render-icons.ts';

/**
 * `npm run screenshots`: pictures of the real app on the demo for the README (build/screenshots/), and every view × light
 * and dark × three widths × states from the gallery into screenshots/, to be looked at. `-- --readme` makes only the first,
 * `-- --only=chain` only the views whose name matches.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const readmeFolder = path.join(root, 'build/screenshots');
const galleryFolder = path.join(root, 'screenshots');
const places = ['models', 'chain', 'config', 'checks', 'activity', 'settings'];
const themes = ['light', 'dark'] as const;
const readmePictures = [
  ['models', 'light'],
  ['chain', 'light'],
  ['panel', 'dark'],
  ['checks', 'dark'],
  ['config', 'light'],
] as const;
const widths = [560, 760, 1100];
const only = process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length) ?? '';

const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
writeFileSync(path.join(readmeFolder, 'menu-bar-shapes.png'), menuBarSheet());
await picturesOfDemo(browser);
if (!process.argv.includes('--readme')) await picturesOfGallery(browser);
await browser.close();

async function picturesOfDemo(on: Browser): Promise<void> {
  await buildStale({ quiet: true });
  mkdirSync(readmeFolder, { recursive: true });
  const host = spawn(process.execPath, [path.join(root, 'dist/main/headless.js'), '--demo', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PILOTLIGHT_SCAN_PORTS: '' },
  });
  const first = (await createInterface({ input: host.stdout })[Symbol.asyncIterator]().next())
    .value as string;
  const { url } = JSON.parse(first) as { url: string };
  const context = await on.newContext({ deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.setViewportSize({ width: 1040, height: 680 });
  await page.goto(url);
  await page.getByRole('row', { name: 'MiniMax' }).first().waitFor();
  for (const [place, theme] of readmePictures) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(
      place === 'panel' ? { width: 380, height: 560 } : { width: 1040, height: 680 },
    );
    await page.goto(new URL(url).origin + (place === 'panel' ? '/?view=panel' : `/#/${place}`));
    await shoot(page, path.join(readmeFolder, `${place}-${theme}.png`));
  }
  await context.close();
  host.kill('SIGTERM');
}

async function picturesOfGallery(on: Browser): Promise<void> {
  rmSync(galleryFolder, { recursive: true, force: true });
  mkdirSync(galleryFolder, { recursive: true });
  const gallery = await createServer({
    configFile: path.join(root, 'test/gallery/vite.gallery.ts'),
    logLevel: 'error',
    server: { port: 0 },
  });
  await gallery.listen();
  const address = gallery.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The gallery did not start.');
  const page = await on.newPage();
  for (const world of sampleNames) {
    for (const theme of themes) {
      for (const place of [...places, 'panel'].filter((each) => each.includes(only))) {
        for (const width of place === 'panel' ? [380] : widths) {
          await page.setViewportSize({ width, height: place === 'panel' ? 560 : 720 });
          const query = new URLSearchParams({
            world,
            theme,
            ...(place === 'panel' ? { view: 'panel' } : {}),
          });
          await page.goto(`${address}?${query}${place === 'panel' ? '' : `#/${place}`}`);
          await shoot(page, path.join(galleryFolder, `${place}-${world}-${theme}-${width}.png`));
        }
      }
    }
  }
  await gallery.close();
}

/** When nothing moves any more: lazy parts are there, transitions are over. */
async function shoot(page: Page, file: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== 'running'));
  await page.waitForTimeout(400);
  await page.screenshot({ path: file });
  console.log(path.relative(root, file));
}
