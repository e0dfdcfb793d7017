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
  /** How many writes to a file are under way now. */
  underWay(file: string): number;
};

/** Files that work until told otherwise. */
export function createFailingFiles(files: TextFiles): FailingFiles {
  const underWay = new Map<string, number>();

  async function writing<T>(file: string, work: () => Promise<T>) {
    underWay.set(file, (underWay.get(file) ?? 0) + 1);
    try {
      await failing.slow;
      const { fault } = failing;
      return fault === null ? await work() : fail('config-write-failed', diskFaults[fault].detail);
    } finally {
      underWay.set(file, (underWay.get(file) ?? 1) - 1);
    }
  }

  const failing: FailingFiles = {
    ...files,
    fault: null,
    slow: null,
    underWay: (file) => underWay.get(file) ?? 0,
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
    create: (file, bytes, mode) => writing(file, () => files.create(file, bytes, mode)),
    writeAtomically: (file, bytes, options) =>
      writing(file, () => files.writeAtomically(file, bytes, options)),
    replaceIfUnchanged: (file, bytes, hash) =>
      writing(file, () => files.replaceIfUnchanged(file, bytes, hash)),
    remove: (file) => writing(file, () => files.remove(file)),
    makeFolder: (folder, mode) => writing(folder, () => files.makeFolder(folder, mode)),
  };
  return failing;
}
