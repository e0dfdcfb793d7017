import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { watch as watchFiles } from 'chokidar';
import type { TextFiles } from '../core/ports.ts';

/** Tells of changes of the files, and of what they lead to where they are links: nothing happens to a link itself. */
export const watchDisk: TextFiles['watch'] = (files, changed) => {
  const followed = new Set<string>();
  const names = new Set(files.map((file) => path.basename(file)));
  // Links are followed here: the watcher's own way of it does not see the link itself being set anew.
  const watcher = watchFiles([...files], { ignoreInitial: true, atomic: false, followSymlinks: false });

  function followLinks(): void {
    for (const real of files.flatMap(realOf)) {
      if (followed.has(real)) continue;
      followed.add(real);
      names.add(path.basename(real));
      watcher.add(real);
    }
  }
  function happened(file: string): void {
    followLinks();
    changed(file);
  }
  followLinks();
  watcher.on('all', (_event, file) => happened(file));
  // New permissions are no change of the content, so only the raw events tell of them; those come for the whole folder.
  watcher.on('raw', (_event, file) => {
    if (file !== null && names.has(path.basename(file))) happened(file);
  });
  // A watcher that fails is not fatal: the store also looks by itself now and then.
  watcher.on('error', () => undefined);
  return () => void watcher.close();
};

function realOf(file: string): string[] {
  try {
    return lstatSync(file).isSymbolicLink() ? [realpathSync(file)] : [];
  } catch {
    // Not there, or a link that leads nowhere yet.
    return [];
  }
}
