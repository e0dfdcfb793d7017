import * as v from 'valibot';
import type { ConfigVersion } from '../../../../shared/contract/config-commands.ts';
import { Sentence } from '../../../../shared/findings.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Clock, Log, Random, TextFiles } from '../../ports.ts';

/**
 * Earlier versions of the config's files, byte for byte, in our own private folder: never beside the config and never
 * under the gateway's .bak names, whose ring pushes out what a person wanted to keep.
 */
export type Versions = {
  /** Keeps bytes that are about to be, or were, replaced. Fails if they could not be kept: then nothing may be written. */
  keep(version: NewVersion): Promise<Result<KeptVersion>>;
  /** What took the version's place: undo is exact as long as the file still has this hash. */
  replacedBy(versionId: string, hash: string): Promise<void>;
  list(): KeptVersion[];
  find(versionId: string): KeptVersion | null;
  /** The newest kept version with exactly these bytes. */
  findByHash(hash: string): KeptVersion | null;
  bytes(versionId: string): Promise<Result<Uint8Array>>;
};

export type NewVersion = {
  file: string;
  bytes: Uint8Array;
  hash: string;
  by: ConfigVersion['by'];
  sentences: ConfigVersion['sentences'];
  /** Several files of one save share it. */
  saveId: string;
};

const KeptVersion = v.object({
  versionId: v.string(),
  saveId: v.string(),
  at: v.number(),
  file: v.string(),
  hash: v.string(),
  bytes: v.number(),
  by: v.picklist(['save', 'undo', 'outside', 'restore', 'first-seen']),
  sentences: v.array(Sentence),
  replacedBy: v.nullable(v.string()),
});
export type KeptVersion = v.InferOutput<typeof KeptVersion>;

const mostVersions = 100;
const mostBytes = 20 * 1024 * 1024;
const oldestMs = 90 * 86_400_000;
/** However old or large: the newest few stay. */
const alwaysKept = 5;
const largestIndex = 4 * 1024 * 1024;
const largestVersion = 16 * 1024 * 1024;

export async function openVersions(options: {
  files: TextFiles;
  folder: string;
  clock: Clock;
  random: Random;
  log: Log;
}): Promise<Versions> {
  const { files, folder, clock, random, log } = options;
  const { join } = files.paths;
  const indexPath = join(folder, 'index.json');
  /** Newest first. */
  let kept: KeptVersion[] = await readIndex();
  let writing: Promise<unknown> = Promise.resolve();

  async function readIndex(): Promise<KeptVersion[]> {
    const bytes = await files.read(indexPath, largestIndex);
    if (!bytes.ok) return [];
    try {
      const data: unknown = JSON.parse(new TextDecoder().decode(bytes.value));
      return (Array.isArray(data) ? data : []).flatMap((each) => {
        const checked = v.safeParse(KeptVersion, each);
        return checked.success ? [checked.output] : [];
      });
    } catch {
      log.warn('The list of earlier versions was damaged and is begun anew; the versions stay on disk.');
      return [];
    }
  }

  function saveIndex(): Promise<Result<void>> {
    const turn = writing.then(() =>
      files.writeAtomically(indexPath, new TextEncoder().encode(JSON.stringify(kept, null, 1)), {
        mode: 0o600,
      }),
    );
    writing = turn;
    return turn;
  }

  async function prune(): Promise<void> {
    let size = 0;
    const now = clock.now();
    const tooMuch = kept.filter((version, index) => {
      size += version.bytes;
      const isOver = index >= mostVersions || size > mostBytes || now - version.at > oldestMs;
      return isOver && index >= alwaysKept;
    });
    if (tooMuch.length === 0) return;
    kept = kept.filter((version) => !tooMuch.includes(version));
    for (const version of tooMuch) await files.remove(join(folder, version.versionId));
  }

  return {
    async keep({ file, bytes, hash, by, sentences, saveId }) {
      const made = await files.makeFolder(folder, 0o700);
      if (!made.ok) return fail('backup-failed', made.failure.detail);
      const suffix = Math.floor(random() * 36 ** 4)
        .toString(36)
        .padStart(4, '0');
      const versionId = `${clock.now().toString(36)}-${suffix}`;
      const written = await files.writeAtomically(join(folder, versionId), bytes, { mode: 0o600 });
      if (!written.ok) return fail('backup-failed', written.failure.detail);
      const version: KeptVersion = {
        versionId,
        saveId,
        at: clock.now(),
        file,
        hash,
        bytes: bytes.length,
        by,
        sentences,
        replacedBy: null,
      };
      kept = [version, ...kept];
      await prune();
      const saved = await saveIndex();
      return saved.ok ? ok(version) : fail('backup-failed', saved.failure.detail);
    },
    async replacedBy(versionId, hash) {
      kept = kept.map((version) =>
        version.versionId === versionId ? { ...version, replacedBy: hash } : version,
      );
      const saved = await saveIndex();
      if (!saved.ok)
        log.warn('What a save wrote could not be noted: its undo will ask first.', {
          reason: saved.failure.detail,
        });
    },
    list: () => [...kept],
    find: (versionId) => kept.find((version) => version.versionId === versionId) ?? null,
    findByHash: (hash) => kept.find((version) => version.hash === hash) ?? null,
    async bytes(versionId) {
      if (!kept.some((version) => version.versionId === versionId)) {
        return fail('undo-not-possible', 'This version is no longer kept.');
      }
      return files.read(join(folder, versionId), largestVersion);
    },
  };
}
