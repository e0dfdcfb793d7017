import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * A log file that is never longer than `maxBytes`, with `keep` files altogether: `name.log`, `name.1.log` … Written
 * here because each line has to be on disk before a crash ends the process (pino's own transports write from another
 * thread), and because two programs may write to the same folder: every line opens the file anew and appends.
 */
export type RotatingFile = {
  write(line: string): void;
  /** The newest first; not all need to exist. */
  files: readonly string[];
};

export type RotatingFileOptions = {
  folder: string;
  name: string;
  maxBytes?: number;
  keep?: number;
  /** Told once, for the first line that could not be written. */
  onFailure?(error: unknown): void;
};

const megabyte = 1024 * 1024;

export function openRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { folder, name, maxBytes = megabyte, keep = 5 } = options;
  const files = Array.from({ length: keep }, (_, index) =>
    path.join(folder, index === 0 ? `${name}.log` : `${name}.${index}.log`),
  );
  const [current = path.join(folder, `${name}.log`)] = files;
  let failed = false;

  function write(line: string): void {
    try {
      if (sizeOf(current) + Buffer.byteLength(line) > maxBytes) rotate(files);
      append(current, line);
      failed = false;
    } catch (error) {
      // A full disk must not end the app: said once, and tried again with the next line.
      if (!failed) options.onFailure?.(error);
      failed = true;
    }
  }

  return { write, files };
}

function append(file: string, line: string): void {
  try {
    appendFileSync(file, line, { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    appendFileSync(file, line, { mode: 0o600 });
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(files: readonly string[]): void {
  for (let index = files.length - 1; index >= 0; index -= 1) {
    const from = files[index];
    const to = files[index + 1];
    if (from === undefined || sizeOf(from) === 0) continue;
    if (to === undefined) rmSync(from, { force: true });
    else renameSync(from, to);
  }
}
