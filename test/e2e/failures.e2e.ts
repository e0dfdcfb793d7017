import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type World } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import { standBetween } from './stand-between.ts';

/** From now on the settings can't be saved: a folder stands in their place. */
async function blockSettings(world: World): Promise<void> {
  const file = path.join(world.dataFolder, 'settings.json');
  await rm(file, { force: true });
  await mkdir(path.join(file, 'in-the-way'), { recursive: true });
}

const notSaved = 'The settings could not be saved.';

test.describe('an action that failed', () => {
  test('says so in the panel where it was asked, and tries the very same again', async ({ world }) => {
    const desk = await aDesk(world);
    const coder = desk.studio.models.find(({ id }) => id === 'qwen3.8-coder');
    if (coder === undefined) throw new Error('The desk has no coder.');
    coder.loadFailure = 'The model file is damaged.';
    await world.config(desk.text.replace('"ollama/qwen3:8b", // small', '"lmstudio/qwen3.8-coder",'));
    const panel = await (await world.start()).openPanel();
    await panel.getByRole('button', { name: 'Load', exact: true }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Load', exact: true }).click();
    await panel.getByRole('button', { name: 'The last action failed' }).click();
    await expect(panel.getByRole('dialog')).toContainText('The server could not load the model.');
    coder.loadFailure = null;
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect(panel.getByRole('button', { name: 'The last action failed' })).toHaveCount(0);
    await expect
      .poll(() => desk.studio.instances.all.map((instance) => instance.model.id))
      .toContain(coder.id);
  });

  test('says so under the fix of a check', async ({ world }) => {
    const desk = await aDesk(world);
    for (const model of desk.studio.models) model.loadFailure = 'The model file is damaged.';
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Checks', exact: true }).click();
    const finding = window.getByRole('listitem').filter({ hasText: 'Minimax' });
    await finding
      .getByRole('button', { name: /^Reload/ })
      .first()
      .click();
    await expect(window.getByRole('main')).toContainText('The server could not load the model.');
    await window.getByRole('button', { name: 'Dismiss' }).click();
    await expect(window.getByRole('main')).not.toContainText('The server could not load the model.');
  });

  test('says so under the button of a notice, in the menu of the panel, and in Settings', async ({
    world,
  }) => {
    await aDesk(world);
    const keepWarm = { chainByDefault: true, serverDefaults: {}, models: {}, pauseOnBattery: false };
    const pausedUntil = Date.now() + 3_600_000;
    await world.settings({ keepWarm: { ...keepWarm, pausedUntil, assumedIdleMinutes: null } });
    const app = await world.start();
    const panel = await app.openPanel();
    await expect(panel.getByRole('button', { name: 'Resume keep warm' })).toBeVisible();
    await blockSettings(world);
    await panel.getByRole('button', { name: 'Resume keep warm' }).click();
    await expect(panel.getByText(notSaved)).toHaveCount(1);
    await panel.getByRole('button', { name: 'More' }).click();
    await panel.getByRole('menuitem', { name: /Pause keep warm for 1 hour/ }).click();
    await expect(panel.getByText(notSaved)).toHaveCount(2);

    const { window } = app;
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await window.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(window.getByText(notSaved)).toHaveCount(1);
  });

  test('keeps the question about a reset open @not-stand-in @not-electron', async ({ world }) => {
    await world.settings({});
    const { window } = await world.start();
    const between = await standBetween(window);
    between.fail('resetSettings', { code: 'settings-write-failed', detail: 'EROFS' });
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await window.getByRole('button', { name: 'Reset all settings…' }).click();
    const dialog = window.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
    await expect(dialog).toContainText(notSaved);
    between.mend('resetSettings');
    await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
    await expect(dialog).toHaveCount(0);
  });
});
