import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { commandChannel } from '../../../shared/channels.ts';
import { expect, test } from '../app-fixtures.ts';
import { onStandInOnly, startDesktop } from './desktop-app.ts';

test(`the demo shows its models at once, kept warm, and leaves nothing behind ${onStandInOnly}`, async ({
  world,
}) => {
  const temporary = path.join(world.home, 'tmp');
  await mkdir(temporary);
  const app = await startDesktop(world, {
    args: ['--demo'],
    env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });
  const page = await app.window('index.html');
  await expect(page.getByRole('row', { name: 'MiniMax' }).first()).toBeVisible();
  const snapshot = JSON.stringify(await app.callRaw('index.html', commandChannel('getSnapshot')));
  expect(snapshot).toContain('"mode":"keep"');
  expect(await readdir(temporary)).toHaveLength(1);
  expect(await app.close()).toMatchObject({ code: 0, killed: false });
  expect(await readdir(temporary)).toEqual([]);
  expect(await readdir(world.dataFolder)).toEqual([]);
});
