import { fail } from '../../shared/result.ts';
import type { HistoryStore, TextFiles } from './ports.ts';

/** For commands that only show: whatever would write is refused in words, or quietly not recorded. */

const refused = async () => fail('settings-write-failed', 'This command only looks; it writes nothing.');

export function lookOnlyFiles(files: TextFiles): TextFiles {
  return {
    ...files,
    writeAtomically: refused,
    create: refused,
    replaceIfUnchanged: refused,
    remove: refused,
    removeFolder: refused,
    makeFolder: refused,
    removeLeftovers: async () => undefined,
  };
}

export function lookOnlyHistory(store: HistoryStore): HistoryStore {
  const nothing = () => undefined;
  return {
    ...store,
    addEvent: nothing,
    addSample: nothing,
    saveDay: nothing,
    saveMemory: nothing,
    removeBefore: nothing,
  };
}
