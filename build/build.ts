import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { keepLicences, licencesFile, licencesOf, writeNotices } from './third-party-notices.ts';

/**
 * Builds what is stale: each output remembers the newest change among the folders it was made of, and the licences of
 * the libraries that went into it.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
export const dist = path.join(root, 'dist');

export const outputs = [
  {
    name: 'renderer',
    config: 'build/vite.renderer.ts',
    from: ['renderer', 'shared', 'build', 'package-lock.json'],
  },
  {
    name: 'main',
    config: 'build/vite.node.ts',
    from: ['electron', 'shared', 'test/fake-servers', 'build', 'package.json', 'package-lock.json'],
  },
  {
    name: 'preload',
    config: 'build/vite.preload.ts',
    from: ['electron/preload.ts', 'shared', 'build', 'package-lock.json'],
  },
];

export const outputNames = outputs.map(({ name }) => name);

export async function buildStale(options: { quiet: boolean; force?: boolean }): Promise<string[]> {
  const built: string[] = [];
  for (const output of outputs) {
    const stampFile = path.join(dist, `.${output.name}-stamp`);
    const stamp = String(Math.max(...output.from.map((each) => newest(path.join(root, each)))));
    const known = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
    const kept = [path.join(dist, output.name), licencesOf(dist, output.name)];
    if (options.force !== true && known === stamp && kept.every((each) => existsSync(each))) continue;
    const made = await asProduction(() =>
      build({
        configFile: path.join(root, output.config),
        logLevel: options.quiet ? 'warn' : 'info',
        build: { license: { fileName: licencesFile } },
      }),
    );
    keepLicences(dist, output.name, made);
    writeFileSync(stampFile, stamp);
    built.push(output.name);
  }
  writeNotices(dist, outputNames);
  return built;
}

/** What is built is what people get, whatever NODE_ENV is set here: another one chooses React for development. */
async function asProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

function newest(file: string): number {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildStale({ quiet: false, force: process.argv.includes('--force') });
  console.log(built.length === 0 ? 'Everything is up to date.' : `Built ${built.join(', ')}.`);
}
