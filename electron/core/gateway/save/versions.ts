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
  /** Takes back what was kept for a save that did not happen. */
  forget(versionIds: readonly string[]): Promise<void>;
  list(): KeptVersion[];
  find(versionId: string): KeptVersion | null;
  /** The newest kept version with exactly these bytes. */
  findByHash(hash: string, file?: string): KeptVersion | null;
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
  /**
   * Hash of what takes its place; undo is exact as long as the file has it. Noted beforehand: a save that is killed in
   * the middle can then be told from one that was done, by the file itself.
   */
  replacedBy: string | null;
};

/** Names a file of ours, so nothing else may come from the list on the disk. */
const versionName = /^[0-9a-z]{6,12}-[0-9a-z]{4}$/;

const KeptVersion = v.object({
  versionId: v.pipe(v.string(), v.regex(versionName)),
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
/** A program that rewrites the file every minute must not push out what a person saved. */
const mostOutside = 40;
const mostBytes = 20 * 1024 * 1024;
const oldestMs = 90 * 86_400_000;
/** However old or large: the newest few stay. */
const alwaysKept = 5;
const largestIndex = 4 * 1024 * 1024;
/** What the atomic write leaves when the process is killed in it. */
const halfWritten = /^(index\.json|index\.copy\.json|[0-9a-z]{6,12}-[0-9a-z]{4})\.\d+$/;
const deadAfterMs = 3_600_000;
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
  /** The versions themselves do not say whose they are: with the list gone, they would be so many bytes. */
  const copyPath = join(folder, 'index.copy.json');
  /** Why the list could not be read: then it must not be overwritten either. */
  let unread: string | null = null;
  /** Newest first. */
  let kept: KeptVersion[] = await readIndex();
  let writing: Promise<unknown> = Promise.resolve();
  const takenIds = new Set(kept.map((version) => version.versionId));
  await removeStrays();

  async function readIndex(): Promise<KeptVersion[]> {
    const bytes = await files.read(indexPath, largestIndex);
    unread = !bytes.ok && bytes.failure.code === 'config-unreadable' ? bytes.failure.detail : null;
    if (!bytes.ok) return [];
    const listed = versionsIn(bytes.value);
    if (listed !== null) return listed;
    const copy = await files.read(copyPath, largestIndex);
    const copied = copy.ok ? versionsIn(copy.value) : null;
    if (copied === null) {
      log.warn('The list of earlier versions was damaged and is begun anew; the versions stay on disk.');
      return [];
    }
    log.warn('The list of earlier versions was damaged and is taken from its copy.');
    return copied;
  }

  function saveIndex(): Promise<Result<void>> {
    const turn = writing.then(async () => {
      const bytes = new TextEncoder().encode(JSON.stringify(kept, null, 1));
      const saved = await files.writeAtomically(indexPath, bytes, { mode: 0o600 });
      // Only for the day on which the list is damaged: no save has to fail for it.
      if (saved.ok) await files.writeAtomically(copyPath, bytes, { mode: 0o600 });
      return saved;
    });
    writing = turn;
    return turn;
  }

  /** Names hold the time: what a killed process or a damaged list left behind is bounded like everything else. */
  async function removeStrays(): Promise<void> {
    const listed = await files.list(folder);
    const strays = (listed.ok ? listed.value : []).filter((name) => !takenIds.has(name)).sort();
    const versions = strays.filter((name) => versionName.test(name));
    for (const name of versions) takenIds.add(name);
    const now = clock.now();
    for (const [index, name] of versions.reverse().entries()) {
      const age = now - Number.parseInt(name, 36);
      if (index >= mostVersions || age > oldestMs) await files.remove(join(folder, name));
    }
    for (const name of strays.filter((each) => halfWritten.test(each))) {
      const info = await files.info(join(folder, name));
      const isDead = info.ok && info.value !== null && now - info.value.modifiedAt > deadAfterMs;
      if (isDead) await files.remove(join(folder, name));
    }
  }

  function newId(): string {
    const start = clock.now().toString(36);
    let suffix = Math.floor(random() * 36 ** 4);
    let id: string;
    do {
      id = `${start}-${suffix.toString(36).padStart(4, '0')}`;
      suffix = (suffix + 1) % 36 ** 4;
    } while (takenIds.has(id));
    takenIds.add(id);
    return id;
  }

  async function prune(): Promise<void> {
    let size = 0;
    let outside = 0;
    const now = clock.now();
    const gone = kept.filter((version, index) => {
      if (version.by === 'outside') outside += 1;
      const isOver =
        index >= mostVersions ||
        (version.by === 'outside' && outside > mostOutside) ||
        size + version.bytes > mostBytes ||
        now - version.at > oldestMs;
      if (isOver && index >= alwaysKept) return true;
      size += version.bytes;
      return false;
    });
    await drop(gone.map((version) => version.versionId));
  }

  async function drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    kept = kept.filter((version) => !ids.includes(version.versionId));
    for (const id of ids) {
      await files.remove(join(folder, id));
      takenIds.delete(id);
    }
  }

  return {
    async keep({ bytes, ...facts }) {
      const made = await files.makeFolder(folder, 0o700);
      if (!made.ok) return fail('backup-failed', made.failure.detail);
      if (unread !== null) kept = await readIndex();
      if (unread !== null) return fail('backup-failed', unread);
      const versionId = newId();
      const written = await files.writeAtomically(join(folder, versionId), bytes, { mode: 0o600 });
      if (!written.ok) {
        takenIds.delete(versionId);
        return fail('backup-failed', written.failure.detail);
      }
      const version: KeptVersion = { versionId, at: clock.now(), bytes: bytes.length, ...facts };
      kept = [version, ...kept];
      await prune();
      const saved = await saveIndex();
      if (saved.ok) return ok(version);
      await drop([versionId]);
      return fail('backup-failed', saved.failure.detail);
    },
    async forget(versionIds) {
      await drop(versionIds);
      const saved = await saveIndex();
      if (!saved.ok)
        log.warn('The list of earlier versions could not be saved.', { reason: saved.failure.detail });
    },
    list: () => [...kept],
    find: (versionId) => kept.find((version) => version.versionId === versionId) ?? null,
    findByHash: (hash, file) =>
      kept.find((version) => version.hash === hash && (file === undefined || version.file === file)) ?? null,
    async bytes(versionId) {
      const version = kept.find((each) => each.versionId === versionId);
      if (version === undefined) return fail('undo-not-possible', 'This version is no longer kept.');
      const bytes = await files.read(join(folder, versionId), largestVersion);
      if (!bytes.ok)
        return fail('undo-not-possible', `The kept version can't be read. ${bytes.failure.detail}`);
      // Never put back what is not what was kept.
      return files.hash(bytes.value) === version.hash
        ? bytes
        : fail('undo-not-possible', 'The kept version was damaged on the disk.');
    },
  };
}

/** null: this is no list of ours. */
function versionsIn(bytes: Uint8Array): KeptVersion[] | null {
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(data)) return null;
    const versions = data.flatMap((each) => {
      const checked = v.safeParse(KeptVersion, each);
      return checked.success ? [checked.output] : [];
    });
    return versions.length === 0 && data.length > 0 ? null : versions;
  } catch {
    return null;
  }
}
