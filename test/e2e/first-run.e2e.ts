import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';

test.describe('the first page', () => {
  test('says what was found, takes it over by a click, and does not come again', async ({ world }) => {
    const desk = await aDesk(world);
    await world.settings({ firstRunDone: false });
    const { window } = await world.start();
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Your models, ready');
    await expect(window.getByRole('region', { name: 'Found' })).toContainText('LM Studio');
    await expect(window.getByRole('region', { name: 'Found' })).toContainText('openclaw.json');
    await expect(window.getByRole('region', { name: 'Missing' })).toContainText('openclaw command');

    await window.getByRole('button', { name: 'Use these' }).click();
    await expect(window.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
    const saved = async () =>
      JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8')) as unknown;
    await expect.poll(saved).toMatchObject({ firstRunDone: true, keepWarm: { chainByDefault: true } });
    await window.reload();
    await expect(window.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
    expect(await desk.configNow()).toBe(desk.text);
  });
});
