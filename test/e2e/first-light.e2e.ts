import { sampleModels } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { expect, test } from './app-fixtures.ts';

test.describe('first light', () => {
  test('the model of a server appears, follows the server, and is loaded again by a click', async ({
    world,
  }) => {
    const model = sampleModels.qwenCoder;
    const studio = await startLmStudio({ models: [model] });
    world.cleanUp(() => studio.stop());
    await studio.userLoads(model.id);
    await world.settings({
      servers: [{ id: `this-machine:${studio.port}`, url: studio.url, name: null, kind: null }],
      pollSeconds: { visible: 1, hidden: 5 },
    });
    const app = await world.start();

    const row = app.window.getByRole('row', { name: model.displayName });
    await expect(row).toContainText('warm');
    if (app.tray !== null) expect(await app.tray.tooltip()).toContain('warm');

    await studio.userUnloads(model.id);
    await expect(row).toContainText('not loaded');
    if (app.tray !== null) await expect.poll(() => app.tray?.tooltip()).toContain('cold');

    await row.hover();
    await row.getByRole('button', { name: /^Load/ }).click();
    await app.window.getByRole('dialog').getByRole('button', { name: 'Load' }).click();
    await expect(row).toContainText('warm');
    expect(studio.instances.all).toHaveLength(1);
  });

  test('a second start leaves the first one as it is', async ({ world }) => {
    await world.settings({});
    const app = await world.start();
    await app.window.getByRole('button', { name: 'Activity' }).click();
    await app.startAgain();
    await expect(app.window.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
    await app.window.getByRole('button', { name: 'Models' }).click();
    await expect(app.window.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
  });

  test('the panel’s button opens the window, and in a browser its own page becomes it', async ({ world }) => {
    await world.settings({});
    const app = await world.start();
    await app.window.getByRole('button', { name: 'Activity' }).click();
    const panel = await app.openPanel();
    await panel.getByRole('button', { name: 'Open Pilotlight' }).click();
    if (app.driver === 'headless') await expect(panel.getByRole('navigation')).toBeVisible();
    // Nobody else's page is moved by it.
    await expect(app.window.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  });
});
