import type { ConfigVersion } from '../../../../shared/contract/config-commands.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Log, TextFiles } from '../../ports.ts';
import type { ConfigReader } from '../config-store.ts';
import type { KeptVersion, Versions } from './versions.ts';

/**
 * Puts new bytes in the place of the ones that were read: all old ones kept first, each swap only if the file still has
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

type Prepared = FileWrite & { before: Uint8Array; version: KeptVersion };

export async function writeFiles(
  writes: readonly FileWrite[],
  options: WriteOptions,
): Promise<Result<KeptVersion[]>> {
  const prepared: Prepared[] = [];
  const written: Prepared[] = [];
  const failed = async (failure: Result<never>): Promise<Result<never>> => {
    await takeBack(prepared, written, options);
    return failure;
  };
  for (const write of writes) {
    const one = await keepOld(write, options);
    if (!one.ok) return failed(one);
    prepared.push(one.value);
  }
  for (const write of prepared) {
    const swapped = await swapIn(write, write.bytes, write.hashBefore, options);
    if (!swapped.ok) return failed(swapped);
    written.push(write);
    await confirm(write, options);
  }
  return ok(prepared.map((each) => each.version));
}

async function keepOld(
  write: FileWrite,
  { files, versions, by, sentences, saveId }: WriteOptions,
): Promise<Result<Prepared>> {
  const before = await files.read(write.path, largestFile);
  // Gone or growing since it was read a moment ago: looking again says what it is now.
  if (!before.ok) return changedMeanwhile(write.path);
  if (files.hash(before.value) !== write.hashBefore) return changedMeanwhile(write.path);
  const kept = await versions.keep({
    file: write.path,
    bytes: before.value,
    hash: write.hashBefore,
    replacedBy: files.hash(write.bytes),
    by,
    sentences,
    saveId,
  });
  return kept.ok ? ok({ ...write, before: before.value, version: kept.value }) : kept;
}

async function swapIn(
  { path }: FileWrite,
  bytes: Uint8Array,
  hashBefore: string,
  { files, reader }: WriteOptions,
): Promise<Result<void>> {
  const withdraw = reader.expectOwnWrite(path, files.hash(bytes));
  const replaced = await files.replaceIfUnchanged(path, bytes, hashBefore);
  if (!replaced.ok) withdraw();
  return replaced;
}

/** Somebody who writes right after us is no failure of ours, but is noticed; the reader tells what is there now. */
async function confirm({ path, bytes }: FileWrite, { files, log }: WriteOptions): Promise<void> {
  const back = await files.read(path, largestFile);
  if (back.ok && files.hash(back.value) === files.hash(bytes)) return;
  log.warn('The file was changed again right after the save.', {
    path,
    found: back.ok ? 'other bytes' : back.failure.detail,
  });
}

/** The save did not happen: what was written goes back, and its versions go unless one of them is still needed. */
async function takeBack(
  prepared: readonly Prepared[],
  written: readonly Prepared[],
  options: WriteOptions,
): Promise<void> {
  const needed = new Set<string>();
  for (const write of [...written].reverse()) {
    const restored = await swapIn(write, write.before, options.files.hash(write.bytes), options);
    if (restored.ok) continue;
    needed.add(write.version.versionId);
    options.log.error('A file of a failed save could not be put back.', {
      path: write.path,
      reason: restored.failure.detail,
    });
  }
  const ids = prepared.map((each) => each.version.versionId).filter((id) => !needed.has(id));
  if (ids.length > 0) await options.versions.forget(ids);
}

export function changedMeanwhile(path: string): Result<never> {
  return fail('config-changed-meanwhile', `${path} was changed by somebody else meanwhile.`);
}
