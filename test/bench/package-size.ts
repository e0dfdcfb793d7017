import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { extractFile } from '@electron/asar';
import { contentsOf, findAsars, type PackedFile } from '../../build/package-contents.ts';
import { dummyLinuxElectron } from '../fakes/dummy-electron.ts';
import { printTable } from './measure.ts';

/**
 * How big the app is that people download, Electron left out: packed offline by the script that packs a release, on a
 * dummy Electron. What its asar holds, and what JavaScript the page loads at first and later. kB are of 1,000 bytes.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = 'dist/renderer/assets/';
const place = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-bench-'));

try {
  const asar = packedAsar();
  const files = contentsOf(asar);
  const itself = ['app.asar itself', 1, kB(statSync(asar).size)];
  printTable(['in app.asar', 'files', 'size'], [...partRows(files), itself]);
  console.log('');
  printTable(['JavaScript of the page', 'chunks', 'size', 'gzip'], scriptRows(asar, files));
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

function scriptRows(asar: string, files: PackedFile[]): [string, number, string, string][] {
  const scripts = new Map<string, Buffer>();
  for (const { path: file } of files) {
    if (!file.startsWith(pages) || !file.endsWith('.js')) continue;
    scripts.set(file.slice(pages.length), extractFile(asar, path.normalize(file)));
  }
  const row = (name: string, chunks: Iterable<string>): [string, number, string, string] => {
    const codes = [...chunks].map((chunk) => scripts.get(chunk) ?? Buffer.alloc(0));
    const sum = (size: (code: Buffer) => number) => kB(codes.reduce((all, code) => all + size(code), 0));
    return [name, codes.length, sum((code) => code.length), sum((code) => gzipSync(code).length)];
  };
  const named = (name: string) => {
    const found = [...scripts.keys()].filter((chunk) => chunk.replace(/-[\w-]{8}\.js$/, '') === name);
    if (found.length === 0) throw new Error(`The page has no chunk called ${name}.`);
    return found;
  };
  const atFirst = withImports(scripts, [...named('index'), ...named('Panel')]);
  const later = (name: string) =>
    [...withImports(scripts, named(name))].filter((chunk) => !atFirst.has(chunk));
  return [
    row('the panel, at first', atFirst),
    row('… more for the config editor', later('ConfigEditor')),
    row('… more for the charts', later('Chart')),
    row('all there is, every language', scripts.keys()),
  ];
}

/** The chunks named and everything they import statically, by the built code's own words. */
function withImports(scripts: ReadonlyMap<string, Buffer>, entries: readonly string[]): Set<string> {
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

function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
