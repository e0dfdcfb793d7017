import { fail, type Result } from '../../../shared/result.ts';
import type { TextFiles } from '../ports.ts';

/** A config that is not in place yet, laid out in a folder of ours so that the gateway's CLI can judge it. */

export type ConfigCopy = {
  main: { path: string; text: string };
  /** Files it includes, as they would be. */
  includes: readonly { path: string; text: string }[];
  /** The gateway's state folder where it is known: its `.env` fills in variables. */
  stateFolder: string | null;
};

const privateFile = 0o600;

/** Gives the copy's path and the variables that point to it; the copy is gone afterwards. */
export async function withCopy<T>(
  files: TextFiles,
  workFolder: string,
  copy: ConfigCopy,
  use: (path: string, env: Record<string, string>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { paths } = files;
  const from = paths.dirname(copy.main.path);
  const to = folderOf(files, workFolder);
  const inside = from + (from.endsWith(paths.separator) ? '' : paths.separator);
  const outside = copy.includes.find((file) => !file.path.startsWith(inside));
  if (outside !== undefined)
    return fail(
      'config-check-failed',
      `${outside.path} lies outside the folder of the config, so the openclaw command can't check a copy of it.`,
    );

  const placed = [copy.main, ...copy.includes].map((file) => ({
    path: paths.join(to, file.path.slice(inside.length)),
    text: file.text,
  }));
  const main = placed[0]?.path ?? to;
  try {
    const written = await writeAll(files, to, placed);
    return written.ok ? await use(main, environmentOf(main, copy.stateFolder)) : written;
  } finally {
    for (const file of placed) await files.remove(file.path);
  }
}

/** What a process that was killed in the middle of a check left behind: it holds what the config holds, secrets too. */
export async function removeCopies(files: TextFiles, workFolder: string): Promise<void> {
  await files.removeFolder(folderOf(files, workFolder));
}

function folderOf({ paths }: TextFiles, workFolder: string): string {
  return paths.join(workFolder, 'cli-check');
}

async function writeAll(
  files: TextFiles,
  folder: string,
  placed: readonly { path: string; text: string }[],
): Promise<Result<void>> {
  const cleared = await files.removeFolder(folder);
  if (!cleared.ok) return cleared;
  let outcome: Result<void> = await files.makeFolder(folder, 0o700);
  for (const file of placed) {
    if (outcome.ok) outcome = await files.makeFolder(files.paths.dirname(file.path), 0o700);
    if (outcome.ok)
      outcome = await files.writeAtomically(file.path, new TextEncoder().encode(file.text), {
        mode: privateFile,
      });
  }
  return outcome;
}

function environmentOf(path: string, stateFolder: string | null): Record<string, string> {
  return {
    OPENCLAW_CONFIG_PATH: path,
    ...(stateFolder === null ? {} : { OPENCLAW_STATE_DIR: stateFolder }),
  };
}
