import { readdirSync } from 'node:fs';
import path from 'node:path';
import { listPackage, statFile } from '@electron/asar';

export type PackedFile = { path: string; bytes: number };

/** Every file in an app.asar, by path. */
export function contentsOf(asarFile: string): PackedFile[] {
  const files: PackedFile[] = [];
  for (const listed of listPackage(asarFile, { isPack: false })) {
    const inside = listed.slice(1);
    const entry = statFile(asarFile, inside);
    if ('size' in entry) files.push({ path: inside.replaceAll(path.sep, '/'), bytes: entry.size });
  }
  return files;
}

export function findAsars(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'app.asar')
    .map((name) => path.join(folder, name));
}

/** What lies inside and how big it is, folder by folder. */
export function sizeTable(files: PackedFile[]): string {
  const folders = new Map<string, { count: number; bytes: number }>();
  for (const { path: file, bytes } of files) {
    for (const name of [path.posix.dirname(file), 'all']) {
      const { count, bytes: before } = folders.get(name) ?? { count: 0, bytes: 0 };
      folders.set(name, { count: count + 1, bytes: before + bytes });
    }
  }
  const rows = [...folders].map(([name, { count, bytes }]) => {
    const size = `${(bytes / 1024).toFixed(0)} kB`;
    return `${name.padEnd(24)}${`${count} files`.padStart(10)}${size.padStart(12)}`;
  });
  return rows.join('\n');
}
