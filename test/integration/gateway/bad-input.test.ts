import fs from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import { type ConfigWorld, startConfigWorld } from '../../fakes/config-world.ts';
import { hasFileModes } from '../../fakes/platform.ts';

/**
 * Everything that can be wrong with the file or the disk, through the whole write side on the real disk: a coded failure
 * with a sentence, and the file as it was. Refusals of the disk itself are put in front of the real calls, because a
 * test that runs as root is refused nothing and a full disk needs a mount.
 */

let folder: string;
let main: string;
let world: ConfigWorld;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-bad-'));
  main = path.join(folder, 'openclaw.json');
});

afterEach(async () => {
  world?.reader.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  world = await startConfigWorld({
    files: diskFiles,
    main,
    versionsFolder: path.join(folder, 'data/versions'),
  });
}

const config = '{\n  // mine\n  gateway: { mode: "local" },\n  agents: { defaults: { model: "a/b" } },\n}\n';
const edit: NamedEdit = { edit: 'set-primary', agentId: null, ref: 'c/d' };
const deep = (levels: number) => `{ a: ${'['.repeat(levels)}${']'.repeat(levels)} }`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a file that makes no sense', () => {
  const cases: [string, string | Buffer, string][] = [
    ['empty', '', 'config-syntax'],
    ['only white space', ' \n\n', 'config-syntax'],
    ['null', 'null', 'config-shape'],
    ['a list', '[{ "gateway": {} }]', 'config-shape'],
    ['nested 10,000 deep', deep(10_000), 'config-too-large'],
    ['10 MB', `{ a: "${'x'.repeat(10 * 1024 * 1024)}" }`, 'config-too-large'],
    ['a NUL byte', '{ a: "\0" }', 'config-not-utf8'],
    ['UTF-16', utf16(config), 'config-not-utf8'],
    ['a bad byte', Buffer.concat([Buffer.from(config), Buffer.from([0xff, 0xfe, 0x0a])]), 'config-not-utf8'],
    ['half a character', Buffer.from([0x7b, 0xed, 0xa0, 0xbd, 0x7d]), 'config-not-utf8'],
    ['half-written', config.slice(0, 60), 'config-syntax'],
    ['two documents', `${config}${config}`, 'config-syntax'],
  ];

  it.each(cases)('(%s) takes no edit, is told with a sentence, and stays', async (_what, content, code) => {
    await writeFile(main, content);
    const before = await readFile(main);
    await open();
    const failure = { code, detail: expect.stringMatching(/^[A-Z“"].+\.$/) };
    expect(world.reader.current().state).toMatchObject({ is: 'broken', failure });
    expect(await world.run(world.editor.review([edit]))).toMatchObject({ ok: false, failure });
    expect(await world.run(world.editor.saveEdits([edit]))).toMatchObject({ ok: false, failure });
    expect(Buffer.compare(await readFile(main), before)).toBe(0);
    expect(await world.run(world.editor.create())).toMatchObject({ ok: false });
  });

  it.each(cases.filter(([, content]) => content.length < 1_000_000))(
    '(%s) is mended by a whole text, and the mending undone to the byte',
    async (_what, content) => {
      await writeFile(main, content);
      const before = await readFile(main);
      await open();
      const { reviewId } = await world.review([{ edit: 'replace-text', file: main, text: config }]);
      const saved = await world.save(reviewId);
      if (!saved.ok || saved.value.is !== 'saved') throw new Error(JSON.stringify(saved));
      expect(await readFile(main, 'utf8')).toBe(config);
      expect(await world.undo(saved.value.versionId)).toMatchObject({ ok: true, value: { is: 'saved' } });
      expect(Buffer.compare(await readFile(main), before)).toBe(0);
    },
  );
});

describe('a file that is odd but right', () => {
  it.each([
    [
      'duplicate keys',
      '{ gateway: { mode: "remote" }, agents: {}, gateway: { mode: "local" }, agents: { defaults: { model: "a/b" } } }',
    ],
    [
      'keys of a prototype',
      '{ gateway: { mode: "local" }, "__proto__": { x: 1 }, constructor: 2, agents: { defaults: { model: "a/b" } } }',
    ],
    [
      'escaped halves of a character',
      '{ gateway: { mode: "local" }, x: "\\ud83d", agents: { defaults: { model: "a/b" } } }',
    ],
    ['a byte order mark and CRLF', `\uFEFF${config.replaceAll('\n', '\r\n')}`],
    ['nested 150 deep', config.replace('gateway', `deep: ${'['.repeat(150)}${']'.repeat(150)}, gateway`)],
    ['5 MB', config.replace('// mine', `// ${'m'.repeat(5 * 1024 * 1024)}`)],
  ])('(%s) changes in the one place only', async (_what, text) => {
    await writeFile(main, text, { mode: 0o640 });
    await open();
    const { reviewId } = await world.review([edit]);
    expect(await world.save(reviewId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    expect(await readFile(main, 'utf8')).toBe(text.replace('"a/b"', '"c/d"'));
    if (hasFileModes) expect((await stat(main)).mode & 0o777).toBe(0o640);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('writes names of a prototype as ordinary keys', async () => {
    await writeFile(main, config);
    await open();
    const key = { is: 'none' } as const;
    for (const providerId of ['__proto__', 'constructor', 'toString']) {
      const add: NamedEdit = {
        edit: 'add-provider',
        providerId,
        baseUrl: 'http://x',
        api: null,
        key,
        models: [],
        timeoutSeconds: null,
      };
      const { reviewId } = await world.review([add]);
      expect(await world.save(reviewId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    }
    const { state } = world.reader.current();
    const ids = state.is === 'loaded' ? state.picture.providers.map((each) => each.id) : [];
    expect(ids).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('a place that is no ordinary file', () => {
  it('(a link) is refused and the link stays', async () => {
    const real = path.join(folder, 'real.json');
    await writeFile(real, config);
    await symlink(real, main);
    await open();
    const review = await world.review([edit]);
    expect(review.readOnly).toBe('symlink');
    expect(await world.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-read-only' },
    });
    expect(fs.lstatSync(main).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toBe(config);
  });

  it('(a link that came after the last look) is refused and the link stays', async () => {
    await writeFile(main, config);
    const before = diskFiles.hash(await readFile(main));
    await rm(main);
    await writeFile(path.join(folder, 'real.json'), config);
    await symlink(path.join(folder, 'real.json'), main);
    expect(await diskFiles.replaceIfUnchanged(main, Buffer.from('{}'), before)).toMatchObject({
      ok: false,
      failure: { code: 'config-is-symlink' },
    });
    expect(fs.lstatSync(main).isSymbolicLink()).toBe(true);
  });

  it('(a folder) is told and stays', async () => {
    await mkdir(main);
    await open();
    const failure = { code: 'config-not-a-file', detail: expect.stringMatching(/\.$/) };
    expect(world.reader.current().state).toMatchObject({ is: 'broken', failure });
    expect(await world.run(world.editor.review([edit]))).toMatchObject({ ok: false, failure });
    expect(fs.lstatSync(main).isDirectory()).toBe(true);
  });
});

describe('a file that grows while it is read', () => {
  it('is waited for, and then saved with everything in it', async () => {
    await writeFile(main, config);
    await open();
    const descriptor = fs.openSync(main, 'a');
    const lines = Array.from({ length: 200 }, (_, n) => `// log ${n}\n`);
    const growing = (async () => {
      for (const line of lines) {
        fs.writeSync(descriptor, line);
        await new Promise((resolve) => setImmediate(resolve));
      }
      fs.closeSync(descriptor);
    })();
    let { reviewId } = await world.review([edit]);
    await growing;
    const outcome = await world.save(reviewId);
    if (outcome.ok && outcome.value.is === 'review-again') {
      reviewId = outcome.value.review.reviewId;
      expect(await world.save(reviewId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    }
    expect(await readFile(main, 'utf8')).toBe(config.replace('"a/b"', '"c/d"') + lines.join(''));
  });
});

describe('a disk that refuses', () => {
  type Handle = { writeFile: (...given: unknown[]) => unknown; sync: (...given: unknown[]) => unknown };

  function refusal(code: string): Error {
    return Object.assign(new Error(`${code}: refused`), { code });
  }

  /** Puts a refusal in front of the real call and takes it away again. */
  async function refusing(
    target: object,
    name: string,
    code: string,
    when: (given: unknown[]) => boolean,
    work: () => Promise<void>,
  ) {
    const methods = target as Record<string, (...given: unknown[]) => unknown>;
    const original = methods[name] as (...given: unknown[]) => unknown;
    methods[name] = function (this: unknown, ...given: unknown[]) {
      if (when(given)) throw refusal(code);
      return Reflect.apply(original, this, given);
    };
    syncBuiltinESMExports();
    try {
      await work();
    } finally {
      methods[name] = original;
      syncBuiltinESMExports();
    }
  }

  async function handlePrototype(): Promise<Handle> {
    const handle = await fs.promises.open(main, 'r');
    await handle.close();
    return Object.getPrototypeOf(handle) as Handle;
  }

  const ofMain = ([file]: unknown[]) => String(file).includes('.openclaw.json.pilotlight-');
  const always = () => true;

  it.each([
    ['full while writing', () => handlePrototype(), 'writeFile', 'ENOSPC', always, 'The disk is full.'],
    [
      'over its quota while flushing',
      () => handlePrototype(),
      'sync',
      'EDQUOT',
      always,
      'The disk quota is used up.',
    ],
    ['read-only in the folder', async () => fs.promises, 'open', 'EACCES', ofMain, 'Permission was denied.'],
    ['read-only as a whole', async () => fs.promises, 'open', 'EROFS', ofMain, 'The disk is read-only.'],
    ['against the rename', async () => fs, 'renameSync', 'EPERM', ofMain, 'The system does not permit it.'],
    [
      'against the rename across devices',
      async () => fs,
      'renameSync',
      'EXDEV',
      ofMain,
      'The system said EXDEV.',
    ],
    ['broken at the rename', async () => fs, 'renameSync', 'EIO', ofMain, 'The system said EIO.'],
  ])(
    '(%s) leaves the file, its folder and the list of versions as they were',
    async (_what, target, name, code, when, detail) => {
      await writeFile(main, config);
      await open();
      const { reviewId } = await world.review([edit]);
      await refusing(await target(), name, code, when, async () => {
        expect(await world.save(reviewId)).toMatchObject({
          ok: false,
          failure: { code: 'config-write-failed', detail },
        });
      });
      expect(await readFile(main, 'utf8')).toBe(config);
      expect((await readdir(folder)).sort()).toEqual(['data', 'openclaw.json']);
      expect(world.versions.list()).toEqual([]);
      expect(await world.save(reviewId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    },
  );

  it('keeps the backup from being made: nothing is written at all', async () => {
    await writeFile(main, config);
    await open();
    const { reviewId } = await world.review([edit]);
    await writeFile(path.join(folder, 'data'), 'a file where the folder should be').catch(() => undefined);
    await rm(path.join(folder, 'data'), { recursive: true });
    await writeFile(path.join(folder, 'data'), 'a file where the folder should be');
    expect(await world.save(reviewId)).toMatchObject({ ok: false, failure: { code: 'backup-failed' } });
    expect(await readFile(main, 'utf8')).toBe(config);
  });
});
