import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import { touchScreen } from './finger.ts';

function links(panel: Page) {
  return panel.getByRole('grid', { name: 'Chain' }).getByRole('row');
}

const reordered = 'primary: "anthropic/claude-sonnet-4-5", // when the desk is off';

test.describe('the panel', () => {
  test('a link dragged to the front is reviewed at once, saved, and taken back', async ({ world }) => {
    const desk = await aDesk(world);
    const panel = await (await world.start()).openPanel();
    await panel.getByRole('button', { name: 'Move Sonnet' }).hover();
    await links(panel)
      .nth(1)
      .dragTo(links(panel).nth(0), { targetPosition: { x: 120, y: 4 } });
    const dialog = panel.getByRole('dialog', { name: 'Review changes' });
    await expect(dialog).toContainText(reordered);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await desk.configNow()).toBe(desk.text);

    await links(panel)
      .nth(1)
      .dragTo(links(panel).nth(0), { targetPosition: { x: 120, y: 4 } });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain(reordered);
    await expect(links(panel).nth(0)).toContainText('Sonnet');
    await panel.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(desk.configNow).toBe(desk.text);
  });

  test('the order is changed with the keyboard alone', async ({ world }) => {
    const desk = await aDesk(world);
    const panel = await (await world.start()).openPanel();
    await panel.getByRole('button', { name: 'Move Sonnet' }).focus();
    await panel.keyboard.press('Enter');
    await expect(links(panel)).toHaveCount(3);
    await expect(panel.getByRole('button', { name: 'Move Sonnet' })).toBeFocused();
    await panel.keyboard.press('Alt+ArrowUp');
    const dialog = panel.getByRole('dialog', { name: 'Review changes' });
    await expect(dialog).toContainText(reordered);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain(reordered);
  });

  test('a context that does not fit is explained and mended where it is shown', async ({ world }) => {
    const desk = await aDesk(world);
    const panel = await (await world.start()).openPanel();
    await panel.getByRole('button', { name: 'The context does not fit' }).first().click();
    const why = panel.getByRole('dialog', { name: 'The context does not fit' });
    await expect(why).toContainText('65,536');
    await why.getByRole('button', { name: 'Set contextTokens to 65,536' }).first().click();
    const dialog = panel.getByRole('dialog', { name: 'Review changes' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain('contextTokens: 65536');
  });

  test('what there is to look at is listed, as many things as are counted', async ({ world }) => {
    const desk = await aDesk(world);
    const { openPanel } = await world.start();
    await desk.ollama.stop();
    const panel = await openPanel();
    const foot = panel.getByRole('button', { name: /things? to look at/ });
    await expect(foot).toContainText(/\d/);
    await foot.click();
    const items = panel.getByRole('menuitem');
    await expect(items.filter({ hasText: 'Ollama is unreachable.' })).toBeVisible();
    const counted = Number.parseInt((await panel.getByRole('menu').getAttribute('aria-label')) ?? '', 10);
    // The last one leads to the checks, which ask around.
    await expect(items).toHaveCount(counted + 1);
    await expect(items.last()).toHaveText('Check everything');
  });

  test('the verb for models that are not loaded says how many, and is gone when there are none', async ({
    world,
  }) => {
    const { ollama } = await aDesk(world);
    const panel = await (await world.start()).openPanel();
    await panel.getByRole('button', { name: 'More' }).click();
    await panel.getByRole('menuitem', { name: 'Reload 1 model that is not loaded' }).click();
    await expect.poll(() => ollama.ledger.of('loaded').length).toBe(1);
    await panel.getByRole('button', { name: 'More' }).click();
    await expect(panel.getByRole('menuitem', { name: 'Check everything' })).toBeVisible();
    await expect(panel.getByRole('menuitem', { name: /not loaded/ })).toHaveCount(0);
  });
});

test.describe('the panel under a finger @not-electron @not-stand-in', () => {
  test('a link dragged by its handle is reviewed at once', async ({ world }) => {
    const desk = await aDesk(world);
    const { page, finger, close } = await touchScreen(await world.start(), '/?view=panel');
    await finger.down(links(page).nth(1).getByRole('button', { name: 'Move Sonnet' }));
    await finger.moveTo(links(page).nth(0), { y: 4 });
    await finger.up();
    const dialog = page.getByRole('dialog', { name: 'Review changes' });
    await expect(dialog).toContainText(reordered);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain(reordered);
    await close();
  });
});
