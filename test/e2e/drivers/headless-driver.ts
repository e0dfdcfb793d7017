import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { launchChromium } from '../../electron-stand-in/driver.ts';
import type { Driver, LaunchOptions, RunningApp } from './driver.ts';

/** The real built headless host in a real browser. */
const entry = fileURLToPath(new URL('../../../dist/main/headless.js', import.meta.url));

export const headlessDriver: Driver = {
  name: 'headless',
  unavailable: async () => null,
  async launch(options) {
    const host = await startHeadless(options);
    const browser = await launchChromium();
    const context = await browser.newContext();
    const window = await context.newPage();
    await window.goto(host.url);
    return {
      driver: 'headless',
      window,
      tray: null,
      async startAgain() {
        const second = spawnHost(options);
        await once(second, 'close');
      },
      async openPanel() {
        const page = await context.newPage();
        await page.goto(`${new URL(host.url).origin}/?view=panel`);
        return page;
      },
      close: () => closeAll(browser, host.child),
    } satisfies RunningApp;
  },
};

function spawnHost({ args, env, home }: LaunchOptions) {
  return spawn(process.execPath, [entry, '--json', ...args], {
    env: { ...cleanEnvironment(), ...env, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function startHeadless(options: LaunchOptions): Promise<{ url: string; child: ChildProcess }> {
  const child = spawnHost(options);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as { ready?: boolean; url?: string };
    if (message.ready === true && message.url !== undefined) return { url: message.url, child };
  }
  throw new Error(`The headless host ended before it was ready:\n${errors}`);
}

export function cleanEnvironment(): Record<string, string> {
  return fromHere(['PATH', 'LANG', 'TMPDIR', ...(process.platform === 'win32' ? neededOnWindows : [])]);
}

/** Without them programs do not start there, or find no place for temporary files. */
const neededOnWindows = ['SystemRoot', 'TEMP', 'TMP', 'PATHEXT', 'COMSPEC'];

export function fromHere(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

async function closeAll(browser: Browser, child: ChildProcess): Promise<void> {
  await browser.close();
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(patience);
}
