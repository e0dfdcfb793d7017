/** One app per settings folder, as Electron keeps it: a second start hands over its command line and goes. */
import {
  closeSync,
  type FSWatcher,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export type SecondStart = { argv: string[]; cwd: string; additionalData: unknown };

let held: { folder: string; watcher: FSWatcher } | null = null;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function claim(owner: string): boolean {
  try {
    const file = openSync(owner, 'wx');
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch {
    return false;
  }
}

/** A crashed app leaves its mark behind; whoever comes next takes over. */
function claimOrTakeOver(owner: string): boolean {
  if (claim(owner)) return true;
  const pid = Number(readFileSync(owner, 'utf8'));
  if (pid && isAlive(pid)) return false;
  rmSync(owner, { force: true });
  return claim(owner);
}

function readStarts(inbox: string, onStart: (start: SecondStart) => void): void {
  for (const name of readdirSync(inbox).filter((file) => file.endsWith('.json'))) {
    const file = join(inbox, name);
    const start = JSON.parse(readFileSync(file, 'utf8')) as SecondStart;
    rmSync(file);
    onStart(start);
  }
}

function handOver(inbox: string, additionalData: unknown): void {
  const start: SecondStart = {
    argv: process.argv,
    cwd: process.cwd(),
    additionalData: additionalData ?? null,
  };
  const file = join(inbox, `${process.pid}.json`);
  // Written whole before it gets its name, so that it is never read half.
  writeFileSync(`${file}.part`, JSON.stringify(start));
  renameSync(`${file}.part`, file);
}

export function requestLock(
  userData: string,
  additionalData: unknown,
  onStart: (start: SecondStart) => void,
): boolean {
  if (held) return true;
  const folder = join(userData, 'stand-in-lock');
  const inbox = join(folder, 'second-starts');
  mkdirSync(inbox, { recursive: true });
  if (!claimOrTakeOver(join(folder, 'owner'))) {
    handOver(inbox, additionalData);
    return false;
  }
  const watcher = watch(inbox, () => readStarts(inbox, onStart));
  watcher.unref();
  held = { folder, watcher };
  return true;
}

export function hasLock(): boolean {
  return held !== null;
}

export function releaseLock(): void {
  held?.watcher.close();
  if (held) rmSync(held.folder, { recursive: true, force: true });
  held = null;
}
