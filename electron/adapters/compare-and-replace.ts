import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, renameSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Swaps a file's content only if nobody changed it meanwhile. By hand, because the atomic-write library can't look at
 * the file between writing its temporary one and the rename: here everything slow (writing, flushing) is done before,
 * and the last look and the rename are two system calls in a row, with nothing of this process in between. No program
 * can close that last gap on a file others rename as well; it is microseconds wide.
 */
export async function replaceFileIfUnchanged(
  file: string,
  bytes: Uint8Array,
  isStillThere: (now: Uint8Array) => boolean,
): Promise<boolean> {
  const before = await stat(file);
  const temporary = path.join(path.dirname(file), temporaryName(file));
  try {
    const handle = await open(temporary, 'wx', before.mode & 0o7777);
    try {
      await handle.chmod(before.mode & 0o7777);
      await keepOwner(handle, before);
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!isStillThere(readNow(file))) return false;
    renameSync(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  await flushFolder(path.dirname(file));
  return true;
}

function readNow(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    // A file that grows without end must not be read without end.
    if (fstatSync(descriptor).size > 64 * 1024 * 1024) return new Uint8Array();
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function keepOwner(handle: Handle, before: { uid: number; gid: number }): Promise<void> {
  const now = await handle.stat();
  if (process.platform === 'win32' || (now.uid === before.uid && now.gid === before.gid)) return;
  await handle.chown(before.uid, before.gid);
}

/** The rename itself must survive a power cut; some systems can't flush a folder, and that is fine. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some network file systems refuse; the rename is still atomic.
  }
}

const marker = '.pilotlight-';

/** Names the process, so that a later start can tell a dead one's leftovers from a running one's work. */
function temporaryName(file: string): string {
  return `.${path.basename(file)}${marker}${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

export async function removeLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file);
  const start = `.${path.basename(file)}${marker}`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid =
      name.startsWith(start) && name.endsWith('.tmp') ? Number.parseInt(name.slice(start.length), 10) : null;
    if (pid !== null && !isRunning(pid)) await rm(path.join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
