import path from 'node:path';
import { expect, it } from 'vitest';
import { outputs } from '../../../build/build.ts';
import { isNode, literalText, readSources, visit } from '../shared/messages/sources.ts';

/** A change anywhere the bundle takes its parts from has to make it stale. */
it.each([
  { name: 'main', folders: ['electron'] },
  { name: 'renderer', folders: ['renderer'] },
])('the build of $name notices a change of everything it is made of', ({ name, folders }) => {
  const from = outputs.find((output) => output.name === name)?.from ?? [];
  const missed = new Set<string>();
  for (const { path: file, program } of readSources(folders, () => true)) {
    visit(program, (node) => {
      const wanted = isNode(node.source) ? literalText(node.source) : null;
      if (wanted === null || !wanted.startsWith('.')) return;
      const target = path.posix.join(path.posix.dirname(file), wanted);
      if (!from.some((each) => target === each || target.startsWith(`${each}/`))) missed.add(target);
    });
  }
  expect([...missed]).toEqual([]);
});

it('the build of main notices a new version', () => {
  expect(outputs.find(({ name }) => name === 'main')?.from).toContain('package.json');
});
