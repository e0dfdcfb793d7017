import type { ConfigVersion } from '../../../../shared/contract/config-commands.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Log, TextFiles } from '../../ports.ts';
import type { ConfigReader } from '../config-store.ts';
import type { KeptVersion, Versions } from './versions.ts';

/**
 * Puts new bytes in the place of the ones that were read: the old ones kept first, the swap only if the file still has
 * them, read back afterwards. Of several files the ones already written are put back when a later one fails.
 */
export type FileWrite = { path: string; bytes: Uint8Array; hashBefore: string };

export type WriteOptions = {
  files: TextFiles;
  versions: Versions;
  reader: Pick<ConfigReader, 'expectOwnWrite'>;
  log: Log;
  by: ConfigVersion['by'];
  sentences: ConfigVersion['sentences'];
  saveId: string;
};

const largestFile = 16 * 1024 * 1024;

export async function writeFiles(
  writes: readonly FileWrite[],
  options: WriteOptions,
): Promise<Result<KeptVersion[]>> {
  const done: { write: FileWrite; version: KeptVersion; before: Uint8Array }[] = [];
  for (const write of writes) {
    const written = await writeOne(write, options);
    if (written.ok) {
      done.push({ write, ...written.value });
      continue;
    }
    for (const { write: earlier, before } of done.reverse()) await putBack(earlier, before, options);
    return written;
  }
  return ok(done.map((each) => each.version));
}

async function writeOne(
  write: FileWrite,
  options: WriteOptions,
): Promise<Result<{ version: KeptVersion; before: Uint8Array }>> {
  const { files, versions, reader, saveId, by, sentences } = options;
  const before = await files.read(write.path, largestFile);
  if (!before.ok) return before;
  if (files.hash(before.value) !== write.hashBefore) return changedMeanwhile(write.path);
  const kept = await versions.keep({
    file: write.path,
    bytes: before.value,
    hash: write.hashBefore,
    by,
    sentences,
    saveId,
  });
  if (!kept.ok) return kept;
  const hash = files.hash(write.bytes);
  const takeBack = reader.expectOwnWrite(write.path, hash);
  const replaced = await files.replaceIfUnchanged(write.path, write.bytes, write.hashBefore);
  if (!replaced.ok) {
    takeBack();
    return replaced;
  }
  const confirmed = await confirm(write.path, hash, options);
  if (!confirmed.ok) return confirmed;
  await versions.replacedBy(kept.value.versionId, hash);
  return ok({ version: kept.value, before: before.value });
}

/** What the disk says is what counts. Somebody who wrote right after us is no failure of ours, but is noticed. */
async function confirm(path: string, hash: string, { files, log }: WriteOptions): Promise<Result<undefined>> {
  const back = await files.read(path, largestFile);
  if (!back.ok) return failWith(back.failure);
  if (files.hash(back.value) !== hash) log.warn('The file was changed again right after the save.', { path });
  return ok(undefined);
}

async function putBack(
  write: FileWrite,
  before: Uint8Array,
  { files, reader, log }: WriteOptions,
): Promise<void> {
  reader.expectOwnWrite(write.path, write.hashBefore);
  const restored = await files.replaceIfUnchanged(write.path, before, files.hash(write.bytes));
  if (!restored.ok)
    log.error('A file of a failed save could not be put back.', {
      path: write.path,
      reason: restored.failure.detail,
    });
}

export function changedMeanwhile(path: string): Result<never> {
  return fail('config-changed-meanwhile', `${path} was changed by somebody else meanwhile.`);
}
