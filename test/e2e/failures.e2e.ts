import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

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
});
