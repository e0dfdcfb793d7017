import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './app-fixtures.ts';
import { aDesk } from './desk.ts';
import { onStandInOnly } from './desktop/desktop-app.ts';
import { mainFile } from './drivers/stand-in-driver.ts';

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

  // What starts the app again is a shell script here.
  test('starts the demo beside one’s own Pilotlight; it ends with it and leaves nothing @not-win32', async ({
    world,
    driverName,
  }) => {
    await world.settings({ firstRunDone: false });
    const temporary = path.join(world.home, 'tmp');
    await mkdir(temporary);
    const app = await world.start([], {
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      ...(driverName === 'stand-in' ? { APPIMAGE: await standInProgram(world.home) } : {}),
    });
    const { window } = app;
    await window.getByRole('button', { name: 'Try the demo' }).click();
    await window.getByRole('button', { name: 'Start the demo' }).click();
    const dialog = window.getByRole('dialog', { name: 'Try the demo' });
    const demos = async () =>
      (await readdir(temporary)).filter((name) => name.startsWith('pilotlight-demo-'));
    if (driverName === 'headless') {
      await expect(dialog).toContainText('The demo is ready at http://127.0.0.1:');
      const opened = window.context().waitForEvent('page');
      await dialog.getByRole('button', { name: 'Open the demo' }).click();
      const page = await opened;
      await expect(page.getByRole('row', { name: 'MiniMax' }).first()).toBeVisible();
      await expect(page.getByText('Demo', { exact: true })).toBeVisible();
    } else {
      await expect(dialog).toContainText('The demo is running in a window of its own.');
      await dialog.getByRole('button', { name: 'Done' }).click();
    }
    await expect(dialog).toBeHidden();
    // Asked for again, it is the same one.
    await window.getByRole('button', { name: 'Try the demo' }).click();
    await window.getByRole('button', { name: 'Start the demo' }).click();
    await expect(dialog).toContainText(/The demo is (running|ready)/);
    await window.keyboard.press('Escape');
    expect(await demos()).toHaveLength(1);
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Your models, ready');
    await app.close();
    expect(await demos()).toEqual([]);
  });

  test(`says why the demo did not start ${onStandInOnly}`, async ({ world }) => {
    await world.settings({ firstRunDone: false });
    const { window } = await world.start([], { APPIMAGE: path.join(world.home, 'not-there') });
    await window.getByRole('button', { name: 'Try the demo' }).click();
    await window.getByRole('button', { name: 'Start the demo' }).click();
    const dialog = window.getByRole('dialog', { name: 'Try the demo' });
    await expect(dialog).toContainText('The demo could not be started.');
    await dialog.getByRole('button', { name: 'Technical details' }).click();
    await expect(dialog).toContainText('ENOENT');
    await expect(dialog.getByRole('button', { name: 'Start the demo' })).toBeEnabled();
  });
});

/** What starts the desktop app a second time, as an AppImage's own file would: here, a stand-in of its own. */
async function standInProgram(folder: string): Promise<string> {
  const file = path.join(folder, 'another-start');
  const program = fileURLToPath(new URL('../electron-stand-in/program.ts', import.meta.url));
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' '${mainFile}' "$@"\n`, {
    mode: 0o755,
  });
  return file;
}
