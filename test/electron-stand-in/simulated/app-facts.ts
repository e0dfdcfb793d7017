/** Where the app lives on disk and what it is called: read from its package.json, as Electron does. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

type Package = { name?: string; productName?: string; version?: string };

function findAppPath(): string {
  const mainFile = resolve(process.argv[1] ?? '.');
  for (let folder = dirname(mainFile); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return dirname(mainFile);
}

function readPackage(folder: string): Package {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Package) : {};
}

export const appPath = findAppPath();
const manifest = readPackage(appPath);
export const appVersion = manifest.version ?? '0.0.0';
export const appName = manifest.productName ?? manifest.name ?? 'electron-stand-in';

/** `--name=value` and `--name`, as on Electron's command line. */
export function commandLineSwitches(): Map<string, string> {
  const switches = new Map<string, string>();
  for (const argument of process.argv.slice(2)) {
    if (argument === '--') break;
    const found = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (found?.[1]) switches.set(found[1], found[2] ?? '');
  }
  return switches;
}

function appDataFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

export function initialPaths(name: string): Map<string, string> {
  const appData = appDataFolder();
  const userData = commandLineSwitches().get('user-data-dir') ?? join(appData, name);
  return new Map([
    ['home', homedir()],
    ['appData', appData],
    ['userData', userData],
    ['sessionData', userData],
    ['temp', tmpdir()],
    ['exe', process.execPath],
    ['module', process.execPath],
    ['desktop', join(homedir(), 'Desktop')],
    ['documents', join(homedir(), 'Documents')],
    ['downloads', join(homedir(), 'Downloads')],
    ['logs', join(userData, 'logs')],
    ['crashDumps', join(userData, 'Crashpad')],
  ]);
}
