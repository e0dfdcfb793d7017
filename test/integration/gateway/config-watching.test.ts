import { chmod, mkdir, mkdtemp, open, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { systemClock } from '../../../electron/adapters/system-clock.ts';
import {
  type ConfigReader,
  createConfigReader,
  type OutsideChange,
} from '../../../electron/core/gateway/config-store.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

/** The real disk and the real watcher: editors, gateways and scripts that write in their different ways. */

const first = '{ agents: { defaults: { model: "a/first" } } }';
const second = '{ agents: { defaults: { model: "a/second" } } }';

let folder: string;
let main: string;
let reader: ConfigReader;
let changes: OutsideChange[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'config-watching-'));
  main = path.join(folder, 'openclaw.json');
  changes = [];
  reader = createConfigReader({
    files: diskFiles,
    clock: systemClock,
    log: createRecordingLog(),
    visibleVariables: async () => new Set(),
  });
  reader.onOutsideChange((each) => void changes.push(...each));
});

afterEach(async () => {
  reader.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startWith(text: string): Promise<void> {
  await writeFile(main, text);
  await reader.retarget({
    path: main,
    foundBy: 'default',
    lookedAt: [main],
    includeRoots: [],
    readOnly: null,
  });
}

function primary(): string | null {
  const { state } = reader.current();
  return state.is === 'loaded' || state.is === 'broken' ? (state.picture?.chains[0]?.primary ?? null) : null;
}

const soon = { timeout: 10_000, interval: 20 };

describe('A config on the real disk', () => {
  it('is read again after a write in place', async () => {
    await startWith(first);
    await writeFile(main, second);
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
    expect(changes).toMatchObject([{ kind: 'edited', file: main, before: first, after: second }]);
  });

  it('is read again after every atomic replace, the tenth as well as the first', async () => {
    await startWith(first);
    for (let round = 0; round < 10; round += 1) {
      const text = first.replace('first', `round-${round}`);
      await writeFile(`${main}.tmp`, text);
      await rename(`${main}.tmp`, main);
      await vi.waitFor(() => expect(primary()).toBe(`a/round-${round}`), soon);
    }
    expect(changes.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 'edited'));
  });

  it('is never broken by a writer who takes its time', async () => {
    const states: string[] = [];
    await startWith(first);
    reader.onState(({ state }) => void states.push(state.is));
    const handle = await open(main, 'w');
    for (const piece of [second.slice(0, 12), second.slice(12, 30), second.slice(30)]) {
      await handle.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await handle.close();
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
    expect(states).toEqual(['loaded']);
  });

  it('is missing after a delete and found again', async () => {
    await startWith(first);
    await unlink(main);
    await vi.waitFor(() => expect(reader.current().state.is).toBe('missing'), soon);
    await writeFile(main, second);
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
    expect(changes.map(({ kind }) => kind)).toEqual(['deleted', 'appeared']);
  });

  it('keeps its last good picture while it is broken', async () => {
    await startWith(first);
    await writeFile(main, '{\n  agents: { defaults: { model: "a/sec');
    await vi.waitFor(() => expect(reader.current().state.is).toBe('broken'), soon);
    expect(reader.current().state).toMatchObject({
      failure: { code: 'config-syntax', place: { line: 2, column: 32 } },
    });
    expect(primary()).toBe('a/first');
    await writeFile(main, second);
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
  });

  it('shows new permissions', async () => {
    await startWith(first);
    await chmod(main, 0o640);
    await vi.waitFor(() => expect(reader.current().state).toMatchObject({ files: [{ mode: 0o640 }] }), soon);
    expect(changes).toMatchObject([{ kind: 'permissions', file: main }]);
  });

  it('tells of new permissions by itself, and leaves its busy neighbours alone', async () => {
    let reads = 0;
    reader.stop();
    reader = createConfigReader({
      files: {
        ...diskFiles,
        read(...given) {
          reads += 1;
          return diskFiles.read(...given);
        },
      },
      // Without the look now and then: only what the watcher tells counts.
      clock: {
        ...systemClock,
        schedule: (ms, run) => (ms >= 1_000 ? () => undefined : systemClock.schedule(ms, run)),
      },
      log: createRecordingLog(),
      visibleVariables: async () => new Set(),
    });
    await startWith(first);
    let mode = 0o600;
    await vi.waitFor(async () => {
      mode = mode === 0o600 ? 0o640 : 0o600;
      await chmod(main, mode);
      await vi.waitFor(() => expect(reader.current().state).toMatchObject({ files: [{ mode }] }), {
        timeout: 900,
      });
    }, soon);
    const before = reads;
    for (let round = 0; round < 50; round += 1) {
      await writeFile(path.join(folder, 'sessions.sqlite-wal'), `round ${round}`);
    }
    await chmod(main, 0o644);
    await vi.waitFor(() => expect(reader.current().state).toMatchObject({ files: [{ mode: 0o644 }] }), soon);
    expect(reads - before).toBeLessThanOrEqual(2);
  });

  it('is broken while a folder lies in its place', async () => {
    await startWith(first);
    await rename(main, `${main}.aside`);
    await mkdir(main);
    await vi.waitFor(
      () => expect(reader.current().state).toMatchObject({ failure: { code: 'config-not-a-file' } }),
      soon,
    );
    expect(primary()).toBe('a/first');
    await rm(main, { recursive: true });
    await rename(`${main}.aside`, main);
    await vi.waitFor(() => expect(reader.current().state.is).toBe('loaded'), soon);
  });

  it('is followed through its includes, also one that comes later', async () => {
    const part = path.join(folder, 'parts', 'agents.json5');
    await startWith('{ agents: { $include: "./parts/agents.json5" } }');
    expect(reader.current().state).toMatchObject({ is: 'broken', failure: { code: 'config-missing' } });
    await mkdir(path.dirname(part));
    await writeFile(part, '{ defaults: { model: "a/included" } }');
    await vi.waitFor(() => expect(primary()).toBe('a/included'), soon);
    await writeFile(`${part}.tmp`, '{ defaults: { model: "a/changed" } }');
    await rename(`${part}.tmp`, part);
    await vi.waitFor(() => expect(primary()).toBe('a/changed'), soon);
    expect(reader.current().state).toMatchObject({ files: [{ path: main }, { path: part }] });
  });

  it('is shown read-only behind a link, and follows what the link points at', async () => {
    const real = path.join(folder, 'real.json');
    await writeFile(real, first);
    await symlink(real, main);
    await reader.retarget({
      path: main,
      foundBy: 'default',
      lookedAt: [main],
      includeRoots: [],
      readOnly: null,
    });
    expect(reader.current().state).toMatchObject({ is: 'loaded', readOnly: 'symlink' });
    await writeFile(real, second);
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
    expect(changes).toMatchObject([{ kind: 'edited', file: main, before: first, after: second }]);
  });

  it('behind a link in another folder is followed through replaces, and to wherever the link is set', async () => {
    const dotfiles = path.join(folder, 'dotfiles');
    await mkdir(dotfiles);
    const [real, other] = [path.join(dotfiles, 'real.json'), path.join(dotfiles, 'other.json')];
    await writeFile(real, first);
    await writeFile(other, first.replace('first', 'other'));
    await symlink(real, main);
    await reader.retarget({
      path: main,
      foundBy: 'default',
      lookedAt: [main],
      includeRoots: [],
      readOnly: null,
    });
    await writeFile(`${real}.tmp`, second);
    await rename(`${real}.tmp`, real);
    await vi.waitFor(() => expect(primary()).toBe('a/second'), soon);
    await symlink(other, `${main}.new`);
    await rename(`${main}.new`, main);
    await vi.waitFor(() => expect(primary()).toBe('a/other'), soon);
    await writeFile(other, first.replace('first', 'there-too'));
    await vi.waitFor(() => expect(primary()).toBe('a/there-too'), soon);
  });

  it('ends in the last text of a hundred quick writes', async () => {
    await startWith(first);
    for (let round = 0; round < 100; round += 1) {
      await writeFile(main, first.replace('first', `quick-${round}`));
    }
    await vi.waitFor(() => expect(primary()).toBe('a/quick-99'), soon);
    expect(changes.every(({ kind, failure }) => kind === 'edited' && failure === null)).toBe(true);
  });
});
