import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FileInfo, TextFiles } from '../../electron/core/ports.ts';
import { type Failure, failure } from '../../shared/failures.ts';
import { fail, failWith, ok } from '../../shared/result.ts';

type Entry = { bytes: Uint8Array; info: FileInfo };

/** Files in memory, with verbs for what happens to real ones. */
export type MemoryFiles = TextFiles & {
  text(file: string): string | null;
  /** Somebody else writes the file. */
  editedOutside(file: string, text: string): void;
  deletedOutside(file: string): void;
  becomes(file: string, change: Partial<FileInfo>): void;
  /** The next writes fail like this, until `null`. */
  writesFail(with_: Failure['code'] | null): void;
  /** Runs just before a write lands: for a second writer that is faster. */
  beforeWrite: ((file: string) => void) | null;
};

export function createMemoryFiles(initial: Record<string, string> = {}): MemoryFiles {
  const entries = new Map<string, Entry>();
  const watchers = new Set<{ paths: readonly string[]; changed: (file: string) => void }>();
  let writeFailure: Failure['code'] | null = null;
  let time = 1;

  function put(file: string, bytes: Uint8Array, mode = 0o600): void {
    const old = entries.get(file);
    const info = old?.info ?? {
      kind: 'file' as const,
      bytes: 0,
      modifiedAt: 0,
      mode,
      ownedByUs: true,
      keepsOwner: true,
      writable: true,
    };
    entries.set(file, { bytes, info: { ...info, bytes: bytes.length, modifiedAt: time++ } });
    tell(file);
  }

  function tell(file: string): void {
    for (const watcher of [...watchers]) {
      if (watcher.paths.includes(file)) queueMicrotask(() => watchers.has(watcher) && watcher.changed(file));
    }
  }

  const files: MemoryFiles = {
    beforeWrite: null,
    async read(file, maxBytes) {
      const entry = entries.get(file);
      if (entry === undefined) return fail('config-missing', 'There is no such file.');
      if (entry.info.kind === 'directory') return fail('config-unreadable', 'It is a folder.');
      if (entry.bytes.length > maxBytes) return fail('config-too-large', 'Too large.');
      return ok(entry.bytes);
    },
    info: async (file) => ok(entries.get(file)?.info ?? null),
    async writeAtomically(file, bytes, options = {}) {
      files.beforeWrite?.(file);
      if (writeFailure !== null) return failWith(failure(writeFailure, 'The disk is full.'));
      put(file, bytes.slice(), options.mode);
      return ok(undefined);
    },
    async replaceIfUnchanged(file, bytes, hash) {
      files.beforeWrite?.(file);
      if (writeFailure !== null) return failWith(failure(writeFailure, 'The disk is full.'));
      const entry = entries.get(file);
      if (entry === undefined || files.hash(entry.bytes) !== hash) {
        return fail('config-changed-meanwhile', `${file} was changed.`);
      }
      put(file, bytes.slice());
      return ok(undefined);
    },
    async create(file, bytes, mode) {
      files.beforeWrite?.(file);
      if (writeFailure !== null) return failWith(failure(writeFailure, 'The disk is full.'));
      if (entries.has(file)) return fail('config-changed-meanwhile', `${file} is there already.`);
      put(file, bytes.slice(), mode);
      return ok(undefined);
    },
    removeLeftovers: async () => undefined,
    async remove(file) {
      entries.delete(file);
      tell(file);
      return ok(undefined);
    },
    async removeFolder(folder) {
      const inside = [...entries.keys()].filter((file) => file.startsWith(`${folder}${path.posix.sep}`));
      for (const file of inside) await files.remove(file);
      return ok(undefined);
    },
    async list(folder) {
      const prefix = `${folder}${path.posix.sep}`;
      return ok(
        [...entries.keys()]
          .filter((file) => file.startsWith(prefix))
          .map((file) => file.slice(prefix.length)),
      );
    },
    makeFolder: async () => ok(undefined),
    watch(paths, changed) {
      const watcher = { paths, changed };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    paths: {
      join: path.posix.join,
      dirname: path.posix.dirname,
      basename: (file) => path.posix.basename(file),
      resolve: path.posix.resolve,
      isAbsolute: path.posix.isAbsolute,
      separator: path.posix.sep,
    },
    text: (file) => {
      const entry = entries.get(file);
      return entry === undefined ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.bytes);
    },
    editedOutside: (file, text) => put(file, new TextEncoder().encode(text)),
    deletedOutside(file) {
      entries.delete(file);
      tell(file);
    },
    becomes(file, change) {
      const entry = entries.get(file) ?? {
        bytes: new Uint8Array(),
        info: {
          kind: 'file',
          bytes: 0,
          modifiedAt: 0,
          mode: 0o600,
          ownedByUs: true,
          keepsOwner: true,
          writable: true,
        } as FileInfo,
      };
      entries.set(file, { ...entry, info: { ...entry.info, ...change } });
      tell(file);
    },
    writesFail(code) {
      writeFailure = code;
    },
  };
  for (const [file, text] of Object.entries(initial)) put(file, new TextEncoder().encode(text));
  return files;
}
