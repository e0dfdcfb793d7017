import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { webPreferences } from '../../../electron/desktop/window-options.ts';
import { commandChannel } from '../../../shared/channels.ts';
import { expect, test } from '../app-fixtures.ts';
import { aDesk } from '../desk.ts';
import { onStandInOnly, openMenu, startDesktop } from './desktop-app.ts';

const panel = 'view=panel';
const main = (window: { url: string }) => window.url.includes('index.html') && !window.url.includes(panel);

test.describe(`the panel ${onStandInOnly}`, () => {
  test('opens under its icon on the display that was clicked, over full-screen apps', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { platform: 'darwin' });
    await app.displays.set([
      { id: 1, bounds: { x: 0, y: 0, width: 1440, height: 900 } },
      { id: 2, bounds: { x: 1440, y: 0, width: 1920, height: 1080 } },
    ]);
    await app.tray.setBounds({ x: 3_000, y: 0, width: 24, height: 24 });
    await app.tray.click();
    await expect((await app.window(panel)).getByRole('main')).toBeVisible();
    const view = await app.findWindow(panel);
    expect(view.bounds).toEqual({ x: 2_822, y: 31, width: 380, height: 560 });
    expect(view.settings).toMatchObject({
      alwaysOnTop: true,
      visibleOnAllWorkspaces: true,
      visibleOnFullScreen: true,
      skipTaskbar: true,
      resizable: false,
    });
    expect(view.options).toMatchObject({ type: 'panel', hiddenInMissionControl: true, frame: false });
    // No Dock icon for a glance.
    expect((await app.dock.view()).visible).toBe(false);
  });

  test('is destroyed by a click elsewhere, by Escape and by a second click on its icon', async ({
    world,
  }) => {
    await world.settings({});
    const app = await startDesktop(world, { platform: 'darwin' });
    const gone = () => app.waitFor('no window', async () => (await app.windows()).length === 0);

    await app.tray.click();
    await app.window(panel);
    await app.waitFor('the focus', async () => (await app.findWindow(panel)).focused);
    await app.blurWindow(panel);
    await gone();
    // The click that took the focus away is the one on the icon: it closes, it does not open again.
    await app.tray.click();
    expect(await app.windows()).toEqual([]);

    await expect
      .poll(async () => {
        await app.tray.click();
        return (await app.windows()).length;
      })
      .toBe(1);
    const page = await app.window(panel);
    await expect(page.getByRole('main')).toBeVisible();
    await page.keyboard.press('Escape');
    await gone();

    await app.tray.click();
    await app.window(panel);
    await app.tray.click();
    await gone();
  });

  test('gives way to the main window', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { platform: 'darwin' });
    await app.tray.click();
    const page = await app.window(panel);
    await page.getByRole('button', { name: 'Open Pilotlight' }).click();
    await app.window((window) => main(window));
    await expect.poll(async () => (await app.windows()).map(main)).toEqual([true]);
  });
});

test.describe(`the main window ${onStandInOnly}`, () => {
  test('comes back where it was, and where it can be reached', async ({ world }) => {
    await world.settings({});
    const file = path.join(world.dataFolder, 'window-state.json');
    const first = await startDesktop(world, { args: [] });
    await first.window('index.html');
    await first.moveWindow('index.html', { x: 210, y: 140, width: 900, height: 620 });
    await first.closeWindow('index.html');
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('"width":900');
    await expect.poll(async () => (await first.windows()).length).toBe(0);
    await first.app.activate();
    expect((await first.findWindow('index.html')).bounds).toEqual({
      x: 210,
      y: 140,
      width: 900,
      height: 620,
    });
    expect(await first.close()).toMatchObject({ code: 0, killed: false });

    await writeFile(
      file,
      '{"main":{"bounds":{"x":9000,"y":9000,"width":900,"height":620},"maximized":false}}',
    );
    const second = await startDesktop(world, { args: [] });
    await second.window('index.html');
    const { bounds } = await second.findWindow('index.html');
    expect(bounds).toMatchObject({ width: 1040, height: 720 });
    expect(bounds.x).toBeLessThan(1_440);
  });

  test('is destroyed when it is closed, and the app goes on without a renderer or a Dock icon', async ({
    world,
  }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [], platform: 'darwin' });
    await app.window('index.html');
    await expect.poll(async () => (await app.dock.view()).visible).toBe(true);
    await app.closeWindow('index.html');
    await expect.poll(async () => (await app.windows()).length).toBe(0);
    await expect.poll(async () => (await app.dock.view()).visible).toBe(false);
    expect(app.hasEnded()).toBe(false);
    expect(await app.tray.count()).toBe(1);
  });

  test('asks before edits nobody saved are lost, when it closes and when the app quits', async ({
    world,
  }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [] });
    const page = await app.window('index.html');
    await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
    const asked = async () => (await app.dialogs.list()).length;

    await app.dialogs.answer('message', { response: 1 });
    await app.closeWindow('index.html');
    await expect.poll(asked).toBe(1);
    await app.dialogs.answer('message', { response: 1 });
    await app.app.quit();
    await expect.poll(asked).toBe(2);
    expect(await app.windows()).toHaveLength(1);
    expect(app.hasEnded()).toBe(false);

    await app.dialogs.answer('message', { response: 0 });
    await app.app.quit();
    expect(await app.ended).toMatchObject({ code: 0 });
  });

  test('opens for a second start, for the Dock and for a link, and only at a place', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { platform: 'darwin' });
    expect(await app.windows()).toEqual([]);
    await app.app.activate();
    const page = await app.window('index.html');
    await app.app.secondInstance(['pilotlight://checks']);
    await expect(page).toHaveURL(/#\/checks$/);
    expect(await app.app.openUrl('pilotlight://chain')).toEqual({ handled: true });
    await expect(page).toHaveURL(/#\/chain$/);
    for (const link of ['pilotlight://quit', 'pilotlight://chain/save?x=1', 'pilotlight://models#/settings'])
      await app.app.openUrl(link);
    await expect(page).toHaveURL(/#\/chain$/);
    expect(await app.windows()).toHaveLength(1);
  });

  test('that is still loading goes where a link asks once it listens', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { platform: 'darwin' });
    await Promise.all([app.app.activate(), app.app.openUrl('pilotlight://chain')]);
    await expect(await app.window('index.html')).toHaveURL(/#\/chain$/);
    expect(await app.windows()).toHaveLength(1);
  });

  test('belongs to one app only: a second start hands over its link and goes', async ({ world }) => {
    await world.settings({});
    const first = await startDesktop(world);
    const second = await startDesktop(world, { args: ['pilotlight://activity'] });
    expect(await second.ended).toMatchObject({ code: 0 });
    await expect(await first.window('index.html')).toHaveURL(/#\/activity$/);
  });

  test('opens at the place a link started the app for', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: ['pilotlight://settings'] });
    await expect(await app.window('index.html')).toHaveURL(/#\/settings$/);
  });

  test('opens again with a sentence when its page crashes, but not for ever', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: ['pilotlight://chain'] });
    await app.window('index.html');
    for (let crash = 1; crash <= 3; crash += 1) {
      const { id } = await app.findWindow('index.html');
      await app.crashRenderer('index.html');
      const page = await app.waitFor('the new window', async () => {
        const next = (await app.windows()).find((window) => window.id !== id && window.url !== '');
        return next !== undefined && app.window((window) => window.id === next.id);
      });
      await expect(page.getByText('The window crashed and was opened again.')).toBeVisible();
      await expect(page).toHaveURL(/#\/chain$/);
    }
    await app.crashRenderer('index.html');
    await expect.poll(async () => (await app.windows()).length).toBe(0);
    // The menu bar still opens it.
    await app.tray.click();
    await app.window(panel);
  });

  test('is given up only when the person says so, if it does not answer', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [] });
    await app.window('index.html');
    const { id } = await app.findWindow('index.html');
    await app.hangWindow('index.html');
    await app.waitFor('the question', async () => (await app.dialogs.list()).some(({ open }) => open));
    await app.dialogs.answer('message', { response: 1 });
    expect((await app.findWindow('index.html')).id).toBe(id);
    await app.hangWindow('index.html');
    await app.waitFor('the question', async () => (await app.dialogs.list()).some(({ open }) => open));
    await app.dialogs.answer('message', { response: 0 });
    await app.waitFor('the new window', async () => {
      const [window] = await app.windows();
      return window !== undefined && window.id !== id;
    });
  });
});

test.describe(`a hostile page ${onStandInOnly}`, () => {
  test('finds every security option set, on both windows', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [] });
    await app.window('index.html');
    await app.tray.click();
    await app.window(panel);
    const { preload: _preload, ...wanted } = webPreferences('');
    for (const window of await app.windows()) {
      expect(window.webPreferences).toMatchObject(wanted);
      expect(window.webPreferences.preload).toMatch(/preload\.cjs$/);
    }
    expect((await app.app.view()).sandboxed).toBe(true);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'hid',
    ])
      expect(await app.askPermission('index.html', permission), permission).toBe(false);
  });

  test('gets no command through: not as a stranger, not as a frame, not from elsewhere', async ({
    world,
  }) => {
    await aDesk(world);
    const app = await startDesktop(world, { args: [] });
    await app.window('index.html');
    const channel = commandChannel('getSnapshot');
    const refused = { ok: true, value: { ok: false, failure: { code: 'untrusted-sender' } } };
    expect(await app.callAsStrangerFrame('index.html', channel)).toMatchObject(refused);
    expect(await app.callAsForeignPage('index.html', channel)).toMatchObject(refused);
    expect(await app.callAsGoneFrame('index.html', channel)).toMatchObject(refused);
    expect(await app.callAsUnknownSender('app://pilotlight/index.html', channel)).toMatchObject(refused);
    expect(await app.callRaw('index.html', channel)).toMatchObject({ ok: true, value: { ok: true } });
    expect(await app.callRaw('index.html', 'pilotlight:command:eval', '1+1')).toMatchObject({ ok: false });
    const wrong = await app.callRaw('index.html', commandChannel('loadModel'), { serverId: 7 });
    expect(wrong).toMatchObject({ value: { ok: false, failure: { code: 'invalid-input' } } });
  });

  test('goes nowhere, opens nothing and sends only web addresses out', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [] });
    const page = await app.window('index.html');
    // A page that begins to leave stops loading what it still waits for: first it has to be whole.
    await expect(page.getByRole('main')).toBeVisible();
    const before = page.url();
    await page.evaluate(() => void window.open('https://stranger.example/'));
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://stranger.example/';
      document.body.append(link);
      link.click();
    });
    await expect(page.getByRole('main')).toBeVisible();
    expect((await app.findWindow('index.html')).url.split('#')[0]).toBe('app://pilotlight/index.html');
    expect(page.url().split('#')[0]).toBe(before.split('#')[0]);
    expect(await app.windows()).toHaveLength(1);

    const channel = commandChannel('openExternal');
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'pilotlight://chain', 'smb://host/share'])
      expect(await app.callRaw('index.html', channel, { url })).toMatchObject({ value: { ok: false } });
    expect(await app.callRaw('index.html', channel, { url: 'https://docs.example/' })).toMatchObject({
      value: { ok: true },
    });
    expect(await app.shell.opened()).toEqual(['https://docs.example/']);
  });
});

test(`the application menu has what macOS expects, and windows elsewhere have none ${onStandInOnly}`, async ({
  world,
}) => {
  await world.settings({});
  const mac = await startDesktop(world, { platform: 'darwin' });
  const menu = (await mac.menus.application()) ?? [];
  expect(menu.map(({ label }) => label)).toEqual(['Pilotlight', 'Edit', 'View', 'Window']);
  expect(menu[1]?.submenu?.map(({ role }) => role)).toContain('copy');
  await mac.menus.clickApplication('settings');
  await expect(await mac.window('index.html')).toHaveURL(/#\/settings$/);
  await mac.close();
  const linux = await startDesktop(world, { platform: 'linux' });
  expect(await linux.menus.application()).toBeNull();
  expect((await openMenu(linux)).length).toBeGreaterThan(3);
});
