import { expect, test } from '../app-fixtures.ts';
import { onStandInOnly, startDesktop } from './desktop-app.ts';

test(`a shortcut that does not work says so where it is set, until another one does ${onStandInOnly}`, async ({
  world,
}) => {
  await world.settings({});
  const app = await startDesktop(world, { args: [] });
  const window = await app.window('index.html');
  await app.shortcuts.take('Alt+P');
  await window.getByRole('button', { name: 'Settings', exact: true }).click();
  const field = window.getByRole('textbox', { name: 'Shortcut that opens the panel' });

  await field.fill('Alt+P');
  await field.press('Enter');
  await expect(window.getByText(/another program or the system uses it/)).toBeVisible();
  await field.fill('the P key');
  await field.press('Enter');
  await expect(window.getByText(/This is no shortcut/)).toBeVisible();
  await field.fill('Alt+Shift+P');
  await field.press('Enter');
  await expect.poll(() => app.shortcuts.list()).toEqual(['Alt+Shift+P']);
  await expect(window.getByText(/This is no shortcut|uses it/)).toHaveCount(0);
});
