import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What git does with the file's line ends, wherever it is checked out. */
function attributesOf(file: string): Record<string, string> {
  const said = execFileSync('git', ['check-attr', '-z', 'text', 'eol', 'diff', '--', file], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  return { text: said[2] ?? '', eol: said[5] ?? '', diff: said[8] ?? '' };
}

// A copy without its history has nothing to check out.
describe.runIf(existsSync(path.join(root, '.git')))('a checkout', () => {
  it('has the same line ends on every system', () => {
    for (const file of ['electron/main.ts', 'biome.json', 'README.md', '.ci/run'])
      expect(attributesOf(file), file).toMatchObject({ text: 'auto', eol: 'lf' });
  });

  it('keeps the bytes of fixtures and pictures', () => {
    for (const file of ['test/fixtures/config/a.json5', 'test/fixtures/gateway/a.json'])
      expect(attributesOf(file), file).toMatchObject({ text: 'unset' });
    for (const file of ['build/screenshots/a.png', 'build/icons/rendered/app.ico'])
      expect(attributesOf(file), file).toMatchObject({ text: 'unset', diff: 'unset' });
  });
});
