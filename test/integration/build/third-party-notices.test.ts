import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bundledLibraries,
  keepLicences,
  licencesFile,
  noticesText,
  undecidedLicences,
} from '../../../build/third-party-notices.ts';

const place = mkdtempSync(path.join(tmpdir(), 'pilotlight-notices-'));
const dist = path.join(place, 'dist');

function write(name: string, content: string): void {
  const file = path.join(place, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function library(name: string, license: string | undefined, text?: string): void {
  const folder = `node_modules/${name}`;
  write(`${folder}/package.json`, JSON.stringify({ name, version: '1.2.3', license, main: 'index.js' }));
  write(`${folder}/index.js`, `export const word = ${JSON.stringify(name)};`);
  if (text !== undefined) write(`${folder}/LICENSE`, text);
}

/** An app of its own, so that no other test's build is in the way. */
async function buildOutput(output: string, libraries: string[]): Promise<void> {
  const lines = libraries.map((name, at) => `import { word as w${at} } from '${name}'; console.log(w${at});`);
  write(`${output}.js`, lines.join('\n'));
  const made = await build({
    configFile: false,
    root: place,
    logLevel: 'silent',
    build: {
      outDir: path.join(dist, output),
      license: { fileName: licencesFile },
      rolldownOptions: { input: path.join(place, `${output}.js`) },
    },
  });
  keepLicences(dist, output, made);
}

beforeAll(async () => {
  library('told', 'MIT', 'Copyright of told\r\nPermission is granted.\r\n');
  library('@scope/wordless', 'ISC');
  library('copyleft', 'GPL-3.0-only', 'Share alike.');
  library('silent', undefined);
  library('unused', 'MIT', 'Copyright of unused');
  await buildOutput('one', ['told', '@scope/wordless']);
  await buildOutput('two', ['told', 'copyleft', 'silent']);
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the notices of bundled libraries', () => {
  it('name each once, with its licence and the text it brings or where the text is found', () => {
    const text = noticesText(bundledLibraries(dist, ['one', 'two']));
    expect(text.match(/^\S+ 1\.2\.3$/gm)).toEqual([
      '@scope/wordless 1.2.3',
      'copyleft 1.2.3',
      'silent 1.2.3',
      'told 1.2.3',
    ]);
    expect(text).toContain('told 1.2.3\nLicence: MIT\n');
    expect(text).toContain('\nCopyright of told\nPermission is granted.\n');
    expect(text).toContain('names https://spdx.org/licenses/ISC.html\n');
    expect(text).not.toContain('unused');
  });

  it('lie beside the built folders, which are packed and served as they are', () => {
    expect(readdirSync(dist).sort()).toEqual(['.one-licences.json', '.two-licences.json', 'one', 'two']);
    expect(readdirSync(path.join(dist, 'one'))).not.toContain(licencesFile);
  });

  it('tell which licences nobody has decided on', () => {
    expect(undecidedLicences(bundledLibraries(dist, ['one']))).toEqual([]);
    expect(undecidedLicences(bundledLibraries(dist, ['one', 'two']))).toEqual([
      'copyleft 1.2.3: GPL-3.0-only',
      'silent 1.2.3: states no licence',
    ]);
  });
});
