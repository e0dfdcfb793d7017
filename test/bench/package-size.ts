import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, findAsars, type PackedFile } from '../../build/package-contents.ts';
import {
  chunksNamed,
  gzipBytes,
  loadedAtFirst,
  pageScriptsIn,
  withImports,
} from '../../build/page-scripts.ts';
import { dummyLinuxElectron } from '../fakes/dummy-electron.ts';
import { printTable } from './measure.ts';

/**
 * How big the app is that people download, Electron left out: packed offline by the script that packs a release, on a
 * dummy Electron. What its asar holds, and what JavaScript the page loads at first and later. kB are of 1,000 bytes.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const place = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-bench-'));

try {
  const asar = packedAsar();
  const files = contentsOf(asar);
  const itself = ['app.asar itself', 1, kB(statSync(asar).size)];
  printTable(['in app.asar', 'files', 'size'], [...partRows(files), itself]);
  console.log('');
  printTable(['JavaScript of the page', 'chunks', 'size', 'gzip'], scriptRows(asar));
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** A dead end is where the network would be; what electron-builder caches goes away with our folder. */
function packedAsar(): string {
  const output = path.join(place, 'output');
  const electron = dummyLinuxElectron(path.join(place, 'electron'));
  execFileSync(
    process.execPath,
    ['build/package.ts', '--linux', '--dir', '--x64', '--electron-dist', electron, '--output', output],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: place,
        TMPDIR: place,
        http_proxy: 'http://127.0.0.1:9',
        https_proxy: 'http://127.0.0.1:9',
      },
    },
  );
  const [asar] = findAsars(output);
  if (asar === undefined) throw new Error('Packing made no app.asar.');
  return asar;
}

function partRows(files: PackedFile[]): [string, number, string][] {
  const parts = ['main', 'preload', 'renderer', 'other'];
  const partOf = ({ path: file }: PackedFile) =>
    parts.find((part) => file.startsWith(`dist/${part}/`)) ?? 'other';
  const row = (name: string, of: PackedFile[]): [string, number, string] => [
    name,
    of.length,
    kB(of.reduce((sum, { bytes }) => sum + bytes, 0)),
  ];
  const groups = Map.groupBy(files, partOf);
  return [...parts.map((part) => row(part, groups.get(part) ?? [])), row('total', files)];
}

function scriptRows(asar: string): [string, number, string, string][] {
  const scripts = pageScriptsIn(asar);
  const row = (name: string, chunks: Iterable<string>): [string, number, string, string] => {
    const all = [...chunks];
    const bytes = all.reduce((sum, chunk) => sum + (scripts.get(chunk)?.length ?? 0), 0);
    return [name, all.length, kB(bytes), kB(gzipBytes(scripts, all))];
  };
  const atFirst = loadedAtFirst(scripts, 'Panel');
  const later = (name: string) =>
    [...withImports(scripts, chunksNamed(scripts, name))].filter((chunk) => !atFirst.has(chunk));
  return [
    row('the panel, at first', atFirst),
    row('… more for the config editor', later('ConfigEditor')),
    row('… more for the charts', later('Chart')),
    row('all there is, every language', scripts.keys()),
  ];
}

function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
