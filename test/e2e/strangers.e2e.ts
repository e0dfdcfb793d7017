import { commandChannel } from '../../shared/channels.ts';
import { sampleModels } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { expect, test, type World } from './app-fixtures.ts';
import { launchOnStandIn } from './drivers/stand-in-driver.ts';

const refused = { ok: false, failure: { code: 'untrusted-sender' } };
const unload = (serverId: string) => ({
  serverId,
  modelId: sampleModels.qwenCoder.id,
  instanceId: null,
  evenIfBusy: true,
});

/** A loaded model that a stranger would like to unload. */
async function aWarmModel(world: World) {
  const studio = await startLmStudio({ models: [sampleModels.qwenCoder] });
  world.cleanUp(() => studio.stop());
  await studio.userLoads(sampleModels.qwenCoder.id);
  const serverId = `this-machine:${studio.port}`;
  await world.settings({ servers: [{ id: serverId, url: studio.url, name: null, kind: null }] });
  return { studio, serverId };
}

test.describe('strangers', () => {
  test('frames, foreign pages and unknown senders are refused by code and cause nothing @not-headless @not-electron', async ({
    world,
  }) => {
    const { studio, serverId } = await aWarmModel(world);
    const { standIn, running } = await launchOnStandIn(world.launchOptions());
    world.cleanUp(() => running.close());
    await expect(running.window.getByRole('row', { name: sampleModels.qwenCoder.displayName })).toContainText(
      'warm',
    );
    const channel = commandChannel('unloadModel');
    const input = unload(serverId);
    const answers = [
      await standIn.callAsStrangerFrame('index.html', channel, input),
      await standIn.callAsForeignPage('index.html', channel, input),
      await standIn.callAsGoneFrame('index.html', channel, input),
      await standIn.callAsUnknownSender('app://pilotlight/index.html', channel, input),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: refused });
    expect(studio.instances.all).toHaveLength(1);
    // The same words from the window itself are heard.
    expect(await standIn.callRaw('index.html', channel, input)).toMatchObject({
      ok: true,
      value: { ok: true },
    });
    expect(studio.instances.all).toHaveLength(0);
  });

  test('a frame inside the page has no way in @not-headless @not-electron', async ({ world }) => {
    await world.settings({});
    const { standIn, running } = await launchOnStandIn(world.launchOptions());
    world.cleanUp(() => running.close());
    const frames = await running.window.evaluate(() => 'pilotlight' in window);
    expect(frames).toBe(true);
    await running.window.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'about:blank';
      document.body.append(frame);
    });
    const inner = running.window.frames().find((frame) => frame !== running.window.mainFrame());
    expect(await inner?.evaluate(() => 'pilotlight' in window)).toBe(false);
    expect(standIn.hasEnded()).toBe(false);
  });

  test('a second start shows the first one’s window and ends @not-headless @not-electron', async ({
    world,
  }) => {
    await world.settings({});
    const { standIn, running } = await launchOnStandIn(world.launchOptions());
    world.cleanUp(() => running.close());
    await expect(running.window.getByRole('main')).toBeVisible();
    await standIn.closeWindow('index.html');
    await expect.poll(async () => (await standIn.windows()).length).toBe(0);
    const second = await launchOnStandInWithoutWindow(world);
    expect(await second.ended).toMatchObject({ code: 0 });
    // Shown to its end, so that nothing is half open when the story closes.
    await expect((await standIn.window('index.html')).getByRole('main')).toBeVisible();
    await second.close();
  });

  test('a used or invented token opens nothing @not-stand-in @not-electron', async ({ world }) => {
    const { studio } = await aWarmModel(world);
    const app = await world.start();
    const origin = new URL(app.window.url()).origin;
    const context = await app.window.context().browser()?.newContext();
    const page = await context?.newPage();
    await page?.goto(`${origin}/#token=${'x'.repeat(43)}`);
    const answer = await page?.evaluate(
      async () => (await fetch('/session', { method: 'POST', body: 'x'.repeat(43) })).status,
    );
    expect(answer).toBe(401);
    await expect(
      page?.getByRole('row', { name: sampleModels.qwenCoder.displayName }) ?? app.window.locator('nothing'),
    ).toHaveCount(0);
    expect(studio.instances.all).toHaveLength(1);
    await context?.close();
  });

  test('another site in the same browser can neither read nor command @not-stand-in @not-electron', async ({
    world,
  }) => {
    await aWarmModel(world);
    const app = await world.start();
    const { origin, port } = new URL(app.window.url());
    // The same browser, so with the session's cookie: a page of another origin on this machine.
    const page = await app.window.context().newPage();
    await page.route('http://other.localhost/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>other</p>' }),
    );
    await page.goto('http://other.localhost/');
    const outcome = await page.evaluate(async (address) => {
      const read = await fetch(`${address}/`, { credentials: 'include' }).then(
        () => 'read',
        () => 'blocked',
      );
      const socket = new WebSocket(`${address.replace('http', 'ws')}/socket`);
      const opened = await new Promise((resolve) => {
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      });
      return { read, opened };
    }, origin);
    expect(outcome).toEqual({ read: 'blocked', opened: 'refused' });
    expect(Number(port)).toBeGreaterThan(0);
    await page.close();
  });
});

async function launchOnStandInWithoutWindow(world: World) {
  const { launchStandIn } = await import('../electron-stand-in/driver.ts');
  const { mainFile } = await import('./drivers/stand-in-driver.ts');
  const { env, home } = world.launchOptions();
  return launchStandIn({ mainFile, env: { ...env, HOME: home } });
}
