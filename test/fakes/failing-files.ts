import type { TextFiles } from '../../electron/core/ports.ts';
import { fail } from '../../shared/result.ts';

/** What a disk can do to whoever writes; the reasons are those of the real adapter. */
export const diskFaults = {
  full: { reads: true, detail: 'The disk is full.' },
  'read-only': { reads: true, detail: 'The disk is read-only.' },
  'permission lost': { reads: false, detail: 'Permission was denied.' },
  'folder deleted': { reads: false, detail: 'The folder is not there.' },
} as const;
export type DiskFault = keyof typeof diskFaults;

export type FailingFiles = TextFiles & {
  fault: DiskFault | null;
  /** While set, writes wait for it. */
  slow: Promise<void> | null;
};

/** Files that work until told otherwise. */
export function createFailingFiles(files: TextFiles): FailingFiles {
  async function writing<T>(work: () => Promise<T>) {
    await failing.slow;
    return failing.fault === null ? work() : fail('config-write-failed', diskFaults[failing.fault].detail);
  }

  const failing: FailingFiles = {
    ...files,
    fault: null,
    slow: null,
    async read(file, maxBytes) {
      if (failing.fault === 'folder deleted') return fail('config-missing', 'There is no such file.');
      if (failing.fault === 'permission lost')
        return fail('config-unreadable', diskFaults[failing.fault].detail);
      return files.read(file, maxBytes);
    },
    async info(file) {
      if (failing.fault === 'permission lost')
        return fail('config-unreadable', diskFaults[failing.fault].detail);
      return files.info(file);
    },
    create: (file, bytes, mode) => writing(() => files.create(file, bytes, mode)),
    writeAtomically: (file, bytes, options) => writing(() => files.writeAtomically(file, bytes, options)),
    replaceIfUnchanged: (file, bytes, hash) => writing(() => files.replaceIfUnchanged(file, bytes, hash)),
    remove: (file) => writing(() => files.remove(file)),
    makeFolder: (folder, mode) => writing(() => files.makeFolder(folder, mode)),
  };
  return failing;
}
