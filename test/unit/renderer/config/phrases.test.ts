import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { editorPhrases } from '../../../../renderer/views/config/editor/phrases.ts';
import { loadTranslator } from '../../../../shared/messages/index.ts';
import { languages } from '../../../../shared/settings.ts';

const require = createRequire(import.meta.url);

/** The packages the editor is made of. */
const packages = ['autocomplete', 'commands', 'language', 'lint', 'merge', 'search', 'state', 'view'];

async function phrasesAskedFor(name: string): Promise<string[]> {
  const source = await readFile(require.resolve(`@codemirror/${name}`), 'utf8');
  const asked = [...source.matchAll(/\bphrase\(([^()]*)/g)].map(([, inside]) => inside ?? '');
  return asked.flatMap((inside) => [...inside.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase ?? ''));
}

describe('the words of the editor', () => {
  it.each(languages)('has every phrase CodeMirror asks for in %s', async (language) => {
    const { t } = await loadTranslator(language);
    const phrases = editorPhrases(t);
    const asked = (await Promise.all(packages.map(phrasesAskedFor))).flat();
    expect(asked.length).toBeGreaterThan(25);
    expect(asked.filter((phrase) => !Object.hasOwn(phrases, phrase))).toEqual([]);
    const numbered = Object.keys(phrases).filter((phrase) => phrase.includes('$'));
    expect(numbered.filter((phrase) => !phrases[phrase]?.includes('$'))).toEqual([]);
  });
});
