import { describe, expect, it } from 'vitest';
import { type ConfigTree, readConfig } from '../../../../electron/core/gateway/config-files.ts';
import { createMemoryFiles, type MemoryFiles } from '../../../fakes/memory-files.ts';

const folder = '/etc/oc';
const main = `${folder}/openclaw.json`;

function world(texts: Record<string, string>): MemoryFiles {
  return createMemoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [at(name), text])));
}

const at = (name: string): string => (name.startsWith('/') ? name : `${folder}/${name}`);

async function treeIn(files: MemoryFiles, roots: string[] = []): Promise<ConfigTree> {
  const { tree } = await readConfig(files, main, roots);
  if (!tree.ok) throw new Error(tree.failure.detail);
  return tree.value;
}

const treeOf = (texts: Record<string, string>, roots: string[] = []): Promise<ConfigTree> =>
  treeIn(world(texts), roots);

describe('A config in one file', () => {
  it('owns every value at its own path', async () => {
    const tree = await treeOf({ 'openclaw.json': '{ agents: { defaults: { model: "a/b" } } }' });
    const path = ['agents', 'defaults', 'model'];
    expect(tree.ownerOf(path)).toEqual({ file: main, path, notEditable: null });
    expect(tree.placeOf(path)).toEqual({ file: main, line: 1, column: 32 });
    expect(tree.placeOf(['agents', 'list'])).toBeNull();
  });
});

describe('An included file', () => {
  it('replaces the object that names it and owns what it holds', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ gateway: { mode: "local" }, agents: { $include: "./agents.json5" } }',
      'agents.json5': '{\n  defaults: { model: "a/b" } }',
    });
    expect(tree.value).toEqual({ gateway: { mode: 'local' }, agents: { defaults: { model: 'a/b' } } });
    expect(tree.ownerOf(['agents', 'defaults', 'model'])).toEqual({
      file: at('agents.json5'),
      path: ['defaults', 'model'],
      notEditable: null,
    });
    expect(tree.placeOf(['agents', 'defaults', 'model'])).toEqual({
      file: at('agents.json5'),
      line: 2,
      column: 22,
    });
    expect(tree.ownerOf(['gateway', 'mode'])).toMatchObject({ file: main, notEditable: null });
  });

  it('is where a key goes that is not there yet', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ agents: { $include: "a.json5" } }',
      'a.json5': '{ defaults: {} }',
    });
    expect(tree.ownerOf(['agents', 'defaults', 'model', 'primary'])).toEqual({
      file: at('a.json5'),
      path: ['defaults', 'model', 'primary'],
      notEditable: null,
    });
  });

  it('may include further files, each beside the one that names it', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ agents: { $include: "parts/a.json5" } }',
      'parts/a.json5': '{ defaults: { $include: "./b.json5" } }',
      'parts/b.json5': '{ model: "x/y" }',
    });
    expect(tree.ownerOf(['agents', 'defaults', 'model'])).toEqual({
      file: at('parts/b.json5'),
      path: ['model'],
      notEditable: null,
    });
    expect(tree.files.map((file) => file.path)).toEqual([main, at('parts/a.json5'), at('parts/b.json5')]);
  });
});

describe('Includes the gateway refuses to write', () => {
  it('are lists of files: later ones win, lists are joined', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ agents: { $include: ["a.json5", "b.json5"] } }',
      'a.json5': '{ defaults: { model: "a/1", x: [1] }, only: 1 }',
      'b.json5': '{ defaults: { model: "b/2", x: [2] } }',
    });
    expect(tree.value).toEqual({ agents: { defaults: { model: 'b/2', x: [1, 2] }, only: 1 } });
    expect(tree.ownerOf(['agents', 'defaults', 'model'])).toMatchObject({
      file: at('b.json5'),
      path: ['defaults', 'model'],
      notEditable: { code: 'config-include-refused' },
    });
    expect(tree.ownerOf(['agents', 'only'])).toMatchObject({ file: at('a.json5') });
    expect(tree.ownerOf(['agents', 'defaults', 'x', 1])).toMatchObject({
      file: at('b.json5'),
      path: ['defaults', 'x', 0],
    });
  });

  it('are those with keys beside them, which override', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ agents: { $include: "a.json5", defaults: { model: "main/1" } } }',
      'a.json5': '{ defaults: { model: "a/1", imageModel: "a/2" } }',
    });
    expect(tree.value).toEqual({ agents: { defaults: { model: 'main/1', imageModel: 'a/2' } } });
    expect(tree.ownerOf(['agents', 'defaults', 'model'])).toMatchObject({
      file: main,
      path: ['agents', 'defaults', 'model'],
      notEditable: { code: 'config-include-refused' },
    });
    expect(tree.ownerOf(['agents', 'defaults', 'imageModel'])).toMatchObject({
      file: at('a.json5'),
      notEditable: { code: 'config-include-refused' },
    });
  });

  it('are those at the root, for every key of the config', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ $include: "base.json5", gateway: { mode: "local" } }',
      'base.json5': '{ agents: {}, gateway: { port: 1 } }',
    });
    expect(tree.value).toEqual({ agents: {}, gateway: { port: 1, mode: 'local' } });
    for (const path of [['agents'], ['gateway', 'mode'], ['models']]) {
      expect(tree.ownerOf(path).notEditable).toMatchObject({ code: 'config-include-refused' });
    }
  });

  it('are those inside an entry of a list', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ agents: { list: [{ $include: "main.json5" }] } }',
      'main.json5': '{ id: "main", model: "a/b" }',
    });
    expect(tree.value).toEqual({ agents: { list: [{ id: 'main', model: 'a/b' }] } });
    expect(tree.ownerOf(['agents', 'list', 0, 'model'])).toMatchObject({
      file: at('main.json5'),
      path: ['model'],
      notEditable: { code: 'config-include-refused' },
    });
    expect(tree.ownerOf(['agents', 'list'])).toMatchObject({ file: main, notEditable: null });
  });

  it('are files that stand in several places', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ a: { $include: "x.json5" }, b: { $include: "x.json5" }, c: 1 }',
      'x.json5': '{ v: 1 }',
    });
    expect(tree.ownerOf(['a', 'v']).notEditable).toMatchObject({ code: 'config-include-refused' });
    expect(tree.ownerOf(['c']).notEditable).toBeNull();
  });

  it('are files outside the folder, links, and files without permission', async () => {
    const files = world({
      'openclaw.json':
        '{ a: { $include: "/shared/a.json5" }, b: { $include: "b.json5" }, c: { $include: "c.json5" } }',
      '/shared/a.json5': '{ v: 1 }',
      'b.json5': '{ v: 2 }',
      'c.json5': '{ v: 3 }',
    });
    files.becomes(at('b.json5'), { kind: 'symlink' });
    files.becomes(at('c.json5'), { writable: false });
    const tree = await treeIn(files, ['/shared']);
    expect(tree.value).toEqual({ a: { v: 1 }, b: { v: 2 }, c: { v: 3 } });
    expect(['a', 'b', 'c'].map((key) => tree.ownerOf([key, 'v']).notEditable?.code)).toEqual([
      'config-include-refused',
      'config-is-symlink',
      'config-read-only',
    ]);
  });
});

describe('An include that cannot be read', () => {
  const cases: [string, Record<string, string>, string, number][] = [
    ['is missing', {}, 'config-missing', 2],
    ['holds a mistake', { 'x.json5': '{\n\n a: }' }, 'config-syntax', 3],
    ['includes itself', { 'x.json5': '{ again: { $include: "x.json5" } }' }, 'config-include-refused', 1],
    ['is too deep', { 'x.json5': `${'['.repeat(300)}${']'.repeat(300)}` }, 'config-too-large', 1],
  ];
  it.each(cases)('leaves the rest readable when it %s', async (_name, more, code, line) => {
    const tree = await treeOf({ 'openclaw.json': '{ a: {\n $include: "x.json5" }, b: 1 }', ...more });
    expect(tree.troubles).toMatchObject([{ code, place: { line } }]);
    expect(tree.value.b).toBe(1);
    expect(tree.ownerOf(['b']).notEditable).toBeNull();
    expect(tree.ownerOf(['a', 'anything']).notEditable?.code).toMatch(/^config-/);
  });

  it.each([
    ['"../outside.json5"', 'lies outside'],
    ['"/etc/passwd"', 'lies outside'],
    ['12', 'takes a file name'],
    ['["b.json5", null]', 'takes a file name'],
    ['"x\\u0000y"', 'no usable file name'],
    [`"${'a'.repeat(4096)}"`, 'no usable file name'],
  ])('is refused for $include: %s', async (wish, said) => {
    const tree = await treeOf({ 'openclaw.json': `{ a: { $include: ${wish} } }`, 'b.json5': '{}' });
    expect(tree.troubles).toHaveLength(1);
    expect(tree.troubles[0]?.detail).toContain(said);
    expect(tree.troubles[0]?.place).toMatchObject({ file: main, line: 1 });
  });

  it('needs an object where keys stand beside it', async () => {
    const tree = await treeOf({ 'openclaw.json': '{ a: { $include: "b.json5", c: 1 } }', 'b.json5': '[1]' });
    expect(tree.value).toEqual({ a: { c: 1 } });
    expect(tree.troubles).toMatchObject([{ code: 'config-include-refused' }]);
  });

  it('is not followed deeper than ten', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 12 }, (_each, index) => [
        `${index}.json5`,
        `{ in: { $include: "${index + 1}.json5" } }`,
      ]),
    );
    const texts = { 'openclaw.json': '{ in: { $include: "0.json5" } }', ...chain };
    const tree = await treeOf(texts);
    expect(tree.troubles).toMatchObject([{ code: 'config-include-refused' }]);
    expect(tree.files).toHaveLength(11);
    expect(await treeOf({ ...texts, '9.json5': '{}' })).toMatchObject({ troubles: [] });
  });

  it('is still named, so that its coming is noticed', async () => {
    const { named } = await readConfig(world({ 'openclaw.json': '{ a: { $include: "x.json5" } }' }), main);
    expect(named).toEqual([main, at('x.json5')]);
  });
});

describe('Merging', () => {
  it('lets no file reach into a prototype', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ a: { $include: ["b.json5", "c.json5"] } }',
      'b.json5': '{ "__proto__": { x: 1 }, k: { "constructor": 1 } }',
      'c.json5': '{ "__proto__": { y: 1 }, k: { "prototype": 2, z: 3 } }',
    });
    expect(JSON.stringify(tree.value)).toBe('{"a":{"k":{"z":3}}}');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('replaces a value of another kind', async () => {
    const tree = await treeOf({
      'openclaw.json': '{ a: { $include: ["b.json5", "c.json5"] } }',
      'b.json5': '{ k: { x: 1 }, l: [1], m: 1 }',
      'c.json5': '{ k: [2], l: { y: 2 }, m: null }',
    });
    expect(tree.value).toEqual({ a: { k: [2], l: { y: 2 }, m: null } });
  });
});
