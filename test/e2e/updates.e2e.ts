import type { Page } from '@playwright/test';
import type { Snapshot } from '../../shared/snapshot.ts';
import { expect, test } from './app-fixtures.ts';

type Message = {
  result?: { value?: { app?: object } };
  payload?: { patches?: { slice: string; value?: object }[] };
};

/**
 * An update needs an installed app and a feed. Here the page is the real one, and on its way to the page the snapshot
 * gets what a desktop with an update would say.
 */
async function withUpdate(page: Page, update: Snapshot['app']['update']): Promise<string[]> {
  const asked: string[] = [];
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const host = socket.connectToServer();
    socket.onMessage((text) => {
      const { id, command } = JSON.parse(String(text)) as { id: number; command: string };
      asked.push(command);
      if (command === 'installUpdate') {
        const failure = { code: 'update-failed', detail: 'Not this time.' };
        socket.send(JSON.stringify({ id, result: { ok: false, failure } }));
      } else host.send(text);
    });
    host.onMessage((text) => {
      const message = JSON.parse(String(text)) as Message;
      const patches = message.payload?.patches ?? [];
      const apps = [
        message.result?.value?.app,
        ...patches.map(({ slice, value }) => slice === 'app' && value),
      ];
      for (const app of apps) if (app) Object.assign(app, { host: 'desktop', update });
      socket.send(JSON.stringify(message));
    });
  });
  await page.reload();
  return asked;
}

test('a newer version says what is new, as text, and is used by a button @not-stand-in @not-electron', async ({
  world,
}) => {
  await world.settings({});
  const { window } = await world.start();
  const notes = 'Faster.\n<img src=x onerror="document.title = \'owned\'">';
  const asked = await withUpdate(window, { version: '9.9.9', notes, ready: true });
  await window.getByRole('button', { name: 'Settings' }).click();
  await expect(window.getByText('Version 9.9.9 is ready')).toBeVisible();
  await window.getByRole('button', { name: 'What is new' }).click();
  await expect(window.getByText('<img src=x')).toBeVisible();
  expect(await window.title()).not.toBe('owned');
  await window.getByRole('button', { name: 'Restart to update' }).click();
  await expect(window.getByText('The update could not be installed.')).toBeVisible();
  expect(asked).toContain('installUpdate');
});

test('an update that is still on its way has no button yet @not-stand-in @not-electron', async ({
  world,
}) => {
  await world.settings({});
  const { window } = await world.start();
  await withUpdate(window, { version: '9.9.9', notes: '', ready: false });
  await window.getByRole('button', { name: 'Settings' }).click();
  await expect(window.getByText('Version 9.9.9 is available.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Restart to update' })).toHaveCount(0);
  await expect(window.getByRole('button', { name: 'What is new' })).toHaveCount(0);
});
