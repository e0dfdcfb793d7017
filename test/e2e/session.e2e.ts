import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { launchChromium } from '../electron-stand-in/driver.ts';
import { expect, test, type World } from './app-fixtures.ts';
import { startHeadless } from './drivers/headless-driver.ts';

/** A headless host that can be ended and started again at the same address, with one browser beside it. */
async function aHost(world: World) {
  await world.settings({});
  const browser = await launchChromium();
  world.cleanUp(() => browser.close());
  const context = await browser.newContext();
  let running = await startHeadless(world.launchOptions());
  const { port } = new URL(running.url);
  async function stop(): Promise<void> {
    if (running.child.exitCode !== null) return;
    const ended = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    await ended;
  }
  world.cleanUp(stop);
  return {
    url: () => running.url,
    newPage: () => context.newPage(),
    stop,
    async restart() {
      await stop();
      running = await startHeadless({ ...world.launchOptions(), args: ['--port', port] });
    },
  };
}

const ended = (page: Page) => page.getByText('This page’s session has ended.');

test.describe('the headless host’s session', () => {
  test('a page whose host was restarted says what to do, and comes back with the new link @not-stand-in @not-electron', async ({
    world,
  }) => {
    const host = await aHost(world);
    const page = await host.newPage();
    await page.goto(host.url());
    await expect(page.getByRole('navigation')).toBeVisible();

    await host.restart();
    await expect(ended(page)).toBeVisible();
    await expect(page.getByText('The connection to Pilotlight was lost.')).toHaveCount(0);

    // The new link, opened beside it, is this page's session too.
    await (await host.newPage()).goto(host.url());
    await expect(ended(page)).toHaveCount(0, { timeout: 20_000 });
  });

  test('a link that was used already says so, not that the connection was lost @not-stand-in @not-electron', async ({
    world,
  }) => {
    const host = await aHost(world);
    await (await host.newPage()).goto(host.url());
    const stranger = await launchChromium();
    world.cleanUp(() => stranger.close());
    const page = await stranger.newPage();
    await page.goto(host.url());
    await expect(ended(page)).toBeVisible();
  });

  test('a host that is only away is waited for @not-stand-in @not-electron', async ({ world }) => {
    const host = await aHost(world);
    const page = await host.newPage();
    await page.goto(host.url());
    await expect(page.getByRole('navigation')).toBeVisible();
    await host.stop();
    await expect(page.getByText('The connection to Pilotlight was lost.')).toBeVisible();
    await expect(ended(page)).toHaveCount(0);
  });
});
