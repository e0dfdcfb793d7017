import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type { ConfigVersion, FileDiff } from '../../../../shared/contract/config-commands.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { TextFiles } from '../../ports.ts';
import { largestConfigBytes } from '../config-text.ts';
import type { SecretMask } from '../secret-mask.ts';
import { lineDiff } from './line-diff.ts';
import type { KeptVersion, Versions } from './versions.ts';
import type { FileWrite } from './write-files.ts';

/** What can be done with the versions that are kept: look, bring back exactly, bring back as a change to look at. */
export type EarlierVersions = {
  list(file: string | null, hashes: ReadonlyMap<string, string>): ConfigVersion[];
  diff(versionId: string, now: (file: string) => string): Promise<Result<FileDiff>>;
  /** The very bytes of all files of that save; null: a file is no longer what the save left. */
  exactly(versionId: string): Promise<Result<FileWrite[] | null>>;
  asEdits(versionId: string): Promise<Result<NamedEdit[]>>;
};

export function createEarlierVersions(options: {
  files: TextFiles;
  versions: Versions;
  mask: SecretMask;
}): EarlierVersions {
  const { files, versions, mask } = options;

  /** All files of one save belong together. */
  function groupOf(versionId: string): KeptVersion[] {
    const version = versions.find(versionId);
    return version === null ? [] : versions.list().filter((each) => each.saveId === version.saveId);
  }

  async function textOf(version: KeptVersion): Promise<Result<string>> {
    const bytes = await versions.bytes(version.versionId);
    if (!bytes.ok) return bytes;
    try {
      return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value));
    } catch {
      return fail('config-not-utf8', 'This version was no UTF-8 text; only its exact bytes can come back.');
    }
  }

  return {
    list(file, hashes) {
      return versions
        .list()
        .filter((version) => file === null || version.file === file)
        .map(({ versionId, at, file: path, bytes, by, sentences, replacedBy }) => ({
          versionId,
          at,
          file: path,
          bytes,
          by,
          sentences,
          undoable: replacedBy !== null && hashes.get(path) === replacedBy,
        }));
    },
    async diff(versionId, now) {
      const version = versions.find(versionId);
      if (version === null) return notKept;
      const text = await textOf(version);
      if (!text.ok) return text;
      const lines = lineDiff(mask.mask(text.value).text, mask.mask(now(version.file)).text);
      return ok({ file: version.file, lines });
    },
    async exactly(versionId) {
      const group = groupOf(versionId);
      if (group.length === 0) return notKept;
      const writes: FileWrite[] = [];
      for (const { file, hash, replacedBy, versionId: id } of group) {
        const bytes = await versions.bytes(id);
        if (!bytes.ok) return bytes;
        const now = await files.read(file, largestConfigBytes);
        const hashNow = now.ok ? files.hash(now.value) : null;
        // A save that was killed between two files left this one as it was.
        if (hashNow === hash) continue;
        if (replacedBy === null || hashNow !== replacedBy) return ok(null);
        writes.push({ path: file, bytes: bytes.value, hashBefore: replacedBy });
      }
      return ok(writes);
    },
    async asEdits(versionId) {
      const group = groupOf(versionId);
      if (group.length === 0) return notKept;
      const edits: NamedEdit[] = [];
      for (const version of group) {
        const text = await textOf(version);
        if (!text.ok) return text;
        edits.push({ edit: 'replace-text', file: version.file, text: mask.mask(text.value).text });
      }
      return ok(edits);
    },
  };
}

const notKept = fail('undo-not-possible', 'This version is no longer kept.');
