import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where the `electron` package lies, which brings a launcher and no binary. */
export const electronFolder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The binary, once the launcher has fetched it: it writes the path of what it unpacked into path.txt. */
export function electronBinary(): string | null {
  const pathFile = path.join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = path.join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}
