/**
 * The Chromium that tests and screenshots drive. Looked for where it costs nothing first, then fetched, then
 * asked of the system. `node build/find-chromium.ts` prints its path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

/** What the search needs to know and do; a test gives its own. */
export type Machine = {
  platform: NodeJS.Platform;
  isRoot: boolean;
  /** Where Playwright would keep its own, whether or not it is there. */
  playwrightPath: () => string;
  exists: (path: string) => boolean;
  /** The full path of a command, or null. */
  which: (command: string) => string | null;
  /** Whether the command ended well; its output goes to stderr, stdout is for the answer. */
  run: (command: string, args: string[], minutes: number) => boolean;
  say: (line: string) => void;
};

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const usualPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

const packageManagers = [
  { command: 'apt-get', install: 'apt-get install -y chromium' },
  { command: 'dnf', install: 'dnf install -y chromium' },
  { command: 'apk', install: 'apk add chromium' },
  { command: 'pacman', install: 'pacman -S chromium' },
  { command: 'brew', install: 'brew install --cask chromium' },
];

function ownOfPlaywright(machine: Machine): string | null {
  const path = machine.playwrightPath();
  return path && machine.exists(path) ? path : null;
}

/** A command of that name may be a stub that only advises to install something: it must at least start. */
function starts(machine: Machine, path: string): boolean {
  return machine.platform === 'win32' || machine.run(path, ['--version'], 0.5);
}

function ofTheSystem(machine: Machine): string | null {
  const onPath = commandNames.map((name) => machine.which(name)).filter((path) => path !== null);
  const installed = (usualPlaces[machine.platform] ?? []).filter((path) => machine.exists(path));
  return [...onPath, ...installed].find((path) => starts(machine, path)) ?? null;
}

function fetchedByPlaywright(machine: Machine): string | null {
  machine.say('No Chromium found: trying "npx playwright install chromium".');
  const npx = machine.platform === 'win32' ? 'npx.cmd' : 'npx';
  if (machine.run(npx, ['playwright', 'install', 'chromium'], 5)) return ownOfPlaywright(machine);
  machine.say('The download did not work here.');
  return null;
}

function installedByApt(machine: Machine): string | null {
  const apt = machine.which('apt-get');
  if (!apt || !machine.isRoot) return null;
  machine.say('Trying "apt-get install chromium".');
  machine.run(apt, ['update'], 5);
  const wanted = ['install', '-y', '--no-install-recommends', 'chromium'];
  return machine.run(apt, wanted, 10) ? ofTheSystem(machine) : null;
}

function advice(machine: Machine): string {
  const manager = packageManagers.find(({ command }) => machine.which(command) !== null);
  const needsSudo = manager && manager.command !== 'brew' && !machine.isRoot;
  const byHand = manager ? `${needsSudo ? 'sudo ' : ''}${manager.install}` : 'install Google Chrome';
  return `No Chromium to run the tests in. Run "npx playwright install chromium" or "${byHand}", then try again.`;
}

export function findChromium(machine: Machine = thisMachine()): string {
  const found =
    ownOfPlaywright(machine) ??
    ofTheSystem(machine) ??
    fetchedByPlaywright(machine) ??
    installedByApt(machine);
  if (!found) throw new Error(advice(machine));
  return found;
}

/** Flags every Chromium of the tests is started with: it makes no requests of its own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function thisMachine(): Machine {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    playwrightPath: () => chromium.executablePath(),
    exists: existsSync,
    which: (command) =>
      folders
        .flatMap((folder) => suffixes.map((suffix) => join(folder, command + suffix)))
        .find(existsSync) ?? null,
    run: (command, args, minutes) => {
      const isQuestion = args[0] === '--version';
      const output = isQuestion ? 'ignore' : 2;
      const shell = process.platform === 'win32' && command.endsWith('.cmd');
      const options = { stdio: ['ignore', output, output] as const, timeout: minutes * 60_000, shell };
      return spawnSync(command, args, { ...options, stdio: [...options.stdio] }).status === 0;
    },
    say: (line) => process.stderr.write(`${line}\n`),
  };
}

function main(): void {
  try {
    process.stdout.write(`${findChromium()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
