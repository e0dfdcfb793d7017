import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { loadTranslator, type Translator } from '../../shared/messages/index.ts';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import { unreachedByTab } from './tab-stops.ts';

const places = ['models', 'chain', 'config', 'checks', 'activity', 'settings'];
const colorSchemes = ['light', 'dark'] as const;

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((name) => {
    location.hash = `#/${name}`;
  }, place);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** Without motion a colour is what it is meant to be at once; in the middle of its transition it is nobody's choice. */
async function inColours(page: Page, colorScheme: (typeof colorSchemes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** What opens inside of a place, and how it is left again. */
const inside: { what: string; open(page: Page, t: Translator['t']): Promise<void> }[] = [
  {
    what: 'the details of a model',
    async open(page, t) {
      await goTo(page, 'models');
      await page.getByRole('row', { name: 'MiniMax M2.1 gs32', exact: true }).click();
      const details = page.getByRole('complementary', {
        name: t('models.details', { model: 'MiniMax M2.1 gs32' }),
      });
      await expect(details).toBeVisible();
    },
  },
  {
    what: 'a dialog',
    async open(page, t) {
      await goTo(page, 'models');
      await page
        .getByRole('button', { name: t('models.addServer') })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    what: 'the providers',
    async open(page, t) {
      await goTo(page, 'config');
      await page.getByRole('radio', { name: t('configView.tab.providers') }).click({ force: true });
      await expect(page.getByRole('grid', { name: t('configView.provider.list') })).toBeVisible();
    },
  },
  {
    what: 'the history',
    async open(page, t) {
      await goTo(page, 'config');
      await page.getByRole('radio', { name: t('configView.tab.history') }).click({ force: true });
      await expect(page.getByRole('grid', { name: t('configView.history.list') })).toBeVisible();
    },
  },
  {
    what: 'the plots',
    async open(page, t) {
      await goTo(page, 'activity');
      await page.getByRole('radio', { name: t('activityView.tab.plots') }).click({ force: true });
      await expect(page.getByRole('button', { name: t('activityView.plot.metric') })).toBeVisible();
    },
  },
];

test.describe('accessibility @not-electron', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    test(`axe finds nothing serious on any view, light and dark, in ${language} @not-stand-in`, async ({
      world,
    }) => {
      test.slow();
      await aDesk(world);
      await world.settings({ language, pollSeconds: { visible: 1, hidden: 5 } });
      const { window, openPanel } = await world.start();
      for (const colorScheme of colorSchemes) {
        await inColours(window, colorScheme);
        for (const place of places) {
          await goTo(window, place);
          expect(await seriousFindings(window), `${place}, ${colorScheme}`).toEqual([]);
        }
      }
      const panel = await openPanel();
      for (const colorScheme of colorSchemes) {
        await inColours(panel, colorScheme);
        await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await seriousFindings(panel), `panel, ${colorScheme}`).toEqual([]);
      }
    });

    test(`axe finds nothing serious in what opens from a view, in ${language} @not-stand-in`, async ({
      world,
    }) => {
      test.slow();
      await aDesk(world);
      await world.settings({ language, pollSeconds: { visible: 1, hidden: 5 } });
      const { t } = await loadTranslator(language);
      const { window } = await world.start();
      for (const { what, open } of inside) {
        await open(window, t);
        for (const colorScheme of colorSchemes) {
          await inColours(window, colorScheme);
          expect(await seriousFindings(window), `${what}, ${colorScheme}`).toEqual([]);
        }
        await window.keyboard.press('Escape');
      }
    });

    test(`axe finds nothing serious on the first page, in ${language} @not-stand-in`, async ({ world }) => {
      await aDesk(world);
      await world.settings({ language, firstRunDone: false });
      const { t } = await loadTranslator(language);
      const { window } = await world.start();
      await expect(window.getByRole('heading', { name: t('welcome.title') })).toBeVisible();
      for (const colorScheme of colorSchemes) {
        await inColours(window, colorScheme);
        expect(await seriousFindings(window), colorScheme).toEqual([]);
      }
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
      await expect.poll(() => unreachedByTab(window), `${place}: what Tab does not reach`).toEqual([]);
    }
  });

  test('a switch far below that gets the keyboard is scrolled to, and the window around it stays @not-stand-in', async ({
    world,
  }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.setViewportSize({ width: 640, height: 480 });
    await goTo(window, 'settings');
    const far = window.getByRole('switch', { name: 'Quiet hours' });
    await far.focus();
    await expect(far.locator('xpath=ancestor::label')).toBeInViewport();
    await expect(window.getByRole('heading', { level: 1 })).toBeInViewport();
  });

  test('at twice the text size nothing is wider than the panel or a narrow window @not-stand-in', async ({
    world,
  }) => {
    await aDesk(world);
    const { window, openPanel } = await world.start();
    await window.setViewportSize({ width: 560, height: 700 });
    await doubleText(window);
    for (const place of places) {
      await goTo(window, place);
      await expect.poll(() => tooWide(window), place).toEqual([]);
    }
    const panel = await openPanel();
    await panel.setViewportSize({ width: 320, height: 560 });
    await doubleText(panel);
    await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(() => tooWide(panel), 'panel').toEqual([]);
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

async function doubleText(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
}

/** The page, or the part of it that scrolls, would have to be scrolled sideways. Texts of files may. */
async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [document.documentElement, document.body, ...document.querySelectorAll('main, main *')]
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .filter((each) => {
        const { overflowX } = getComputedStyle(each);
        const isPage = each === document.body || each === document.documentElement;
        return isPage || each.tagName === 'MAIN' || overflowX === 'auto' || overflowX === 'scroll';
      })
      .filter((each) => each.closest('.cm-editor, pre, table') === null)
      .map((each) => `${each.tagName} ${each.className}: ${each.scrollWidth} in ${each.clientWidth}`),
  );
}
