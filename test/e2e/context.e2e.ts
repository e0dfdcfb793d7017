import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

test.describe('contexts', () => {
  test('a mismatch is explained at its place and fixed from there, with one number changed in the file', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    // Ollama gives 4,096 by itself; the config promises the gateway 40,960.
    await desk.ollama.clientAsks('qwen3:8b');
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Chain', exact: true }).click();
    await window.getByRole('button', { name: /Context of Small/ }).click();
    await expect(window.getByText(/drops the beginning without a word/)).toBeVisible();
    await window.getByRole('button', { name: 'Set params.num_ctx to 40,960' }).click();
    const dialog = window.getByRole('dialog', { name: 'Review changes' });
    await expect(dialog).toContainText('num_ctx: 40960');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(desk.configNow)
      .toBe(desk.text.replace('maxTokens: 4096 }', 'maxTokens: 4096, params: { num_ctx: 40960 } }'));
  });

  test('the same mismatch is a check with its evidence, and looking at the checks loads nothing', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    await desk.ollama.clientAsks('qwen3:8b');
    desk.ollama.ledger.clear();
    desk.studio.ledger.clear();
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Checks', exact: true }).click();
    await expect(window.getByText(/the server keeps 4,096 and drops the beginning/)).toBeVisible();
    await window.getByRole('button', { name: 'Run again' }).click();
    await expect(window.getByText(/Checked/)).toBeVisible();
    expect(desk.ollama.ledger.sideEffects()).toEqual([]);
    expect(desk.studio.ledger.sideEffects()).toEqual([]);
  });
});
