import fs from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import JSON5 from 'json5';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFileIfUnchanged } from '../../../electron/adapters/compare-and-replace.ts';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { startConfigWorld } from '../../fakes/config-world.ts';

/**
 * Somebody else changes the same file on the real disk, at every pause a save makes. Between the last look and the
 * rename there is none: what another process does in just those microseconds is the one thing that can't be ruled out.
 * A write in place in that moment is still found and given back (below); a file renamed onto ours in it would be lost.
 */

let folder: string;
let main: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-writers-'));
  main = path.join(folder, 'openclaw.json');
});

afterEach(async () => {
  syncBuiltinESMExports();
  await rm(folder, { recursive: true, force: true });
});

const config = `// shared by two
{
  gateway: { mode: "local" },
  agents: { defaults: { model: { primary: "p/0", fallbacks: [
    "p/1", // first
  ] } } },
  env: { vars: {
    O0: "0", // theirs
  } },
}
`;

const writers: Record<string, (text: string) => void> = {
  'in place': (text) => fs.writeFileSync(main, text),
  'by a rename': (text) => {
    fs.writeFileSync(`${main}.new`, text);
    fs.renameSync(`${main}.new`, main);
  },
  'in place, byte for byte as long as before': (text) => {
    const descriptor = fs.openSync(main, 'r+');
    fs.ftruncateSync(descriptor, Buffer.byteLength(text));
    fs.writeSync(descriptor, text, 0);
    fs.closeSync(descriptor);
  },
};

describe('two writers', () => {
  it.each(Object.keys(writers))(
    'who writes %s a thousand times loses nothing and destroys nothing',
    async (how) => {
      const write = writers[how] ?? (() => undefined);
      fs.writeFileSync(main, config, { mode: 0o600 });
      const world = await startConfigWorld({
        files: diskFiles,
        main,
        versionsFolder: path.join(folder, 'versions'),
      });
      const times = 1_000;
      let theirs = 0;
      let saved = Promise.withResolvers<void>();
      const others = (async () => {
        while (theirs < times) {
          for (let pauses = Math.floor(Math.random() * 12); pauses > 0; pauses -= 1)
            await new Promise((resolve) => setImmediate(resolve));
          theirs += 1;
          write(fs.readFileSync(main, 'utf8').replace(' // theirs', ` O${theirs}: "${theirs}", // theirs`));
          // Now and then there is peace for a whole save, however long one takes here.
          if (theirs % 20 === 0) await saved.promise;
        }
      })();
      const ours: string[] = [];
      let lookedAgain = 0;
      while (theirs < times) {
        const ref = `p/${ours.length + 2}`;
        let reviewId = (await world.review([{ edit: 'add-fallback', agentId: null, ref, index: null }]))
          .reviewId;
        for (let isSaved = false; !isSaved; ) {
          const outcome = await world.save(reviewId);
          if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
          isSaved = outcome.value.is === 'saved';
          if (outcome.value.is === 'review-again') {
            lookedAgain += 1;
            reviewId = outcome.value.review.reviewId;
          }
        }
        ours.push(ref);
        saved.resolve();
        saved = Promise.withResolvers();
      }
      saved.resolve();
      await others;
      const text = fs.readFileSync(main, 'utf8');
      const value = JSON5.parse(text);
      expect(Object.keys(value.env.vars)).toHaveLength(times + 1);
      expect(value.agents.defaults.model.fallbacks).toEqual(['p/1', ...ours]);
      expect(text).toContain('"p/1", // first');
      expect(text).toContain('// shared by two');
      expect(ours.length).toBeGreaterThan(3);
      expect(lookedAgain).toBeGreaterThan(times / 100);
      expect((await readdir(folder)).sort()).toEqual(['openclaw.json', 'versions']);
    },
    60_000,
  );
});

describe('a writer in the very moment of the swap', () => {
  /** Runs just before the rename, as only another process could. */
  function atTheRename(work: () => void): () => void {
    const original = fs.renameSync;
    fs.renameSync = (...given) => {
      fs.renameSync = original;
      syncBuiltinESMExports();
      work();
      original(...given);
    };
    syncBuiltinESMExports();
    return () => {
      fs.renameSync = original;
      syncBuiltinESMExports();
    };
  }

  const swap = () =>
    replaceFileIfUnchanged(main, Buffer.from('ours'), (now) => Buffer.from(now).toString() === 'before');

  it('gets his version back when he writes in place', async () => {
    fs.writeFileSync(main, 'before');
    const restore = atTheRename(() => fs.writeFileSync(main, 'theirs'));
    expect(await swap()).toBe('changed');
    restore();
    expect(fs.readFileSync(main, 'utf8')).toBe('theirs');
    expect(await readdir(folder)).toEqual(['openclaw.json']);
  });

  it('gets it back whole when he writes in pieces', async () => {
    fs.writeFileSync(main, 'before');
    const restore = atTheRename(() => {
      const descriptor = fs.openSync(main, 'w');
      fs.writeSync(descriptor, 'the');
      setTimeout(() => fs.writeSync(descriptor, 'irs'), 20);
      setTimeout(() => fs.closeSync(descriptor), 30);
    });
    expect(await swap()).toBe('changed');
    restore();
    expect(fs.readFileSync(main, 'utf8')).toBe('theirs');
  });

  it('and leaves a third one alone who came after', async () => {
    fs.writeFileSync(main, 'before');
    const restore = atTheRename(() => {
      fs.writeFileSync(main, 'theirs');
      setTimeout(() => fs.writeFileSync(main, 'third'), 10);
    });
    expect(await swap()).toBe('changed');
    restore();
    expect(fs.readFileSync(main, 'utf8')).toBe('third');
  });

  it.each([
    ['a link', () => fs.symlinkSync('/dev/null', main), 'is-symlink'],
    ['a folder', () => fs.mkdirSync(main), 'is-no-file'],
    ['nothing', () => undefined, 'changed'],
    ['another text', () => fs.writeFileSync(main, 'other'), 'changed'],
  ])('finds %s in the place of the file', async (_what, put, answer) => {
    put();
    expect(await swap()).toBe(answer);
    expect((await readdir(folder)).filter((name) => name !== 'openclaw.json')).toEqual([]);
  });

  it('is not waited for at a pipe', async () => {
    const { execFileSync } = await import('node:child_process');
    fs.writeFileSync(main, 'before');
    const original = fs.promises.lstat;
    // The pipe appears after the first look.
    fs.promises.lstat = (async (...given: Parameters<typeof original>) => {
      const stats = await original(...given);
      fs.rmSync(main);
      execFileSync('mkfifo', [main]);
      return stats;
    }) as typeof original;
    syncBuiltinESMExports();
    const answer = await swap();
    fs.promises.lstat = original;
    syncBuiltinESMExports();
    expect(answer).toBe('changed');
    expect(fs.lstatSync(main).isFIFO()).toBe(true);
  });
});
