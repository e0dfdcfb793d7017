import { fakeModel, sampleModels } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { startOllama } from '../fake-servers/ollama.ts';
import { expect, test } from './app-fixtures.ts';
import { aDesk, includeAgents } from './desk.ts';
import { standBetween } from './stand-between.ts';

const onHeadlessOnly = '@not-stand-in @not-electron';
const lost = { code: 'internal', detail: 'for this story' } as const;

test.describe('what is not known is not claimed', () => {
  test(`a text that could not be checked is not called right, and versions come after a failure ${onHeadlessOnly}`, async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    const between = await standBetween(window);
    between.fail('checkText', lost);
    between.fail('configVersions', lost);
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await expect(window.getByText(/This text could not be checked/)).toBeVisible();
    await expect(window.getByText(/Nothing wrong in this file/)).toHaveCount(0);

    await window.getByRole('radio', { name: 'History' }).click({ force: true });
    await expect(window.getByRole('main')).toContainText('internal: for this story');
    between.mend('configVersions');
    await world.config(`${desk.text}\n`);
    await expect(window.getByRole('grid', { name: 'Earlier versions' })).toBeVisible();
    await expect(window.getByRole('main')).not.toContainText('internal: for this story');
  });

  test(`a week is not zero while it is counted ${onHeadlessOnly}`, async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    const between = await standBetween(window);
    const counted = between.hold('warmthAccounts');
    await window.getByRole('row', { name: 'MiniMax M2.1 gs32', exact: true }).click();
    await window.getByRole('radio', { name: 'Keep', exact: true }).click({ force: true });
    await window.getByRole('button', { name: 'Last 7 days' }).click();
    await expect(window.getByText('Counting…')).toBeVisible();
    counted();
    await expect(window.getByText('Counting…')).toHaveCount(0);
  });

  test('a server that has not answered yet has no number of models', async ({ world }) => {
    const slow = await startOllama({ models: [sampleModels.qwen8b] });
    world.cleanUp(() => slow.stop());
    slow.misbehave({ delayMs: Number.POSITIVE_INFINITY });
    await world.settings({});
    const app = await world.start();
    const panel = await app.openPanel();
    const { window } = app;
    await window.getByRole('button', { name: 'Add server…' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(slow.url);
    await dialog.getByRole('button', { name: 'Add server' }).click();
    await expect(panel.getByText('asking…')).toBeVisible();
    await expect(window.getByText('asking…')).toBeVisible();
    for (const page of [panel, window]) await expect(page.getByText('0 models')).toHaveCount(0);
  });

  test('on the first run a server that is still asked is neither found nor missing', async ({ world }) => {
    const slow = await startOllama({ models: [sampleModels.qwen8b] });
    world.cleanUp(() => slow.stop());
    slow.misbehave({ delayMs: Number.POSITIVE_INFINITY });
    await world.settings({ firstRunDone: false });
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Add a server' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(slow.url);
    await dialog.getByRole('button', { name: 'Add server' }).click();
    const address = `127.0.0.1:${slow.port}`;
    await expect(window.getByRole('region', { name: 'Still asking' })).toContainText(address);
    await expect(window.getByText('0 models')).toHaveCount(0);
  });

  test('a filter that fits no model does not say that the server has none', async ({ world }) => {
    const names = Array.from({ length: 9 }, (_, at) => `box-${at}`);
    const box = await startLmStudio({ models: names.map((id) => fakeModel({ id, displayName: id })) });
    world.cleanUp(() => box.stop());
    await aDesk(world);
    const servers = [{ id: `this-machine:${box.port}`, url: box.url, name: 'Box', kind: null }];
    await world.settings({ servers, pollSeconds: { visible: 1, hidden: 5 } });
    const { window } = await world.start();
    await expect(window.getByRole('row', { name: 'box-0', exact: true })).toBeVisible();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('radio', { name: 'Providers' }).click({ force: true });
    await window.getByRole('button', { name: 'Set up a provider…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Set up a provider' });
    await dialog.getByRole('searchbox').fill('no such model');
    await expect(dialog).toContainText('No model matches.');
    await expect(dialog).not.toContainText('The server lists no models.');
  });

  test('discard is there for the file that is shown, not for a change in another', async ({ world }) => {
    const desk = await aDesk(world);
    await includeAgents(world, desk.text);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    const discard = window.getByRole('button', { name: 'Discard' });
    await window.getByText('keep the hosted ones').click();
    await window.keyboard.press('End');
    await window.keyboard.type(' always');
    await expect(discard).toBeEnabled();
    await window.getByRole('radio', { name: 'agents.json5' }).click({ force: true });
    await expect(window.getByText('when the desk is off')).toBeVisible();
    await expect(discard).toBeDisabled();
    await window.getByRole('radio', { name: /openclaw\.json/ }).click({ force: true });
    await discard.click();
    await expect(window.getByText('keep the hosted ones always')).toHaveCount(0);
  });

  test('quiet hours begin as nights', async ({ world }) => {
    await world.settings({});
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await window.getByRole('switch', { name: 'Quiet hours' }).press('Space');
    await expect(window.getByText('Runs past midnight.')).toBeVisible();
    await expect(window.getByRole('button', { name: 'Sun', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });
});
