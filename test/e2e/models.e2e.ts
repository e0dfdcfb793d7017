import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { fakeModel } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

function row(page: Page, name: string) {
  return page.getByRole('row', { name, exact: true });
}

test.describe('models', () => {
  test('a model is loaded with a larger context, and what was really given is read back', async ({
    world,
  }) => {
    const { studio } = await aDesk(world);
    const { window } = await world.start();
    const coder = row(window, 'Qwen3.8 Coder');
    await coder.hover();
    await coder.getByRole('button', { name: /^Load/ }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('radio', { name: /The most the model can do/ }).check({ force: true });
    await dialog.getByRole('button', { name: 'Load', exact: true }).click();
    await expect(coder).toContainText('warm');
    await expect(coder).toContainText('256k');
    expect(studio.instances.all.map((instance) => instance.context)).toContain(262_144);
  });

  test('a server is added after a look at it, and nothing happens to it or to the config', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const box = await startLmStudio({ models: [fakeModel({ id: 'box-model', displayName: 'Box model' })] });
    world.cleanUp(() => box.stop());
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Add server…' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(box.url);
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog).toContainText('LM Studio');
    await expect(dialog).toContainText('1 model');
    await dialog.getByRole('button', { name: 'Add server' }).click();
    await expect(row(window, 'Box model')).toBeVisible();
    expect(box.ledger.sideEffects()).toEqual([]);
    expect(await desk.configNow()).toBe(desk.text);
  });

  test('an added server becomes a provider, and its model a link of the chain', async ({ world }) => {
    const desk = await aDesk(world);
    const box = await startLmStudio({ models: [fakeModel({ id: 'box-model', displayName: 'Box model' })] });
    world.cleanUp(() => box.stop());
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Add server…' }).first().click();
    await window.getByRole('dialog').getByRole('textbox', { name: 'Address' }).fill(box.url);
    await window.getByRole('dialog').getByRole('button', { name: 'Add server' }).click();
    await expect(row(window, 'Box model')).toBeVisible();

    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('radio', { name: 'Providers' }).click({ force: true });
    await window.getByRole('button', { name: 'Set up a provider…' }).click();
    const setUp = window.getByRole('dialog', { name: 'Set up a provider' });
    await setUp.getByRole('row', { name: 'Box model' }).click();
    await setUp.getByRole('button', { name: 'Review…' }).click();
    const review = window.getByRole('dialog', { name: 'Review changes' });
    await expect(review).toContainText('lmstudio-2/box-model');
    await review.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toContain('"lmstudio-2/box-model"');
    expect((await desk.configNow()).match(/\/\/ /g)).toHaveLength(desk.text.match(/\/\/ /g)?.length ?? 0);
    expect(box.ledger.sideEffects()).toEqual([]);
  });

  test('a server that the config names is hidden, which says what that means, and shown again in Settings', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    const coder = row(window, 'Qwen3.8 Coder');
    await expect(coder).toBeVisible();
    await window.getByRole('button', { name: 'Actions for LM Studio' }).click();
    await window.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = window.getByRole('alertdialog', { name: 'Hide LM Studio?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await expect(dialog).toContainText('the chain no longer knows how it is');
    await dialog.getByRole('button', { name: 'Hide' }).click();
    await expect(coder).toHaveCount(0);

    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(window.getByText(`localhost:${desk.studio.port}`)).toBeVisible();
    await window.getByRole('button', { name: 'Show again' }).click();
    await expect(window.getByText('Hidden servers')).toHaveCount(0);
    await window.getByRole('button', { name: 'Models', exact: true }).click();
    await expect(coder).toBeVisible();
    expect(await desk.configNow()).toBe(desk.text);
  });

  test('keep-warm hours are set for one model and remembered', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await row(window, 'MiniMax M2.1 gs32').click();
    const details = window.getByRole('radio', { name: 'Keep', exact: true });
    await details.click({ force: true });
    await expect(details).toBeChecked();
    await window.getByRole('button', { name: 'Hours…' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Only at certain hours' }).click({ force: true });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    const settings = JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8'));
    const [policy] = Object.values(settings.keepWarm.models) as { mode: string; hours: { days: number[] } }[];
    expect(policy).toMatchObject({ mode: 'keep', hours: { days: expect.any(Array) } });
  });

  test('a server that goes away keeps its last data, marked, and comes back by itself', async ({ world }) => {
    const { studio } = await aDesk(world);
    const { window } = await world.start();
    const minimax = row(window, 'MiniMax M2.1 gs32');
    await expect(minimax).toContainText('warm');
    await studio.stop();
    await expect(window.getByRole('row', { name: /LM Studio/ })).toContainText(/not running|unreachable/i, {
      timeout: 15_000,
    });
    await expect(minimax).toBeVisible();
    await studio.restart();
    await expect(window.getByRole('row', { name: /LM Studio/ })).not.toContainText(
      /not running|unreachable/i,
      { timeout: 20_000 },
    );
  });
});
