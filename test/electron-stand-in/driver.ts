/** What a test uses: starts the app under the stand-in, and sees and does what a person at the desktop could. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../../build/find-chromium.ts';
import { type Ended, type Output, type RunningChild, startChild } from './driver/child.ts';
import { desktop } from './driver/desktop.ts';
import { waitFor } from './driver/wait.ts';
import { makeWindowHost, type WindowHost } from './driver/window-host.ts';
import type { WindowView } from './simulated/app-verbs.ts';
import type { Verbs } from './simulated/verbs.ts';

export type { DialogView } from './simulated/dialog.ts';
export type { MenuItemView } from './simulated/menu.ts';
export type { NotificationView } from './simulated/notification.ts';
export type { TrayView } from './simulated/tray.ts';
export type { WindowView };

export type LaunchOptions = {
  /** The app's main: built (dist/main/main.js) or, for a small trial, any module that imports 'electron'. */
  mainFile: string;
  args?: string[];
  /** The app's whole environment; that of the test run when left out. */
  env?: Record<string, string | undefined>;
  /** The settings folder, also what "single instance" means. A temporary one when left out. */
  userData?: string;
  cwd?: string;
  /** Shared between several apps; when left out, each app that shows a window starts its own. */
  browser?: Browser;
  /** What process.platform says to the app, for manners that differ by system. */
  platform?: NodeJS.Platform;
  packaged?: boolean;
};

/** How to see which window is meant: part of its address or title, or a look at the window. */
export type WindowChoice = string | ((window: WindowView) => boolean);

export type Verb = <Name extends keyof Verbs>(
  name: Name,
  ...input: Parameters<Verbs[Name]>
) => Promise<Awaited<ReturnType<Verbs[Name]>>>;

export type StandIn = Awaited<ReturnType<typeof launchStandIn>>;

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: chromiumFlags });
}

export async function launchStandIn(options: LaunchOptions) {
  const output: Output & { console: string[] } = { stdout: '', stderr: '', console: [] };
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'electron-stand-in-'));
  let own: Promise<Browser> | null = null;
  const browser = () => {
    if (options.browser) return Promise.resolve(options.browser);
    own ??= launchChromium();
    return own;
  };

  const host: WindowHost = makeWindowHost(browser, () => child.app, output);
  const child: RunningChild = startChild(
    {
      mainFile: options.mainFile,
      args: [`--user-data-dir=${userData}`, ...(options.args ?? [])],
      cwd: options.cwd ?? process.cwd(),
      env: childEnvironment(options),
    },
    host.answers,
    output,
  );

  const verb: Verb = async (name, ...input) =>
    (await child.app.call('verb', { name, input: input[0] })) as never;

  const matches = (choice: WindowChoice) => (window: WindowView) =>
    typeof choice === 'function'
      ? choice(window)
      : window.url.includes(choice) || window.title.includes(choice);

  /** The window, once the app has made it and its page shows something. */
  const findWindow = (choice: WindowChoice) =>
    waitFor(`the window ${choice}; output:\n${output.stderr}${output.console.join('\n')}`, async () => {
      const list = await verb('windows.list');
      return list.find((window) => window.url !== '' && matches(choice)(window));
    });

  const pageOf = async (choice: WindowChoice): Promise<Page> => {
    const { webContentsId } = await findWindow(choice);
    return waitFor('its page', async () => host.pageOfContents(webContentsId));
  };

  let closing: Promise<Ended & { killed: boolean }> | null = null;
  const cleanUp = async () => {
    await host.close();
    await own?.then((mine) => mine.close());
    if (!options.userData) rmSync(userData, { recursive: true, force: true });
  };
  const end = async () => {
    if (!child.hasEnded()) await verb('app.quit').catch(() => {});
    const result = await endOrKill(child);
    await cleanUp();
    return result;
  };

  await child.ready;

  return {
    pid: child.pid,
    userData,
    /** What it printed, and what its pages said. */
    logs: output,
    verb,
    ended: child.ended,
    hasEnded: child.hasEnded,
    /** For ending it the way a system does: SIGTERM asks, SIGKILL does not. */
    kill: child.kill,
    /** As a terminal that is closed while the app goes on. */
    closeOutput: child.closeOutput,
    window: pageOf,
    findWindow,
    windows: () => verb('windows.list'),
    ...desktop(verb, findWindow, pageOf),
    /** Asks the app to quit; one that does not is killed, and the answer says so. Nothing is left running. */
    close: () => {
      closing ??= end();
      return closing;
    },
  };
}

function childEnvironment(options: LaunchOptions): Record<string, string | undefined> {
  return {
    ...(options.env ?? process.env),
    // Meant for the test runner, not for the app.
    NODE_OPTIONS: undefined,
    NODE_V8_COVERAGE: undefined,
    ...(options.platform ? { ELECTRON_STAND_IN_PLATFORM: options.platform } : {}),
    ...(options.packaged ? { ELECTRON_STAND_IN_PACKAGED: '1' } : {}),
  };
}

async function endOrKill(child: RunningChild): Promise<Ended & { killed: boolean }> {
  let killed = false;
  const patience = setTimeout(() => {
    killed = true;
    child.kill('SIGKILL');
  }, 8_000);
  const ended = await child.ended;
  clearTimeout(patience);
  return { ...ended, killed };
}
