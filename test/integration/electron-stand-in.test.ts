import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type LaunchOptions,
  launchChromium,
  launchStandIn,
  type StandIn,
} from '../electron-stand-in/driver.ts';
import { areRunning, descendantsOf } from '../electron-stand-in/self-test/processes.ts';

const selfTest = (file: string) =>
  fileURLToPath(new URL(`../electron-stand-in/self-test/${file}`, import.meta.url));

type Trial = {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  note(text: string): void;
  onNews(listener: (text: string) => void): () => void;
  first(): Promise<unknown>;
};
type TrialWindow = { trial: Trial; apiAtScriptStart?: string; inlineRan?: boolean; heard?: string[] };

let browser: Browser;
const running: StandIn[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((standIn) => standIn.close()));
});

afterAll(() => browser.close());

async function launch(options: Partial<LaunchOptions> = {}): Promise<StandIn> {
  const standIn = await launchStandIn({ mainFile: selfTest('main.ts'), browser, ...options });
  running.push(standIn);
  return standIn;
}

async function launchWithPage(
  options: Partial<LaunchOptions> = {},
): Promise<{ standIn: StandIn; page: Page }> {
  const standIn = await launch(options);
  const page = await standIn.window((window) => window.visible);
  return { standIn, page };
}

function invoke(page: Page, channel: string, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(([name, values]) => (window as unknown as TrialWindow).trial.invoke(name, ...values), [
    channel,
    args,
  ] as const);
}

async function happened(standIn: StandIn): Promise<string[]> {
  const answer = await standIn.callRaw('trial', 'happened');
  return answer.ok ? (answer.value as string[]) : [answer.error];
}

describe('a window', () => {
  it('is a page whose preload ran before its scripts, under the policy main sent', async () => {
    const { standIn, page } = await launchWithPage();
    await page.waitForFunction(() => (window as unknown as TrialWindow).apiAtScriptStart !== undefined);
    const seen = await page.evaluate(async () => {
      const { trial, apiAtScriptStart, inlineRan } = window as unknown as TrialWindow;
      return { apiAtScriptStart, inlineRan: inlineRan ?? false, first: await trial.first() };
    });
    expect(seen).toEqual({
      apiAtScriptStart: 'object',
      inlineRan: false,
      first: { url: 'app://trial/index.html#start', isMain: true, known: true },
    });
    const [view] = await standIn.windows();
    expect(view).toMatchObject({
      url: 'app://trial/index.html#start',
      visible: true,
      focused: true,
      bounds: { width: 500, height: 400 },
      webPreferences: { sandbox: true, contextIsolation: true },
    });
    expect(page.viewportSize()).toEqual({ width: 500, height: 400 });
  });

  it('reaches custom-scheme addresses that the policy names and no others', async () => {
    const { page } = await launchWithPage();
    const fetched = await page.evaluate(async () => {
      const own = await fetch('/page.js').then((response) => response.status);
      const missing = await fetch('/nothing').then((response) => response.status);
      const away = await fetch('http://127.0.0.1:9/').catch((error: Error) => error.name);
      return { own, missing, away };
    });
    expect(fetched).toEqual({ own: 200, missing: 404, away: 'TypeError' });
  });

  it('tells main about hiding, showing, focus and size, and the page about being hidden', async () => {
    const { standIn, page } = await launchWithPage();
    await standIn.moveWindow('trial', { x: 5, width: 640 });
    await invoke(page, 'set-shown', false);
    await page.waitForFunction(() => document.visibilityState === 'hidden');
    await invoke(page, 'set-shown', true);
    await page.waitForFunction(() => document.visibilityState === 'visible');
    await expect
      .poll(() => happened(standIn))
      .toEqual(expect.arrayContaining(['window move', 'window resize', 'window blur', 'window hide']));
    await expect.poll(() => page.viewportSize()?.width).toBe(640);
    expect((await happened(standIn)).filter((one) => one === 'window focus')).toHaveLength(2);
  });

  it('is told by main when it crashed, and lives again after a reload', async () => {
    const { standIn, page } = await launchWithPage();
    await standIn.crashRenderer('trial');
    await expect.poll(() => happened(standIn)).toContain('gone crashed');
    await expect
      .poll(
        async () =>
          (await standIn.window('trial')) !== page && invoke(await standIn.window('trial'), 'echo', 1),
      )
      .toBe(1);
  });

  it('can be loaded again although pages may not move by themselves', async () => {
    const { standIn, page } = await launchWithPage();
    await page.evaluate(() => Object.assign(window, { marked: true }));
    await standIn.reloadWindow('trial');
    await page.waitForFunction(() => !('marked' in window));
    expect(await invoke(page, 'echo', 2)).toBe(2);
  });

  it('closes for good without ending an app that keeps its tray', async () => {
    const { standIn, page } = await launchWithPage();
    const closed = page.waitForEvent('close');
    await standIn.closeWindow('trial');
    await closed;
    expect(await standIn.windows()).toEqual([]);
    expect(standIn.hasEnded()).toBe(false);
  });
});

describe('calls between page and main', () => {
  it('carry values as copies and failures as errors with their words', async () => {
    const { page } = await launchWithPage();
    const value = { list: [1, null, 'two'], inner: { when: new Date(0) } };
    expect(await invoke(page, 'echo', value)).toEqual(value);
    await expect(invoke(page, 'fail')).rejects.toThrow(
      "Error invoking remote method 'fail': Error: no such luck",
    );
    await expect(invoke(page, 'nobody')).rejects.toThrow("No handler registered for 'nobody'");
    const refused = page.evaluate(() => {
      const { trial } = window as unknown as TrialWindow;
      return trial.invoke('echo', () => 1).catch((error: Error) => error.message);
    });
    expect(await refused).toBe('An object could not be cloned.');
  });

  it('arrive in the order main sent them, answers and events alike', async () => {
    const { page } = await launchWithPage();
    const order = await page.evaluate(async () => {
      const { trial } = window as unknown as TrialWindow;
      const heard: unknown[] = [];
      const stop = trial.onNews((text) => heard.push(text));
      for (let round = 0; round < 5; round += 1) heard.push(await trial.invoke('push-then-answer'));
      stop();
      await trial.invoke('push-then-answer');
      return heard;
    });
    expect(order).toEqual(Array.from({ length: 5 }, () => ['first', 'second']).flat());
  });

  it('work one way, with a reply to the frame that asked', async () => {
    const { standIn, page } = await launchWithPage();
    const reply = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { trial } = window as unknown as TrialWindow;
          trial.onNews(resolve);
          trial.note('hello');
        }),
    );
    expect(await reply).toBe('noted hello');
    expect(await happened(standIn)).toContain('note hello');
  });

  it('are out of reach of sub-frames, and show strangers for what they are', async () => {
    const { standIn, page } = await launchWithPage();
    const inner = await page.waitForSelector('#inner').then((element) => element.contentFrame());
    await inner?.waitForSelector('p');
    const reachable = await inner?.evaluate(() =>
      Object.getOwnPropertyNames(window).filter((name) => name === 'trial' || /^_[0-9a-f]{8}-/.test(name)),
    );
    expect(reachable).toEqual([]);
    const answers = await Promise.all([
      standIn.callRaw('trial', 'who'),
      standIn.callAsStrangerFrame('trial', 'who'),
      standIn.callAsGoneFrame('trial', 'who'),
      standIn.callAsUnknownSender('app://trial/index.html', 'who'),
    ]);
    expect(answers.map((answer) => answer.ok && answer.value)).toEqual([
      { url: 'app://trial/index.html#start', isMain: true, known: true },
      { url: 'https://stranger.example/', isMain: false, known: true },
      { url: null, isMain: false, known: true },
      { url: 'app://trial/index.html', isMain: true, known: false },
    ]);
    expect(await standIn.callAsForeignPage('trial', 'who')).toEqual({
      ok: true,
      value: { url: 'https://stranger.example/', isMain: true, known: true },
    });
    expect((await standIn.findWindow('trial')).url).toBe('app://trial/index.html#start');
  });
});

describe('leaving the page', () => {
  it('is asked of main, which can forbid it', async () => {
    const { standIn, page } = await launchWithPage();
    await page.click('#away', { noWaitAfter: true });
    await expect.poll(() => happened(standIn)).toContain('will-navigate https://elsewhere.example/');
    expect(await invoke(page, 'echo', 'still here')).toBe('still here');
    expect(page.url()).toContain('trial.app-scheme.localhost/index.html');
  });

  it('opens no second page when main denies it, whether by link or by script', async () => {
    const { standIn, page } = await launchWithPage();
    await page.click('#outside');
    await expect.poll(() => standIn.shell.opened()).toEqual(['https://outside.example/docs']);
    await page.evaluate(() => void window.open('https://outside.example/more'));
    await expect.poll(() => standIn.shell.opened()).toContain('https://outside.example/more');
    await expect.poll(() => page.context().pages()).toEqual([page]);
  });

  it('asks main for permissions', async () => {
    const { standIn } = await launchWithPage();
    expect(await standIn.askPermission('trial', 'fullscreen')).toBe(true);
    expect(await standIn.askPermission('trial', 'media')).toBe(false);
  });
});

describe('the desktop', () => {
  it('has a tray with a menu that can be clicked by id and by label', async () => {
    const { standIn } = await launchWithPage();
    await standIn.tray.click();
    await standIn.tray.clickMenuItem('greet');
    await standIn.tray.clickMenuItem(['More', 'Tick']);
    expect(await happened(standIn)).toEqual(
      expect.arrayContaining(['tray click 1200', 'menu greet', 'tick true']),
    );
    const view = await standIn.tray.view();
    expect(view).toMatchObject({ toolTip: 'Trial', calls: { setContextMenu: 1, setImage: 0 } });
    expect(view?.menu?.map(({ label }) => label)).toEqual(['Greet', 'More', 'Off', 'Quit']);
    expect(view?.menu?.[1]?.submenu?.[0]).toMatchObject({ type: 'checkbox', checked: true });
    await expect(standIn.tray.clickMenuItem('off')).rejects.toThrow('disabled');
    await expect(standIn.tray.clickMenuItem('Nothing')).rejects.toThrow('no menu item "Nothing"');
  });

  it('shows notifications whose actions come back', async () => {
    const { standIn, page } = await launchWithPage();
    await invoke(page, 'notify');
    expect(await standIn.notifications.list()).toMatchObject([{ title: 'Gone cold', state: 'shown' }]);
    await standIn.notifications.action('Reload');
    await standIn.notifications.click();
    expect(await happened(standIn)).toEqual(expect.arrayContaining(['action 0', 'notification click']));
  });

  it('suspends, resumes, runs on battery, changes colours, hears shortcuts and links', async () => {
    const { standIn, page } = await launchWithPage();
    await standIn.power.battery();
    await standIn.power.suspend();
    await standIn.power.resume();
    await standIn.theme.dark();
    await standIn.shortcuts.press('Alt+P');
    await standIn.app.openUrl('trial://place');
    const expected = [
      'on-battery true',
      'suspend true',
      'resume true',
      'dark true',
      'shortcut',
      'open-url trial://place',
    ];
    expect(await happened(standIn)).toEqual(expect.arrayContaining(expected));
    await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  });

  it('lets the test answer a dialog before or after it opens', async () => {
    const { standIn, page } = await launchWithPage();
    await standIn.dialogs.answer('message', { response: 1 });
    expect(await invoke(page, 'ask')).toMatchObject({ response: 1 });
    const asked = invoke(page, 'ask');
    await expect.poll(async () => (await standIn.dialogs.list()).at(-1)?.open).toBe(true);
    await standIn.dialogs.answer('message', { response: 0, checkboxChecked: true });
    expect(await asked).toEqual({ response: 0, checkboxChecked: true });
  });

  it('refuses what is not simulated by its name', async () => {
    const { page } = await launchWithPage();
    await expect(invoke(page, 'touch-unknown')).rejects.toThrow(
      'electron stand-in: app.teleport is not simulated',
    );
  });
});

describe('start and end', () => {
  it('lets one app run per settings folder, and the first hears of the second', async () => {
    const { standIn } = await launchWithPage();
    const second = await launch({ userData: standIn.userData, args: ['--from-second'] });
    expect((await second.ended).code).toBe(0);
    await expect.poll(() => happened(standIn)).toContain('second --from-second');
    const elsewhere = await launch();
    expect(elsewhere.hasEnded()).toBe(false);
  });

  it('runs a main that uses require, as packaged and as another system', async () => {
    const mainFile = selfTest('required.cjs');
    const standIn = await launch({ mainFile, packaged: true, platform: 'darwin', env: { ONLY: 'this' } });
    expect(await standIn.ended).toEqual({ code: 0, signal: null });
    expect(standIn.logs.stdout.split('\n')).toEqual([
      'true darwin true true',
      'electron stand-in: net.fetch is not simulated',
      'this true',
      'before-quit will-quit quit',
      '',
    ]);
  });

  it('goes on after an error nobody caught, as Electron does, and shows it', async () => {
    const { standIn } = await launchWithPage();
    await standIn.app.fail('unhandledRejection', 'lost promise');
    await standIn.app.fail('uncaughtException', 'lost error');
    await expect.poll(async () => JSON.stringify(await standIn.dialogs.list())).toContain('lost error');
    expect(standIn.logs.stderr).toContain('lost promise');
    expect(standIn.hasEnded()).toBe(false);
  });

  it('says what main printed when it could not start', async () => {
    const standIn = await launch({ mainFile: selfTest('missing.ts') });
    await expect(standIn.windows()).rejects.toThrow('Cannot find module');
  });

  it('tells a main that awaits ready at its top level why it never gets there', async () => {
    const standIn = await launch({ mainFile: selfTest('never-ready.mjs') });
    expect((await standIn.ended).code).toBe(1);
    expect(standIn.logs.stdout).toBe('');
    expect(standIn.logs.stderr).toContain('main awaits app.whenReady() at its top level');
  });

  it('leaves no process behind, neither app nor Chromium', async () => {
    const before = new Set(descendantsOf(process.pid));
    const standIn = await launchStandIn({ mainFile: selfTest('main.ts') });
    await standIn.window('trial');
    const started = descendantsOf(process.pid).filter((pid) => !before.has(pid));
    expect(started.length).toBeGreaterThan(1);
    expect(await standIn.close()).toEqual({ code: 0, signal: null, killed: false });
    await expect.poll(() => areRunning(started)).toEqual([]);
  });

  it('leaves no process behind when the test run itself is killed', async () => {
    const userData = mkdtempSync(join(tmpdir(), 'electron-stand-in-'));
    const abandoned = spawn(process.execPath, [selfTest('abandoned.ts'), userData], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(abandoned.stdout, 'data');
    const started = descendantsOf(abandoned.pid ?? 0);
    expect(started.length).toBeGreaterThan(1);
    abandoned.kill('SIGKILL');
    await expect.poll(() => areRunning(started), { timeout: 10_000 }).toEqual([]);
    rmSync(userData, { recursive: true });
  });
});
