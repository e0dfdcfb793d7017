import { randomBytes } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
} from 'node:fs';
import { link, lstat, open, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Swaps a file's content only if nobody changed it meanwhile. By hand, because the atomic-write library can't look at
 * the file between writing its temporary one and the rename. Everything slow (writing, flushing) is done before; then
 * the content is compared, and straight before the rename it is asked whether the file still is the compared one.
 *
 * What is left of the gap: who writes in place between these two system calls is found in the replaced file right
 * after, and gets his version back. Who renames another file onto the path exactly between them (some microseconds)
 * loses his; no program can rule that out on a path that others rename onto as well.
 */
export type Replaced = 'replaced' | 'changed' | 'is-symlink' | 'is-no-file';

export async function replaceFileIfUnchanged(
  file: string,
  bytes: Uint8Array,
  isStillThere: (now: Uint8Array) => boolean,
): Promise<Replaced> {
  const before = await lstat(file).catch(absent);
  if (before === null) return 'changed';
  // Renaming would put a plain file in the link's place.
  if (before.isSymbolicLink()) return 'is-symlink';
  if (!before.isFile()) return 'is-no-file';
  const temporary = temporaryName(file);
  try {
    await writeTemporary(temporary, bytes, before);
    const late = swap(file, temporary, isStillThere);
    if (late === 'changed') return 'changed';
    await flushFolder(path.dirname(file));
    if (late === null) return 'replaced';
    await giveBack(file, bytes, late);
    return 'changed';
  } finally {
    await discard(temporary);
  }
}

/** Puts a new file where there is none; false: something is there already, and stays. */
export async function createFileIfAbsent(file: string, bytes: Uint8Array, mode: number): Promise<boolean> {
  const temporary = temporaryName(file);
  try {
    await writeTemporary(temporary, bytes, { mode });
    // A link is never made over something that is there; a rename would be.
    await link(temporary, file).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      // Some file systems know no links.
      return writeFile(file, bytes, { flag: 'wx', mode, flush: true });
    });
    await flushFolder(path.dirname(file));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await discard(temporary);
  }
}

type Owner = { uid: number; gid: number };

async function writeTemporary(
  temporary: string,
  bytes: Uint8Array,
  like: { mode: number } & Partial<Owner>,
): Promise<void> {
  const mode = like.mode & 0o7777;
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.chmod(mode);
    if (like.uid !== undefined && like.gid !== undefined)
      await keepOwner(handle, { uid: like.uid, gid: like.gid });
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The replaced file, still open: what somebody may be writing into it right now. */
type Late = { descriptor: number };

/** Without a pause, so that nothing of this process can come in between. */
function swap(
  file: string,
  temporary: string,
  isStillThere: (now: Uint8Array) => boolean,
): Late | 'changed' | null {
  const descriptor = openForLook(file);
  if (descriptor === null) return 'changed';
  let isOpen = true;
  try {
    const looked = fstatSync(descriptor, { bigint: true });
    const now = contentOf(descriptor);
    if (now === null || !isStillThere(now) || !isSameFile(looked, file)) return 'changed';
    // Windows replaces no file that somebody holds open, not even we.
    if (process.platform === 'win32') isOpen = closeNow(descriptor);
    renameSync(temporary, file);
    if (!isOpen) return null;
    const after = contentOf(descriptor);
    if (after !== null && isStillThere(after)) return null;
    isOpen = false;
    return { descriptor };
  } finally {
    if (isOpen) closeSync(descriptor);
  }
}

function closeNow(descriptor: number): false {
  closeSync(descriptor);
  return false;
}

/** Never follows a link, never waits for the other end of a pipe. */
function openForLook(file: string): number | null {
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    return openSync(file, flags);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO') return null;
    throw error;
  }
}

function isSameFile(looked: BigIntStats, file: string): boolean {
  const now = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return (
    now !== undefined &&
    now.ino === looked.ino &&
    now.dev === looked.dev &&
    now.size === looked.size &&
    now.mtimeNs === looked.mtimeNs &&
    now.ctimeNs === looked.ctimeNs
  );
}

const largestFile = 64 * 1024 * 1024;

/** null: no regular file, or one that must not be read to its end. */
function contentOf(descriptor: number): Uint8Array | null {
  const stats = fstatSync(descriptor);
  if (!stats.isFile() || stats.size > largestFile) return null;
  const buffer = Buffer.alloc(stats.size + 1);
  let length = 0;
  while (length < buffer.length) {
    const got = readSync(descriptor, buffer, length, buffer.length - length, length);
    if (got === 0) break;
    length += got;
  }
  return buffer.subarray(0, length);
}

const lateQuietMs = 40;
const lateLimitMs = 2_000;

/** Somebody wrote into the file while it was swapped: waits until he is done and puts his version back. */
async function giveBack(file: string, ours: Uint8Array, { descriptor }: Late): Promise<void> {
  try {
    let theirs = contentOf(descriptor);
    for (let waited = 0; waited < lateLimitMs; waited += lateQuietMs) {
      await delay(lateQuietMs);
      const now = contentOf(descriptor);
      const isQuiet = theirs !== null && now !== null && now.length > 0 && Buffer.compare(theirs, now) === 0;
      theirs = now;
      if (isQuiet) break;
    }
    if (theirs !== null) {
      await replaceFileIfUnchanged(file, theirs, (now) => Buffer.compare(now, ours) === 0);
    }
  } finally {
    closeSync(descriptor);
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function keepOwner(handle: Handle, before: Owner): Promise<void> {
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

/** A temporary file that can't be removed now is removed as a leftover at the next start. */
async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => undefined);
  inUse.delete(path.basename(temporary));
}

const marker = '.pilotlight-';
/** In a container every start may have the same process id: what is ours is known by name. */
const inUse = new Set<string>();

/** Names the process, so that a later start can tell a dead one's leftovers from a running one's work. */
function temporaryName(file: string): string {
  const name = `.${path.basename(file)}${marker}${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  inUse.add(name);
  return path.join(path.dirname(file), name);
}

export async function removeLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file);
  const start = `.${path.basename(file)}${marker}`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(start) || !name.endsWith('.tmp') || inUse.has(name)) continue;
    const pid = Number.parseInt(name.slice(start.length), 10);
    if (Number.isNaN(pid) || isRunningElsewhere(pid)) continue;
    await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isRunningElsewhere(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function absent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
