import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { build } from 'vite';

/**
 * The licences of the libraries whose code went into our bundles: most ask that their text goes along with every copy.
 * Vite knows which they are (`build.license`) and writes them down for each output; here they become one text.
 */
export type BundledLibrary = { name: string; version: string; identifier?: string; text?: string };

export const noticesFile = 'THIRD-PARTY-NOTICES.txt';
/** As the build of an output writes it. It ends with .json, so it is data. */
export const licencesFile = 'licences.json';

/** Those that ask for no more than their text to go along. Another one is a decision, made by adding it here. */
const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
]);

/** Beside the stamp of the output: neither a page nor a package may have it inside. */
export function licencesOf(dist: string, output: string): string {
  return path.join(dist, `.${output}-${licencesFile}`);
}

/** Out of the built folder; what was made is taken at its word, as a second build may have emptied the folder already. */
export function keepLicences(dist: string, output: string, made: Made): void {
  const assets = [made].flat().flatMap((each) => ('output' in each ? each.output : []));
  const licences = assets.find(({ fileName }) => fileName === licencesFile);
  if (licences?.type !== 'asset') throw new Error(`The build of ${output} listed no licences.`);
  writeFileSync(licencesOf(dist, output), licences.source);
  rmSync(path.join(dist, output, licencesFile), { force: true });
}

type Made = Awaited<ReturnType<typeof build>>;

export function bundledLibraries(dist: string, outputs: readonly string[]): BundledLibrary[] {
  const byName = new Map<string, BundledLibrary>();
  for (const output of outputs) {
    const libraries = JSON.parse(readFileSync(licencesOf(dist, output), 'utf8')) as BundledLibrary[];
    for (const library of libraries) byName.set(titleOf(library), library);
  }
  return [...byName.values()].sort((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
}

/** What nobody has said yes to, in words; empty where all is well. */
export function undecidedLicences(libraries: readonly BundledLibrary[]): string[] {
  return libraries
    .filter(({ identifier }) => identifier === undefined || !allowedLicences.has(identifier))
    .map((library) => `${titleOf(library)}: ${library.identifier ?? 'states no licence'}`);
}

export function noticesText(libraries: readonly BundledLibrary[]): string {
  const line = '-'.repeat(80);
  const parts = libraries.map((library) => {
    const title = `${titleOf(library)}\nLicence: ${library.identifier ?? 'not stated'}`;
    return `${line}\n${title}\n${line}\n\n${ownText(library)}\n`;
  });
  return [
    'Pilotlight contains code of the libraries below, each under the licence that follows its name.\n',
    ...parts,
  ].join('\n');
}

export function writeNotices(dist: string, outputs: readonly string[]): void {
  const text = noticesText(bundledLibraries(dist, outputs));
  const file = path.join(dist, noticesFile);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

function titleOf({ name, version }: BundledLibrary): string {
  return `${name} ${version}`;
}

function ownText({ identifier, text }: BundledLibrary): string {
  if (text !== undefined && text.trim() !== '') return text.trim().replaceAll('\r\n', '\n');
  if (identifier === undefined) return 'The library comes without a licence text.';
  return `The library comes without a licence text and names https://spdx.org/licenses/${identifier}.html`;
}
