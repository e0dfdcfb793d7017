import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { extractFile } from '@electron/asar';
import { contentsOf } from './package-contents.ts';

/** The packed page's JavaScript: which chunks are there, and which of them the first look at a window waits for. */
export type PageScripts = ReadonlyMap<string, Buffer>;

const folder = 'dist/renderer/assets/';

export function pageScriptsIn(asar: string): PageScripts {
  const files = contentsOf(asar).map((each) => each.path);
  const scripts = files.filter((file) => file.startsWith(folder) && file.endsWith('.js'));
  return new Map(scripts.map((file) => [file.slice(folder.length), extractFile(asar, path.normalize(file))]));
}

export function gzipBytes(scripts: PageScripts, chunks: Iterable<string>): number {
  return [...chunks].reduce((sum, chunk) => sum + gzipSync(scripts.get(chunk) ?? '').length, 0);
}

/** Chunks by the name of what they were made for, without the hash. */
export function chunksNamed(scripts: PageScripts, name: string): string[] {
  const found = [...scripts.keys()].filter((chunk) => chunk.replace(/-[\w-]{8}\.js$/, '') === name);
  if (found.length === 0) throw new Error(`The page has no chunk called ${name}.`);
  return found;
}

export function loadedAtFirst(scripts: PageScripts, window: 'Panel' | 'MainWindow'): Set<string> {
  return withImports(scripts, [...chunksNamed(scripts, 'index'), ...chunksNamed(scripts, window)]);
}

/** The chunks named and everything they import statically, by the built code's own words. */
export function withImports(scripts: PageScripts, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const follow = (chunk: string): void => {
    const code = scripts.get(chunk)?.toString();
    if (code === undefined || reached.has(chunk)) return;
    reached.add(chunk);
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) follow(name);
  };
  for (const entry of entries) follow(entry);
  return reached;
}
