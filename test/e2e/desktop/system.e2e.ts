import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { builderConfig } from '../../../build/electron-builder.ts';
import { commandChannel } from '../../../shared/channels.ts';
import { modelKey, type WarmthPolicy } from '../../../shared/warmth.ts';
import type { StandIn } from '../../electron-stand-in/driver.ts';
import { sampleModels } from '../../fake-servers/fake-model.ts';
import { startOllama } from '../../fake-servers/ollama.ts';
import { expect, test, type World } from '../app-fixtures.ts';
import { aDesk } from '../desk.ts';
import { startHeadless } from '../drivers/headless-driver.ts';
import { onStandInOnly, openMenu, settledMenu, startDesktop } from './desktop-app.ts';

const small = sampleModels.qwen8b.id;
const keep: WarmthPolicy = { mode: 'keep', hours: null, acceptsRealRequests: false };
const hour = 3_600_000;

/** An Ollama whose model is loaded and kept warm. */
async function aKeptModel(world: World, settings: Parameters<World['settings']>[0] = {}) {
  const ollama = await startOllama({ models: [{ ...sampleModels.qwen8b, loadMs: 0 }] });
  world.cleanUp(() => ollama.stop());
  await ollama.clientAsks(small);
  const serverId = `this-machine:${ollama.port}`;
  await world.settings({
    servers: [{ id: serverId, url: ollama.url, name: 'Ollama', kind: null }],
    pollSeconds: { visible: 1, hidden: 5 },
    keepWarm: {
      chainByDefault: false,
      serverDefaults: {},
      models: { [modelKey(serverId, small)]: keep },
      pauseOnBattery: true,
      pausedUntil: null,
      assumedIdleMinutes: null,
    },
    ...settings,
  });
  return { ollama, serverId };
}

/** The count once it stood still for long enough to mean something. */
async function restOf(app: StandIn, count: () => number): Promise<number> {
  let last = { count: -1, since: 0 };
  return app.waitFor('a rest', async () => {
    if (count() !== last.count) last = { count: count(), since: Date.now() };
    return Date.now() - last.since > 1_500 && last.count;
  });
}

const menuLabels = async (app: StandIn) => (await openMenu(app)).map(({ label }) => label);
const isWarm = (app: StandIn) =>
  app.waitFor('a warm model', async () =>
    (await app.tray.view())?.toolTip.includes('every local model is warm'),
  );
const logText = (world: World) => readFile(path.join(world.dataFolder, 'logs', 'desktop.log'), 'utf8');

test.describe(`power ${onStandInOnly}`, () => {
  test('asleep, nobody is asked; awake again, everybody is', async ({ world }) => {
    const { ollama } = await aKeptModel(world);
    // Twenty times the pace: five seconds between two looks pass in a quarter of one.
    const app = await startDesktop(world, { env: { PILOTLIGHT_TEST_CLOCK: `${Date.now()}x20` } });
    await isWarm(app);
    await app.power.suspend();
    const asleep = await restOf(app, () => ollama.requests.length);
    await app.power.resume();
    await expect.poll(() => ollama.requests.length).toBeGreaterThan(asleep);
  });

  test('unlocked, everybody is looked at once, though the next look was far away', async ({ world }) => {
    const { ollama } = await aKeptModel(world, { pollSeconds: { visible: 3, hidden: 3600 } });
    const app = await startDesktop(world, { env: { PILOTLIGHT_TEST_CLOCK: `${Date.now()}x20` } });
    await isWarm(app);
    const before = await restOf(app, () => ollama.requests.length);
    await app.power.lock();
    await app.power.unlock();
    await expect.poll(() => ollama.requests.length).toBeGreaterThan(before);
  });

  test('waking up and unlocking at once is one coming back, and one look', async ({ world }) => {
    const { ollama } = await aKeptModel(world, { pollSeconds: { visible: 3, hidden: 3600 } });
    const app = await startDesktop(world, { env: { PILOTLIGHT_TEST_CLOCK: `${Date.now()}x20` } });
    await isWarm(app);
    const looks = async (comeBack: () => Promise<unknown>) => {
      const before = await restOf(app, () => ollama.requests.length);
      await app.power.suspend();
      await comeBack();
      return (await restOf(app, () => ollama.requests.length)) - before;
    };
    const one = await looks(() => app.power.resume());
    expect(one).toBeGreaterThan(0);
    const both = await looks(async () => {
      await app.power.resume();
      await app.power.unlock();
    });
    expect(both).toBe(one);
  });

  test('keeps the machine awake only when asked to, for that time, while a model is kept warm', async ({
    world,
  }) => {
    const { ollama } = await aKeptModel(world);
    const app = await startDesktop(world, { args: [] });
    await app.window('index.html');
    await isWarm(app);
    expect(await app.power.blockers()).toEqual([]);
    const set = (keepAwakeUntil: number | null) =>
      app.callRaw('index.html', commandChannel('updateSettings'), { change: { keepAwakeUntil } });

    await set(Date.now() + hour);
    await expect.poll(() => app.power.blockers()).toEqual(['prevent-app-suspension']);
    ollama.clientUnloads(small);
    await expect.poll(() => app.power.blockers()).toEqual([]);
    await ollama.clientAsks(small);
    await expect.poll(() => app.power.blockers()).toEqual(['prevent-app-suspension']);
    // On battery keep warm rests, and with it the reason.
    await app.power.battery();
    await expect.poll(() => app.power.blockers()).toEqual([]);
    await app.power.ac();
    await expect.poll(() => app.power.blockers()).toEqual(['prevent-app-suspension']);
    await set(Date.now() + 800);
    await expect.poll(() => app.power.blockers()).toEqual([]);
    await expect
      .poll(async () => JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8')))
      .toMatchObject({ keepAwakeUntil: null });
  });
});

test.describe(`logging out and shutting down ${onStandInOnly}`, () => {
  /** A page with edits nobody saved asks before it closes; here nobody is there to answer. */
  async function aWindowWithEdits(world: World, platform: NodeJS.Platform) {
    await aDesk(world);
    const app = await startDesktop(world, { args: [], platform });
    const page = await app.window('index.html');
    await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    return app;
  }

  for (const platform of ['darwin', 'linux'] as const) {
    test(`on ${platform} waits for the app to end, without a question`, async ({ world }) => {
      const app = await aWindowWithEdits(world, platform);
      expect(await app.power.shutdown()).toEqual({ prevented: true });
      expect(await app.ended).toMatchObject({ code: 0 });
      expect(await logText(world)).not.toContain('needs an answer');
    });
  }

  test('on Windows is told to the window, and not held up while nothing is being saved', async ({
    world,
  }) => {
    const app = await aWindowWithEdits(world, 'win32');
    expect(await app.endSession('index.html', 'query-session-end')).toEqual({ prevented: false });
    expect(await app.ended).toMatchObject({ code: 0 });
    expect(await logText(world)).not.toContain('needs an answer');
  });
});

test.describe(`notifications ${onStandInOnly}`, () => {
  test('tell of a kept model that went away, once, and load it again by their button', async ({ world }) => {
    const { ollama } = await aKeptModel(world);
    const app = await startDesktop(world);
    await isWarm(app);
    ollama.clientUnloads(small);
    const [first] = await app.waitFor('the notification', async () => {
      const list = await app.notifications.list();
      return list.length > 0 ? list : null;
    });
    expect(first).toMatchObject({ title: `${small} went cold`, state: 'shown', silent: true });
    expect(first?.actions).toEqual([{ type: 'button', text: 'Load it again' }]);
    await app.notifications.action('Load it again');
    await expect.poll(() => ollama.loadedNames()).toEqual([small]);
    await isWarm(app);
    ollama.clientUnloads(small);
    await app.waitFor('cold', async () => (await app.tray.view())?.toolTip.includes('cold'));
    expect(await app.notifications.list()).toHaveLength(1);
  });

  test('open the window when they are clicked', async ({ world }) => {
    const { ollama } = await aKeptModel(world);
    const app = await startDesktop(world);
    await isWarm(app);
    ollama.clientUnloads(small);
    await app.waitFor('the notification', async () => (await app.notifications.list()).length > 0);
    await app.notifications.click();
    await expect(await app.window('index.html')).toHaveURL(/#\/models$/);
    expect(ollama.loadedNames()).toEqual([]);
  });

  test('come on Windows under the name the installer gave the app', async ({ world }) => {
    await world.settings({});
    const { appId } = builderConfig({ electronDist: null, output: '', environment: {} });
    const windows = await startDesktop(world, { platform: 'win32' });
    expect((await windows.app.view()).appUserModelId).toBe(appId);
    await windows.close();
    const mac = await startDesktop(world, { platform: 'darwin' });
    expect((await mac.app.view()).appUserModelId).toBeNull();
  });

  test('keep still in quiet hours and where the system shows none', async ({ world }) => {
    const always = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 };
    const { ollama } = await aKeptModel(world, {
      notifications: { keptModelLost: true, primaryReachability: true, saveFailed: true, quietHours: always },
    });
    const quiet = await startDesktop(world);
    await isWarm(quiet);
    ollama.clientUnloads(small);
    await quiet.waitFor('cold', async () => (await quiet.tray.view())?.toolTip.includes('cold'));
    expect(await quiet.notifications.list()).toEqual([]);
    await quiet.close();

    await ollama.clientAsks(small);
    const settings = JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8'));
    await world.settings({ ...settings, notifications: undefined });
    const without = await startDesktop(world);
    await without.notifications.unsupported();
    await isWarm(without);
    ollama.clientUnloads(small);
    await expect.poll(() => logText(world)).toContain('shows no notifications');
    expect(await without.notifications.list()).toEqual([]);
  });
});

test.describe(`the system ${onStandInOnly}`, () => {
  test('starts the app at login only when the person says so, hidden', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [], platform: 'win32', packaged: true });
    await app.window('index.html');
    expect(await app.loginItem()).toMatchObject({ openAtLogin: false, changes: 0 });
    expect((await app.app.view()).protocols).toEqual(['pilotlight']);
    const set = (startAtLogin: boolean) =>
      app.callRaw('index.html', commandChannel('updateSettings'), { change: { startAtLogin } });
    await set(true);
    await expect.poll(() => app.loginItem()).toMatchObject({ openAtLogin: true, args: ['--hidden'] });
    await set(false);
    await expect.poll(() => app.loginItem()).toMatchObject({ openAtLogin: false });
  });

  for (const platform of ['win32', 'darwin'] as const) {
    test(`on ${platform} takes over what the person set with the system’s own switch`, async ({ world }) => {
      const startAtLogin = async () =>
        JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8')).startAtLogin;
      await world.settings({ startAtLogin: false });
      const on = await startDesktop(world, {
        args: ['--hidden', '--stand-in-login-item=on --hidden'],
        platform,
        packaged: true,
      });
      await expect.poll(startAtLogin).toBe(true);
      expect(await on.loginItem()).toMatchObject({ openAtLogin: true, changes: 0 });
      await on.close();

      const off = await startDesktop(world, { platform, packaged: true });
      await expect.poll(startAtLogin).toBe(false);
      expect(await off.loginItem()).toMatchObject({ openAtLogin: false, changes: 0 });
    });
  }

  test('says when macOS waits for the person to allow it', async ({ world }) => {
    await world.settings({ startAtLogin: true });
    const app = await startDesktop(world, {
      args: ['--stand-in-login-item=needs-approval'],
      platform: 'darwin',
      packaged: true,
    });
    const page = await app.window('index.html');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByText('macOS is waiting for you to allow it')).toBeVisible();
    expect(await app.loginItem()).toMatchObject({ changes: 0 });
  });

  test('on Linux starts it by an entry in the autostart folder', async ({ world }) => {
    await world.settings({ startAtLogin: true });
    const file = path.join(world.home, '.config', 'autostart', 'pilotlight.desktop');
    const app = await startDesktop(world, { args: [], platform: 'linux', packaged: true });
    await app.window('index.html');
    await expect.poll(() => existsSync(file)).toBe(true);
    expect(await readFile(file, 'utf8')).toMatch(/^Exec=".+" --hidden$/m);
    await app.callRaw('index.html', commandChannel('updateSettings'), { change: { startAtLogin: false } });
    await expect.poll(() => existsSync(file)).toBe(false);
  });

  test('stays in the menu bar after a start at login on macOS', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: ['--stand-in-opened-at-login'], platform: 'darwin' });
    expect(await app.windows()).toEqual([]);
    expect((await app.dock.view()).visible).toBe(false);
  });

  test('opens the panel by the person’s own shortcut', async ({ world }) => {
    await world.settings({ globalShortcut: 'Alt+Command+P' });
    const app = await startDesktop(world);
    await expect.poll(() => app.shortcuts.list()).toEqual(['Alt+Command+P']);
    await app.shortcuts.press('Alt+Command+P');
    await app.window('view=panel');
  });
});

test.describe(`trouble ${onStandInOnly}`, () => {
  for (const how of ['uncaughtException', 'unhandledRejection'] as const) {
    test(`in main (${how}) is written down and told once, and the app goes on`, async ({ world }) => {
      await aDesk(world);
      const app = await startDesktop(world, { args: [] });
      const page = await app.window('index.html');
      await app.app.fail(how, 'the planted error');
      await app.app.fail(how, 'the planted error');
      await expect(page.getByText('Something went wrong in the background.')).toHaveCount(1);
      expect(await logText(world)).toContain('the planted error');
      expect(await app.dialogs.list()).toEqual([]);
      await settledMenu(app);
    });
  }

  test('in main, again and again, makes the app start anew, once', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world);
    for (let i = 0; i < 6; i += 1) await app.app.fail('uncaughtException', `error ${i}`);
    expect(await app.ended).toMatchObject({ code: 0 });
    const text = await logText(world);
    expect(text.match(/starts anew/g)).toHaveLength(1);
    const again = await startDesktop(world, { args: ['--hidden', '--restarted-after-errors'] });
    for (let i = 0; i < 8; i += 1) await again.app.fail('uncaughtException', `error ${i}`);
    await expect.poll(async () => (await logText(world)).match(/error 7/g)?.length).toBeGreaterThan(0);
    expect(again.hasEnded()).toBe(false);
  });

  test('with the terminal it was started from, which is closed, is no trouble at all', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world);
    app.closeOutput();
    // A warning goes to the terminal as well, and nobody is there to read it.
    await app.app.openUrl('pilotlight://no-such-place');
    await app.app.fail('uncaughtException', 'the planted error');
    await expect.poll(() => logText(world)).toContain('the planted error');
    const text = await logText(world);
    expect(text).toContain('A link that opens nothing');
    expect(text.match(/was not handled/g)).toHaveLength(1);
    expect(text).not.toContain('EPIPE');
    expect(app.hasEnded()).toBe(false);
  });

  test('with the settings and the history: both are set aside, told, and the app starts', async ({
    world,
  }) => {
    await writeFile(path.join(world.dataFolder, 'settings.json'), '{"servers": [');
    await writeFile(path.join(world.dataFolder, 'history.db'), 'no database at all'.repeat(500));
    const app = await startDesktop(world, { args: [] });
    const page = await app.window('index.html');
    await expect(page.getByText('The settings file was damaged')).toBeVisible();
    await expect(page.getByText('The history file was damaged')).toBeVisible();
    const names = await readdir(world.dataFolder);
    expect(names).toEqual(expect.arrayContaining(['settings.json.damaged', 'history.db.damaged']));
  });

  test('because a headless host uses the same data folder ends this start, and not the host', async ({
    world,
  }) => {
    await world.settings({});
    const host = await startHeadless(world.launchOptions());
    world.cleanUp(async () => host.child.kill('SIGKILL'));
    const app = await startDesktop(world);
    expect(await app.ended).toMatchObject({ code: 70 });
    expect(host.child.exitCode).toBeNull();
  });

  test('that keeps the app from starting is told in a box, and the process ends', async ({ world }) => {
    const notAFolder = path.join(world.home, 'in-the-way');
    await writeFile(notAFolder, '');
    const app = await startDesktop(world, { env: { PILOTLIGHT_DATA: notAFolder } });
    expect(await app.ended).toMatchObject({ code: 1 });
    expect(app.logs.stderr).not.toContain('stand-in: Error');
  });
});

test(`quitting lets go of everything: no window, no lock, no child ${onStandInOnly} @not-win32`, async ({
  world,
}) => {
  await aDesk(world);
  const marker = path.join(world.home, 'child-pid');
  // A program that Windows would not run.
  const cli = path.join(world.home, 'slow-openclaw');
  await writeFile(cli, `#!/bin/sh\necho $$ > '${marker}'\nexec sleep 600\n`, { mode: 0o755 });
  await world.settings({ cliPath: cli });
  const app = await startDesktop(world, { args: [] });
  await app.window('index.html');
  await expect.poll(() => existsSync(marker)).toBe(true);
  const pid = Number(await readFile(marker, 'utf8'));
  expect(await app.close()).toMatchObject({ code: 0, killed: false });
  await expect.poll(() => isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test(`the developer menu opens the logs, copies what helps, and resets the settings ${onStandInOnly}`, async ({
  world,
}) => {
  await aDesk(world);
  const app = await startDesktop(world, { args: [], platform: 'darwin' });
  const page = await app.window('index.html');
  await settledMenu(app);
  await app.tray.clickMenuItem('open-logs');
  await expect
    .poll(() => app.shell.calls())
    .toContainEqual({ what: 'openPath', target: path.join(world.dataFolder, 'logs') });

  await openMenu(app);
  await app.tray.clickMenuItem('copy-diagnostics');
  await expect.poll(() => app.clipboard.read()).toContain('Pilotlight 0.');
  const copied = await app.clipboard.read();
  expect(copied).toContain('Log:');
  expect(copied).not.toContain(world.home);

  await openMenu(app);
  await app.tray.clickMenuItem('developer-tools');
  expect((await app.findWindow('index.html')).devTools).toBe(true);

  await openMenu(app);
  await app.tray.clickMenuItem('reset-settings');
  await app.waitFor('the question', async () => (await app.dialogs.list()).some(({ open }) => open));
  await app.dialogs.answer('message', { response: 0 });
  await expect
    .poll(
      async () =>
        JSON.parse(await readFile(path.join(world.dataFolder, 'settings.json'), 'utf8')).firstRunDone,
    )
    .toBe(false);
  expect(await menuLabels(app)).toContain('Open Pilotlight');
  await expect(page.locator('body')).toBeVisible();
});
