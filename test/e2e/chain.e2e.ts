import type { Page } from '@playwright/test';
import { fakeModel } from '../fake-servers/fake-model.ts';
import { startVllm } from '../fake-servers/vllm.ts';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import { touchScreen } from './finger.ts';

const reordered = `      model: {
        primary: "anthropic/claude-sonnet-4-5", // when the desk is off
        fallbacks: [
          "lmstudio/minimax-m2.1-gs32", // the big one
          "ollama/qwen3:8b", // small
        ],
      },`;

function links(page: Page) {
  return page.getByRole('grid', { name: 'Links of Default chain' }).getByRole('row');
}

async function openChain(page: Page) {
  await page.getByRole('button', { name: 'Chain', exact: true }).click();
  await expect(links(page)).toHaveCount(3);
}

/** From the first link down to the second, and that one up: nothing but keys. */
async function moveUpByKeyboard(page: Page) {
  await links(page).nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
}

/** Review, look at the diff, save. */
async function reviewAndSave(page: Page) {
  await page.getByRole('button', { name: 'Review changes…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('primary: "anthropic/claude-sonnet-4-5", // when the desk is off');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  return dialog;
}

test.describe('the chain', () => {
  test('a link dragged to the front becomes the primary, with its comment, and undo gives the bytes back', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    await openChain(window);
    await expect(links(window).nth(0)).toContainText('warm');

    await links(window)
      .nth(1)
      .dragTo(links(window).nth(0), { targetPosition: { x: 60, y: 4 } });
    await expect(links(window).nth(0)).toContainText('Sonnet');
    expect(await desk.configNow()).toBe(desk.text);

    await reviewAndSave(window);
    await expect.poll(desk.configNow).toContain(reordered);
    expect((await desk.configNow()).match(/\/\//g)).toHaveLength(desk.text.match(/\/\//g)?.length ?? 0);

    await window.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(desk.configNow).toBe(desk.text);
  });

  test('the same with the keyboard alone, announced as it happens', async ({ world }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    await openChain(window);
    await moveUpByKeyboard(window);
    await expect(links(window).nth(0)).toContainText('Sonnet');
    await expect(window.getByText(/Sonnet.*1 of 3/)).toBeAttached();
    await reviewAndSave(window);
    await expect.poll(desk.configNow).toContain(reordered);
  });

  test('a link is grabbed, moved and dropped with nothing but keys', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await openChain(window);
    await links(window).nth(0).focus();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Tab');
    await expect(window.getByRole('button', { name: 'Move Sonnet' })).toBeFocused();
    await window.keyboard.press('Enter');
    const focused = window.locator('*:focus');
    await expect(focused).toHaveAccessibleName('Insert between 2. Sonnet and 3. Small');
    await window.keyboard.press('ArrowUp');
    await expect(focused).toHaveAccessibleName('Insert between 1. Minimax and 2. Sonnet');
    await window.keyboard.press('ArrowUp');
    await expect(focused).toHaveAccessibleName('Insert before 1. Minimax');
    await window.keyboard.press('Enter');
    await expect(links(window).nth(0)).toContainText('Sonnet');
    await expect(links(window).nth(1)).toContainText('Minimax');
  });

  test('somebody else’s edit meanwhile is kept, and ours is worked out again on top of it', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    await openChain(window);
    await moveUpByKeyboard(window);
    await expect(links(window).nth(0)).toContainText('Sonnet');
    await world.config(desk.text.replace('maxTokens: 4096', 'maxTokens: 2048 /* theirs */'));
    await window.getByRole('button', { name: 'Review changes…' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain(reordered);
    expect(await desk.configNow()).toContain('maxTokens: 2048 /* theirs */');
  });

  test('a server that stops is told in words before anybody runs into it', async ({ world }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    await openChain(window);
    await expect(links(window).nth(0)).toContainText('warm');
    await desk.studio.stop();
    await expect(links(window).nth(0)).toContainText('LM Studio is not running', { timeout: 15_000 });
    await expect(window.getByRole('region', { name: 'Default chain' })).toContainText(
      /after about \d+ s Sonnet would, if the gateway has its key/,
    );
  });

  test('a model of a server that is no provider yet is set up from where it is wanted', async ({ world }) => {
    const desk = await aDesk(world);
    const vllm = await startVllm({ model: fakeModel({ id: 'Qwen/Qwen3-14B', defaultContext: 32_768 }) });
    world.cleanUp(() => vllm.stop());
    await world.settings({
      pollSeconds: { visible: 1, hidden: 5 },
      servers: [{ id: 'box', url: vllm.url, name: 'Box', kind: null }],
    });
    const { window } = await world.start();
    await openChain(window);
    await window.getByRole('button', { name: 'Add a link' }).click();
    await window.keyboard.type('qwen3-14b');
    const group = window.getByRole('group', { name: 'Not in the config yet' });
    await group.getByRole('option', { name: /Qwen3-14B/ }).click();

    const dialog = window.getByRole('dialog', { name: 'Set up a provider' });
    await expect(dialog.getByRole('row', { name: /Qwen3-14B/ })).toHaveAttribute('aria-selected', 'true');
    await dialog.getByRole('button', { name: 'Review…' }).click();
    const review = window.getByRole('dialog', { name: 'Review changes' });
    await review.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain('"vllm/Qwen/Qwen3-14B"');
    await window
      .getByRole('dialog')
      .getByRole('button', { name: /Done|Close/ })
      .first()
      .click();
    await expect(links(window)).toHaveCount(4);
  });

  test('a server that is no provider yet is set up from its menu, one that is has no such entry', async ({
    world,
  }) => {
    await aDesk(world);
    const vllm = await startVllm({ model: fakeModel({ id: 'Qwen/Qwen3-14B', defaultContext: 32_768 }) });
    world.cleanUp(() => vllm.stop());
    await world.settings({ servers: [{ id: 'box', url: vllm.url, name: 'Box', kind: null }] });
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Actions for LM Studio' }).click();
    await expect(window.getByRole('menuitem', { name: 'Copy address' })).toBeVisible();
    await expect(window.getByRole('menuitem', { name: 'Set up a provider…' })).toHaveCount(0);
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Actions for Box' }).click();
    await window.getByRole('menuitem', { name: 'Set up a provider…' }).click();
    await expect(window.getByRole('dialog', { name: 'Set up a provider' })).toContainText('Box');
  });
});

test.describe('the chain under a finger @not-electron @not-stand-in', () => {
  const handle = (page: Page, index: number) =>
    links(page)
      .nth(index)
      .getByRole('button', { name: /^Move / });

  test('a link is dragged by its handle, said aloud and saved; a drag that is broken off changes nothing', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { page, finger, close } = await touchScreen(await world.start());
    await openChain(page);
    await finger.down(handle(page, 1));
    await finger.moveTo(links(page).nth(2), { y: 40 });
    await finger.cancel();
    await finger.down(handle(page, 1));
    await finger.moveBy(0, 6);
    await finger.up();
    await expect(links(page).nth(1)).toContainText('Sonnet');
    await expect(page.getByRole('button', { name: 'Review changes…' })).toBeDisabled();

    await finger.down(handle(page, 1));
    await finger.moveTo(links(page).nth(0), { y: 4 });
    await expect(page.locator('[data-finger-drop="before"]')).toHaveCount(1);
    await finger.up();
    await expect(page.locator('[data-finger-drop], [data-finger-drag]')).toHaveCount(0);
    await expect(links(page).nth(0)).toContainText('Sonnet');
    await expect(page.getByText(/Sonnet.*1 of 3/)).toBeAttached();
    await reviewAndSave(page);
    await expect.poll(desk.configNow).toContain(reordered);
    await close();
  });

  test('a finger anywhere else on a link scrolls, as everywhere', async ({ world }) => {
    await aDesk(world);
    const { page, finger, close } = await touchScreen(await world.start());
    await page.setViewportSize({ width: 420, height: 320 });
    await openChain(page);
    await finger.down(links(page).nth(0).getByText('warm').first());
    await finger.moveBy(0, -120);
    await finger.up();
    const scrolled = () =>
      page.evaluate(() => [...document.querySelectorAll('*')].some((each) => each.scrollTop > 20));
    await expect.poll(scrolled).toBe(true);
    await expect(page.getByRole('button', { name: 'Review changes…' })).toBeDisabled();
    await close();
  });
});
