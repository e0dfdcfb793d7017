import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const renderer = fileURLToPath(new URL('../../../renderer', import.meta.url));
const tokens = readFileSync(path.join(renderer, 'styles/tokens.css'), 'utf8');

describe('the colours', () => {
  it('are named in the tokens and nowhere else', async () => {
    const outside: string[] = [];
    for await (const file of glob('**/*.css', { cwd: renderer })) {
      if (path.basename(file) === 'tokens.css') continue;
      const text = readFileSync(path.join(renderer, file), 'utf8');
      for (const found of text.matchAll(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(/gi))
        outside.push(`${file}: ${found[0]}`);
    }
    expect(outside).toEqual([]);
  });

  it('are each said once, for light and dark together', () => {
    const beforeVariants = tokens.slice(0, tokens.indexOf('@media'));
    const names = [...beforeVariants.matchAll(/^ {2}(--[\w-]+):/gm)].map((match) => match[1]);
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    expect(twice.filter((name) => name !== '--row')).toEqual([]);
    expect(tokens).not.toContain('prefers-color-scheme');
  });
});
