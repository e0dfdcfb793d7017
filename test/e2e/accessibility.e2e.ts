import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

const places = ['models', 'chain', 'config', 'checks', 'activity', 'settings'];

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((name) => {
    location.hash = `#/${name}`;
  }, place);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test.describe('accessibility @not-electron', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    test(`axe finds nothing serious on any view, light and dark, in ${language} @not-stand-in`, async ({
      world,
    }) => {
      test.slow();
      await aDesk(world);
      await world.settings({ language, pollSeconds: { visible: 1, hidden: 5 } });
      const { window, openPanel } = await world.start();
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme });
        for (const place of places) {
          await goTo(window, place);
          expect(await seriousFindings(window), `${place}, ${colorScheme}`).toEqual([]);
        }
      }
      const panel = await openPanel();
      await expect(panel.getByRole('main')).toBeVisible();
      expect(await seriousFindings(panel), 'panel').toEqual([]);
    });
  }

  test('every place and every control of it is reached by the keyboard, and each has a name @not-stand-in', async ({
    world,
  }) => {
    test.slow();
    await aDesk(world);
    const { window } = await world.start();
    for (const place of places) {
      await goTo(window, place);
      const unnamed = await window.evaluate(() =>
        [...document.querySelectorAll('button, a[href], input, select, [role=button], [role=switch]')]
          .filter((each) => each.checkVisibility())
          .filter((each) => {
            const labelled =
              each.getAttribute('aria-label') ??
              each.getAttribute('aria-labelledby') ??
              each.textContent?.trim();
            return (
              !labelled &&
              (each as HTMLInputElement).labels?.length !== 1 &&
              each.getAttribute('type') !== 'hidden'
            );
          })
          .map((each) => each.outerHTML.slice(0, 160)),
      );
      expect(unnamed, `${place}: controls without a name`).toEqual([]);
      // Asked again until the place has drawn what it shows.
      await expect.poll(() => tabStops(window), `${place}: what Tab reaches`).toBeGreaterThan(7);
    }
  });

  test('the places are switched and a model is found with nothing but keys @not-stand-in', async ({
    world,
  }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Models', exact: true }).focus();
    await window.keyboard.press('Tab');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('heading', { name: 'Chain', level: 1 })).toBeVisible();
    await window.keyboard.press('Shift+Tab');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
    await window.getByRole('searchbox', { name: 'Filter models' }).focus();
    await window.keyboard.type('coder');
    await expect(window.getByRole('row', { name: 'MiniMax M2.1 gs32' })).toHaveCount(0);
    await expect(window.getByRole('row', { name: 'Qwen3.8 Coder' })).toBeVisible();
  });
});

/** How many things Tab stops at, from the first of the window to the last. */
async function tabStops(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Models', exact: true }).focus();
  let stops = 1;
  for (; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) break;
  }
  return stops;
}
