import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { assertNever } from '../../shared/assert-never.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileInfo, TextFiles } from '../core/ports.ts';
import { createFileIfAbsent, removeLeftovers, replaceFileIfUnchanged } from './compare-and-replace.ts';
import { watchDisk } from './watch-disk.ts';

/** The real disk. Whatever it says comes back as a coded failure. */
export const diskFiles: TextFiles = {
  async read(file, maxBytes) {
    return guarded(async () => {
      const handle = await open(file, 'r');
      try {
        const { size } = await handle.stat();
        if (size > maxBytes)
          return fail('config-too-large', `The file has ${size} bytes; the limit is ${maxBytes}.`);
        // One more byte than allowed shows that the file is growing under us.
        const buffer = Buffer.alloc(Math.min(maxBytes, size) + 1);
        let length = 0;
        // A network drive may give less than was asked for.
        while (length < buffer.length) {
          const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
          if (bytesRead === 0) break;
          length += bytesRead;
        }
        if (length > size) return fail('config-unreadable', 'The file grew while it was read.');
        return ok(new Uint8Array(buffer.subarray(0, length)));
      } finally {
        await handle.close();
      }
    }, 'config-unreadable');
  },
  async info(file) {
    try {
      return ok(await infoOf(file));
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return ok(null);
      return fail('config-unreadable', sentenceOf(error));
    }
  },
  writeAtomically: (file, bytes, options = {}) =>
    guarded(async () => {
      await writeFileAtomic(file, Buffer.from(bytes), {
        fsync: true,
        ...(options.mode === undefined ? {} : { mode: await modeFor(file, options.mode) }),
      });
      return ok(undefined);
    }, 'config-write-failed'),
  replaceIfUnchanged,
  create: (file, bytes, mode) =>
    guarded(async () => {
      const created = await createFileIfAbsent(file, bytes, mode);
      return created ? ok(undefined) : changedMeanwhile(file);
    }, 'config-write-failed'),
  removeLeftovers,
  remove: (file) =>
    guarded(async () => {
      await rm(file, { force: true });
      return ok(undefined);
    }, 'config-write-failed'),
  removeFolder: (folder) =>
    guarded(async () => {
      await rm(folder, { recursive: true, force: true });
      return ok(undefined);
    }, 'config-write-failed'),
  async list(folder) {
    try {
      return ok(await readdir(folder));
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? ok([]) : fail('config-unreadable', sentenceOf(error));
    }
  },
  makeFolder: (folder, mode = 0o700) =>
    guarded(async () => {
      await mkdir(folder, { recursive: true, mode });
      return ok(undefined);
    }, 'config-write-failed'),
  watch: watchDisk,
  hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  paths: {
    join: path.join,
    dirname: path.dirname,
    basename: (file) => path.basename(file),
    resolve: path.resolve,
    isAbsolute: path.isAbsolute,
    separator: path.sep,
  },
};

function replaceIfUnchanged(file: string, bytes: Uint8Array, hash: string): Promise<Result<void>> {
  return guarded(async () => {
    const replaced = await replaceFileIfUnchanged(file, bytes, (now) => diskFiles.hash(now) === hash);
    switch (replaced) {
      case 'replaced':
        return ok(undefined);
      case 'changed':
        return changedMeanwhile(file);
      case 'is-symlink':
        return fail('config-is-symlink', 'The file is a link; saving would replace the link.');
      case 'is-no-file':
        return fail('config-not-a-file', 'It is not a regular file.');
      default:
        return assertNever(replaced);
    }
  }, 'config-write-failed');
}

function changedMeanwhile(file: string): Result<never> {
  return fail('config-changed-meanwhile', `${file} was changed by somebody else meanwhile.`);
}

/** An existing file keeps its own permission bits. */
async function modeFor(file: string, wanted: number): Promise<number> {
  try {
    return (await lstat(file)).mode & 0o7777;
  } catch {
    return wanted;
  }
}

async function infoOf(file: string): Promise<FileInfo> {
  const us = process.getuid?.();
  const own = await lstat(file);
  const kind = own.isFile()
    ? 'file'
    : own.isDirectory()
      ? 'directory'
      : own.isSymbolicLink()
        ? 'symlink'
        : 'other';
  // The rest is said of what a link leads to: the link itself stays the same whatever is written there.
  const stats = kind === 'symlink' ? await stat(file).catch(() => own) : own;
  const writable = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    kind,
    bytes: stats.size,
    modifiedAt: stats.mtimeMs,
    mode: process.platform === 'win32' ? null : stats.mode & 0o7777,
    ownedByUs: us === undefined || stats.uid === us,
    keepsOwner: us === undefined || stats.uid === us || us === 0,
    writable,
  };
}

async function guarded<T>(
  work: () => Promise<Result<T>>,
  code: 'config-unreadable' | 'config-write-failed',
): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return codeOf(error) === 'ENOENT' && code === 'config-unreadable'
      ? fail('config-missing', 'There is no such file.')
      : fail(code, sentenceOf(error));
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

const sentences: Record<string, string> = {
  EACCES: 'Permission was denied.',
  EPERM: 'The system does not permit it.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EROFS: 'The disk is read-only.',
  EISDIR: 'It is a folder.',
  ENOENT: 'The folder is not there.',
  EMFILE: 'Too many files are open.',
};

function sentenceOf(error: unknown): string {
  const code = codeOf(error);
  return code === null ? String(error) : (sentences[code] ?? `The system said ${code}.`);
}
