import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

/** What somebody hears who does not see: names and descriptions of what is drawn. */
test.describe('what is read out', () => {
  test('a row of a model tells its state and context, a row of a server how it is', async ({ world }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    const row = window.getByRole('row', { name: 'MiniMax M2.1 gs32', exact: true });
    await expect(row).toHaveAccessibleDescription(/^warm.* 64k of 196k$/);
    await desk.studio.userUnloads('minimax-m2.1-gs32');
    await expect(row).toHaveAccessibleDescription(/^not loaded/);
    const server = window.getByRole('row', { name: 'LM Studio', exact: true });
    await expect(server).toHaveAccessibleDescription(/2 models/);
  });

  test('the menu of a server is named as the server is', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Actions for LM Studio' }).click();
    await expect(window.getByRole('menu', { name: 'Actions for LM Studio' })).toBeVisible();
  });

  test('what only an icon shows has a tooltip in long lists too', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    const more = window.getByRole('button', { name: 'Actions for LM Studio' });
    await expect(more.getByTitle('Actions for LM Studio')).toBeVisible();
    await expect(more).toHaveAccessibleDescription('');
  });

  test('an earlier version of the config is named by its time and how it came', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('radio', { name: 'History' }).click();
    await expect(window.getByRole('row').first()).toHaveAccessibleName(/\d.*, First seen · openclaw\.json$/);
  });

  test('the button that takes a removal back says so', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('radio', { name: 'Providers' }).click();
    await window.getByRole('row', { name: 'lmstudio' }).click();
    await window.getByRole('button', { name: 'Remove qwen3.8-coder' }).click();
    await window.getByRole('button', { name: 'Put qwen3.8-coder back' }).click();
    await expect(window.getByRole('button', { name: 'Remove qwen3.8-coder' })).toBeVisible();
  });

  test('taking back the last change of the chain is announced, each time', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Chain', exact: true }).click();
    const links = window.getByRole('grid', { name: 'Links of Default chain' }).getByRole('row');
    await links.nth(0).focus();
    await window.keyboard.press('Alt+ArrowDown');
    await window.keyboard.press('Alt+ArrowDown');
    const said = window.getByRole('status').getByText('The last change was taken back.');
    await window.getByRole('button', { name: 'Undo last change' }).click();
    const first = await said.elementHandle();
    await window.getByRole('button', { name: 'Undo last change' }).click();
    await expect.poll(() => first?.evaluate((element) => element.isConnected)).toBe(false);
    await expect(said).toBeAttached();
  });
});
