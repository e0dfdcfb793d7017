import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The gateway the facts in this project were measured on; tests never run against "whatever is newest". */
export const OPENCLAW_VERSION = '2026.9.6';

export type OpenclawCli = readonly [nodePath: string, entryFile: string];

export interface InstallOptions {
  readonly cacheRoot?: string;
  readonly npmCommand?: string;
  readonly registryArguments?: readonly string[];
}

const INSTALL_LIMIT_MS = 10 * 60_000;
const LOCK_PAUSE_MS = 250;
const EMPTY_LOCK_MS = 5_000;
const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The gateway needs Node 24.16 or newer, which the project brings along as a dev dependency. */
export const nodePath = path.join(
  projectRoot,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export async function installOpenclaw(options: InstallOptions = {}): Promise<OpenclawCli> {
  const target = path.join(options.cacheRoot ?? defaultCacheRoot(), `openclaw-${OPENCLAW_VERSION}`);
  const entryFile = path.join(target, 'node_modules/openclaw/openclaw.mjs');
  if (!existsSync(entryFile)) {
    await mkdir(path.dirname(target), { recursive: true });
    await withLock(`${target}.lock`, async () => {
      if (!existsSync(entryFile)) await installInto(target, options);
    });
  }
  return [nodePath, entryFile];
}

export function defaultCacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PILOTLIGHT_CACHE) return path.resolve(env.PILOTLIGHT_CACHE);
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches/pilotlight');
  if (process.platform === 'win32' && env.LOCALAPPDATA)
    return path.join(env.LOCALAPPDATA, 'pilotlight/Cache');
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'pilotlight');
}

/** Built beside its place and renamed at the end: a folder of that name is always a finished install. */
async function installInto(target: string, options: InstallOptions): Promise<void> {
  await removeLeftovers(target);
  const unfinished = `${target}.unfinished-${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
  try {
    await runNpm(unfinished, options);
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** What installs that were killed have left behind. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = path.dirname(target);
  const start = `${path.basename(target)}.unfinished-`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(start) || isAlive(Number(name.slice(start.length)))) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function runNpm(folder: string, options: InstallOptions): Promise<void> {
  const npm = options.npmCommand ?? 'npm';
  const argv = [
    'install',
    `openclaw@${OPENCLAW_VERSION}`,
    '--save-exact',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(options.registryArguments ?? []),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(npm, argv, {
      cwd: folder,
      env: withoutOuterNpm({
        ...process.env,
        PATH: `${path.dirname(nodePath)}${path.delimiter}${process.env.PATH}`,
      }),
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INSTALL_LIMIT_MS,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => reject(installError(`${npm} could not be started (${error.message})`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(installError(`${npm} ended with ${signal ?? code}: ${lastLine(output)}`));
    });
  });
}

/** Started by `npm run`, our own settings would otherwise reach this npm as environment variables. */
function withoutOuterNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const outerOnly = /^npm_(package|lifecycle)_|^npm_config_(prefix|local_prefix|global_prefix)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outerOnly.test(name)));
}

function installError(reason: string): Error {
  return new Error(`openclaw@${OPENCLAW_VERSION} could not be installed for the gateway tests: ${reason}`);
}

function lastLine(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .filter((line) => /\S/.test(line) && !/complete log of this run|_logs/.test(line));
  return lines.at(-1)?.trim() ?? 'it said nothing';
}

/** One installer at a time; a lock whose owner has died is taken over. */
async function withLock(lockFile: string, work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + INSTALL_LIMIT_MS;
  while (!(await takeLock(lockFile))) {
    if (Date.now() > deadline)
      throw installError(`another install holds ${path.basename(lockFile)} for too long`);
    await delay(LOCK_PAUSE_MS);
  }
  try {
    await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function takeLock(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  if (await isAbandoned(lockFile)) await rm(lockFile, { force: true });
  return false;
}

async function isAbandoned(lockFile: string): Promise<boolean> {
  try {
    const owner = Number.parseInt(await readFile(lockFile, 'utf8'), 10);
    // Empty for the moment between creating and writing it.
    if (Number.isNaN(owner)) return Date.now() - (await stat(lockFile)).mtimeMs > EMPTY_LOCK_MS;
    return !isAlive(owner);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
