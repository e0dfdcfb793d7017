import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { commandChannel } from '../../../shared/channels.ts';
import { english } from '../../../shared/messages/en/index.ts';
import { swedish } from '../../../shared/messages/sv/index.ts';
import { sampleModels } from '../../fake-servers/fake-model.ts';
import { expect, test, type World } from '../app-fixtures.ts';
import { aDesk } from '../desk.ts';
import { labelsOf, onStandInOnly, openMenu, settledMenu, startDesktop, under } from './desktop-app.ts';

const minimax = sampleModels.minimax.id;
const coder = sampleModels.qwenCoder.id;
const small = sampleModels.qwen8b.id;

test.describe(`the menu bar icon ${onStandInOnly}`, () => {
  test('tells by its shape and its words how the chain is', async ({ world }) => {
    const { studio, ollama } = await aDesk(world);
    await ollama.clientAsks(small);
    const app = await startDesktop(world, { platform: 'darwin' });
    const shape = async () => path.basename((await app.tray.view())?.image?.path ?? '');

    await expect.poll(shape).toBe('flameTemplate.png');
    expect((await app.tray.view())?.image).toMatchObject({ template: true, width: 18, scaleFactors: [1, 2] });
    expect((await app.tray.view())?.toolTip).toContain('every local model is warm');

    ollama.clientUnloads(small);
    await expect.poll(shape).toBe('outlineTemplate.png');
    expect((await app.tray.view())?.toolTip).toContain('something is cold');

    await studio.stop();
    await expect.poll(shape, { timeout: 15_000 }).toBe('slashTemplate.png');
    expect((await app.tray.view())?.toolTip).toContain('unreachable');
    expect((await app.tray.view())?.title).toBe('');
  });

  test('is touched only when something changed, and its menu only when it is opened', async ({ world }) => {
    await aDesk(world);
    const app = await startDesktop(world, { platform: 'darwin' });
    await app.waitFor('the chain', async () => (await app.tray.view())?.toolTip.includes('Minimax'));
    const before = await app.tray.calls();
    await openMenu(app);
    await app.tray.clickMenuItem('check-everything');
    await app.window('index.html');
    await app.closeWindow('index.html');
    const after = await app.tray.calls();
    expect(after?.setImage).toBe(before?.setImage);
    expect(after?.setContextMenu).toBe(0);
    expect(after?.setTitle).toBe(0);
    expect(after?.popUpContextMenu).toBe(1);
  });

  test('has a menu that carries everything, with native items, ticks and keys', async ({ world }) => {
    await aDesk(world);
    const app = await startDesktop(world, { platform: 'darwin' });
    const menu = await settledMenu(app);
    expect(labelsOf(menu)).toEqual([
      expect.stringContaining('Minimax'),
      'Reload 1 model that is not loaded',
      'LM Studio',
      'Ollama',
      'Fallback chain',
      'Open Pilotlight',
      'Check everything',
      'Settings…',
      'Developer',
      'Quit Pilotlight',
    ]);
    expect(labelsOf(under(menu, 'LM Studio'))).toEqual([
      expect.stringMatching(`^${minimax} · warm, 64k`),
      `${coder} · not loaded`,
    ]);
    expect(labelsOf(under(menu, 'Fallback chain'))).toEqual([
      '1 Minimax · warm',
      expect.stringContaining('2 Sonnet'),
      '3 Small · not loaded',
      'Edit order…',
    ]);
    expect(menu.find(({ id }) => id === 'settings')?.accelerator).toBe('CommandOrControl+,');
    expect(labelsOf(under(menu, 'Developer'))).toEqual([
      'Open logs',
      'Copy diagnostics',
      'Reload windows',
      'Developer tools',
      'Reset settings…',
    ]);
  });

  test('loads, reloads, unloads and keeps warm from its menu', async ({ world }) => {
    const { studio, ollama } = await aDesk(world);
    const app = await startDesktop(world, { platform: 'darwin' });
    await settledMenu(app);

    await openMenu(app);
    await app.tray.clickMenuItem('reload-cold');
    await expect.poll(() => ollama.loadedNames()).toEqual([small]);
    await expect
      .poll(async () => labelsOf(await openMenu(app)).some((each) => each.startsWith('Reload')))
      .toBe(false);

    const studioId = `this-machine:${studio.port}`;
    await app.tray.clickMenuItem(`model:${studioId}:${coder}:load`);
    await expect.poll(() => studio.instances.all.length).toBe(2);
    await app.waitFor('the coder', async () =>
      labelsOf(under(await openMenu(app), 'LM Studio')).some((each) => each.startsWith(`${coder} · warm`)),
    );
    await app.tray.clickMenuItem(`model:${studioId}:${coder}:unload`);
    await expect.poll(() => studio.instances.all.length).toBe(1);

    const ollamaId = `this-machine:${ollama.port}`;
    const keepWarm = async () =>
      under(await openMenu(app), 'Ollama', small).find(({ label }) => label === 'Keep warm');
    expect(await keepWarm()).toMatchObject({ type: 'checkbox', checked: false });
    await app.tray.clickMenuItem(`model:${ollamaId}:${small}:keep-warm`);
    await expect.poll(async () => (await keepWarm())?.checked).toBe(true);
    await app.tray.clickMenuItem('pause-4');
    await expect.poll(async () => labelsOf(await openMenu(app))).toContain('Resume keep warm');
    await app.tray.clickMenuItem('resume');
    await expect.poll(async () => labelsOf(await openMenu(app))).toContain('Pause keep warm');
    await app.tray.clickMenuItem(`model:${ollamaId}:${small}:keep-warm`);
    await expect.poll(async () => (await keepWarm())?.checked).toBe(false);
  });

  test('tells what went wrong when a click did not do what it said', async ({ world }) => {
    const { studio } = await aDesk(world);
    const app = await startDesktop(world, { platform: 'darwin' });
    await settledMenu(app);
    await openMenu(app);
    await studio.stop();
    await app.tray.clickMenuItem(`model:this-machine:${studio.port}:${coder}:load`);
    const [box] = await app.waitFor('the box', async () => {
      const list = await app.dialogs.list();
      return list.length > 0 ? list : null;
    });
    expect(box?.options).toMatchObject({ type: 'warning', message: expect.stringMatching(/\w+/) });
    // While it is open, a click on the icon puts nothing in front of it.
    await app.tray.click();
    expect(await app.windows()).toEqual([]);
    await app.dialogs.answer('message', { response: 0 });
  });

  test('leads to every place of the window', async ({ world }) => {
    await aDesk(world);
    const app = await startDesktop(world, { platform: 'darwin' });
    await openMenu(app);
    await app.tray.clickMenuItem('settings');
    const page = await app.window('index.html');
    await expect(page).toHaveURL(/#\/settings$/);
    await app.waitFor('the chain', async () => labelsOf(await openMenu(app)).includes('Fallback chain'));
    await app.tray.clickMenuItem('edit-order');
    await expect(page).toHaveURL(/#\/chain$/);
    expect(await app.windows()).toHaveLength(1);
  });

  test('on Windows and Linux has its menu at hand before any click, set again when it changes', async ({
    world,
  }) => {
    const { ollama } = await aDesk(world);
    for (const platform of ['linux', 'win32'] as const) {
      const app = await startDesktop(world, { platform });
      await app.waitFor('the chain', async () =>
        labelsOf((await app.tray.menu()) ?? []).includes('Fallback chain'),
      );
      const view = await app.tray.view();
      expect(path.basename(view?.image?.path ?? '')).toMatch(/^(outline|flame)\.png$/);
      expect(view?.image?.template).toBe(false);
      await app.waitFor('a calm menu', async () => {
        const before = (await app.tray.calls())?.setContextMenu;
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return (await app.tray.calls())?.setContextMenu === before;
      });
      const before = (await app.tray.calls())?.setContextMenu ?? 0;
      await ollama.clientAsks(small);
      await expect
        .poll(async () => labelsOf(under((await app.tray.menu()) ?? [], 'Ollama'))[0], { timeout: 15_000 })
        .toContain('warm');
      expect((await app.tray.calls())?.setContextMenu).toBe(before + 1);
      await app.tray.click();
      await app.window('view=panel');
      await app.close();
      ollama.clientUnloads(small);
    }
  });

  test('speaks the language that is chosen, at once', async ({ world }) => {
    await world.settings({});
    const app = await startDesktop(world, { args: [], platform: 'darwin' });
    await app.window('index.html');
    expect(labelsOf(await openMenu(app))).toContain(english.messages['tray.open']);
    await app.callRaw('index.html', commandChannel('updateSettings'), { change: { language: 'sv' } });
    await expect.poll(async () => labelsOf(await openMenu(app))).toContain(swedish.messages['tray.open']);
    expect((await app.menus.application())?.map(({ label }) => label)).toContain(
      swedish.messages['appMenu.window'],
    );
  });
});

test.describe(`a menu bar without room for the icon ${onStandInOnly}`, () => {
  const noIcon = (args: string[] = []) => ({
    args: [...args, '--stand-in-tray-hidden'],
    platform: 'darwin' as const,
    env: { PILOTLIGHT_TEST_CLOCK: `${Date.now()}x20` },
  });
  const logged = (world: World) =>
    expect
      .poll(() => readFile(path.join(world.dataFolder, 'logs', 'desktop.log'), 'utf8').catch(() => ''))
      .toContain('The menu bar icon is not there');
  const said = 'The menu bar icon could not be shown.';

  test('is told in the window, once and not at every start', async ({ world }) => {
    await world.settings({});
    const first = await startDesktop(world, noIcon());
    await expect((await first.window('index.html')).getByText(said)).toBeVisible();
    await first.close();
    await rm(path.join(world.dataFolder, 'logs'), { recursive: true });
    const second = await startDesktop(world, noIcon());
    await logged(world);
    await expect((await second.window('index.html')).getByText(said)).toHaveCount(0);
  });

  test('opens no window at a start that is to stay out of sight; the next one that is opened says it', async ({
    world,
  }) => {
    await world.settings({});
    const app = await startDesktop(world, noIcon(['--hidden']));
    await logged(world);
    expect(await app.windows()).toEqual([]);
    await app.app.activate();
    await expect((await app.window('index.html')).getByText(said)).toBeVisible();
  });
});
