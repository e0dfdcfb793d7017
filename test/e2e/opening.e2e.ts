import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import type { RunningApp } from './drivers/driver.ts';
import { touchScreen } from './finger.ts';
import { standBetween } from './stand-between.ts';

/** Another page of the same session, which may leave errors in its console: these stories cause them. */
async function anotherPage({ window }: RunningApp): Promise<Page> {
  return await window.context().newPage();
}

test.describe('opening a window @not-electron @not-stand-in', () => {
  test('a place whose part does not load says so, and is tried again', async ({ world }) => {
    await aDesk(world);
    const app = await world.start();
    const page = await anotherPage(app);
    await page.route('**/ChecksView*.js', (route) => route.abort());
    await page.goto(`${new URL(app.window.url()).origin}/#/models`);
    await expect(page.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Checks', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Checks could not be shown.');
    await page.getByRole('button', { name: 'Copy details' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    await page.context().grantPermissions(['clipboard-read']);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('ChecksView');

    await page.getByRole('button', { name: 'Chain', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Chain', level: 1 })).toBeVisible();

    await page.getByRole('button', { name: 'Checks', exact: true }).click();
    await page.unroute('**/ChecksView*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Checks', level: 1 })).toBeVisible();
  });

  test('a place that fails while it is drawn says so, the rest of the window goes on, and it is tried again', async ({
    world,
  }) => {
    await aDesk(world);
    const app = await world.start();
    const page = await anotherPage(app);
    await page.goto(`${new URL(app.window.url()).origin}/#/models`);
    const between = await standBetween(page);
    between.answer('activity', { events: [null, { text: 'sk-never-copied-4711' }], more: false });
    await page.getByRole('button', { name: 'Activity', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Activity could not be shown.');
    await page.getByRole('button', { name: 'Copy details' }).click();
    await page.context().grantPermissions(['clipboard-read']);
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('TypeError');
    expect(copied, 'what was to be drawn is nobody else’s').not.toContain('sk-never-copied-4711');

    await page.getByRole('button', { name: 'Models', exact: true }).click();
    await expect(page.getByRole('row', { name: 'Qwen3.8 Coder' })).toBeVisible();
    await page.getByRole('button', { name: 'Activity', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Activity could not be shown.');
    between.mend('activity');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  });

  test('a window that cannot be drawn says so, and is opened again', async ({ world }) => {
    await world.settings({});
    const app = await world.start();
    const page = await anotherPage(app);
    await page.route('**/MainWindow*.js', (route) => route.abort());
    await page.goto(`${new URL(app.window.url()).origin}/#/models`);
    await expect(page.getByRole('alert')).toContainText('This window could not be drawn.');
    await page.unroute('**/MainWindow*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
  });

  test('a window in another language never shows English first', async ({ world }) => {
    await world.settings({ language: 'pl' });
    const app = await world.start();
    const page = await anotherPage(app);
    await page.addInitScript(() => {
      const seen = new Set<string>();
      Object.assign(window, { headingsSeen: seen });
      new MutationObserver(() => {
        for (const each of document.querySelectorAll('h1')) seen.add(each.textContent ?? '');
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await page.goto(`${new URL(app.window.url()).origin}/#/models`);
    await expect(page.getByRole('heading', { name: 'Modele', level: 1 })).toBeVisible();
    const seen = await page.evaluate(() => [
      ...(window as unknown as { headingsSeen: Set<string> }).headingsSeen,
    ]);
    expect(seen).toEqual(['Modele']);
  });

  test('what shows on hover is there for a finger', async ({ world }) => {
    await aDesk(world);
    const app = await world.start();
    const { page, close } = await touchScreen(app);
    expect(await page.evaluate(() => matchMedia('(hover: none)').matches)).toBe(true);
    const load = page.getByRole('row', { name: 'Qwen3.8 Coder' }).getByRole('button', { name: 'Load' });
    await expect(load.locator('..')).toHaveCSS('opacity', '1');
    await close();
  });
});
