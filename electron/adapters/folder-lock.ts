import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';

/**
 * One data folder, one Pilotlight: two would overwrite each other's settings and both keep models warm. The lock is the
 * system's own, taken through SQLite: it ends with the process however that ends, so that nothing is ever left over and
 * no process number is taken for another's. Who holds it stands in a file beside it, for the words about it.
 */
const Holder = v.object({
  host: v.picklist(['desktop', 'headless']),
  pid: v.number(),
  /** Where the headless host answers, and the key that lets this person's own programs ask it for a link. */
  door: v.nullable(v.object({ port: v.number(), key: v.string() })),
});
export type Holder = v.InferOutput<typeof Holder>;

export type FolderLock = {
  /** null: it is ours. Else why not, in one sentence. */
  taken: string | null;
  tellDoor(door: Holder['door']): void;
  release(): void;
};

const lockName = 'running.lock';
const holderName = 'running.json';
const sqliteBusy = 5;

export function lockFolder(folder: string, host: Holder['host']): FolderLock {
  const file = path.join(folder, holderName);
  const lock = take(path.join(folder, lockName));
  if (lock === 'taken') {
    return { taken: inWords(holderOf(folder)), tellDoor: () => undefined, release: () => undefined };
  }
  const tellDoor = (door: Holder['door']) => {
    const holder: Holder = { host, pid: process.pid, door };
    attempt(() => {
      // A file of before keeps its mode when it is written over.
      rmSync(file, { force: true });
      writeFileSync(file, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
    });
  };
  tellDoor(null);
  return {
    taken: null,
    tellDoor,
    release() {
      attempt(() => rmSync(file, { force: true }));
      lock?.close();
    },
  };
}

/** The file only says who holds the lock, in words: a disk that is full or read-only is no reason not to start. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever looks for the holder is told that there is one, and no more.
  }
}

/** What the last holder said of itself; null: nobody did. */
export function holderOf(folder: string): Holder | null {
  try {
    return v.parse(Holder, JSON.parse(readFileSync(path.join(folder, holderName), 'utf8')));
  } catch {
    return null;
  }
}

/** null: this disk knows no locks; then there is none, and the app goes on as it did without. */
function take(file: string): DatabaseSync | 'taken' | null {
  try {
    const database = new DatabaseSync(file, { timeout: 0 });
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
    return (code & 0xff) === sqliteBusy ? 'taken' : null;
  }
}

function inWords(holder: Holder | null): string {
  const who =
    holder === null
      ? 'another one'
      : holder.host === 'desktop'
        ? `the desktop app, process ${holder.pid}`
        : `the headless host, process ${holder.pid}${holder.door === null ? '' : `, at http://127.0.0.1:${holder.door.port}`}`;
  return `Pilotlight already runs on this data folder: ${who}. End it first, or set PILOTLIGHT_DATA to another folder.`;
}
