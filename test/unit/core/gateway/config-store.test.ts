import { describe, expect, it } from 'vitest';
import {
  type ConfigTarget,
  createConfigReader,
  type OutsideChange,
} from '../../../../electron/core/gateway/config-store.ts';
import { fail } from '../../../../shared/result.ts';
import { createFakeClock, settle } from '../../../fakes/fake-clock.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

const main = '/home/me/.openclaw/openclaw.json';
const part = '/home/me/.openclaw/agents.json5';
const good = '{ agents: { defaults: { model: "a/one" } } }';
const better = '{ agents: { defaults: { model: "a/two" } } }';

function target(change: Partial<ConfigTarget> = {}): ConfigTarget {
  return { path: main, foundBy: 'default', lookedAt: [main], includeRoots: [], readOnly: null, ...change };
}

function world(texts: Record<string, string> = { [main]: good }) {
  const files = createMemoryFiles(texts);
  const clock = createFakeClock();
  const log = createRecordingLog();
  const reader = createConfigReader({
    files,
    clock,
    log,
    visibleVariables: async () => new Set(['SEEN']),
    versionOf: (content) => ({ versionId: content.hash.slice(0, 6), at: 1 }),
    newestReadable: async (file) => (file === part ? { versionId: 'kept', at: 1 } : null),
  });
  const states: string[] = [];
  const changes: OutsideChange[] = [];
  reader.onState(({ state }) => void states.push(state.is));
  reader.onOutsideChange((each) => void changes.push(...each));
  const state = () => reader.current().state;
  const primary = () => {
    const now = state();
    const picture = now.is === 'loaded' || now.is === 'broken' ? now.picture : null;
    return picture?.chains[0]?.primary ?? null;
  };
  /** Time enough for a reading that is patient with half-written files, in steps so that its promises get along. */
  const pass = async () => {
    for (let step = 0; step < 25; step += 1) await clock.advance(200);
  };
  const started = async (change: Partial<ConfigTarget> = {}) => {
    const reading = reader.retarget(target(change));
    await pass();
    return reading;
  };
  return { files, clock, log, reader, states, changes, state, primary, started, pass };
}

/** How the world above names the version of a text. */
function idOf(text: string): string {
  return createMemoryFiles({}).hash(new TextEncoder().encode(text)).slice(0, 6);
}

describe('Reading', () => {
  it('loads the config with its files and what it says', async () => {
    const { started, state, reader, states } = world();
    await started();
    expect(state()).toMatchObject({
      is: 'loaded',
      path: main,
      foundBy: 'default',
      files: [{ path: main, bytes: good.length, mode: 0o600 }],
      readOnly: null,
      troubles: [],
    });
    expect(reader.current().lastGood).toBe(reader.current().reading);
    expect(states).toEqual(['loaded']);
  });

  it('says at once that there is none', async () => {
    const { reader, clock, state } = world({});
    const reading = reader.retarget(target());
    await settle();
    expect(clock.now()).toBe(createFakeClock().now());
    expect((await reading).state).toEqual({ is: 'missing', path: main, lookedAt: [main] });
    expect(state().is).toBe('missing');
  });

  it('tells nobody when nothing changed', async () => {
    const { started, reader, states, files, pass } = world();
    await started();
    await reader.reread();
    files.editedOutside(main, good);
    await pass();
    expect(states).toEqual(['loaded']);
  });

  it('is joined by everybody who asks before it begins', async () => {
    const { started, reader, files } = world();
    await started();
    let reads = 0;
    const { read } = files;
    files.read = (...given) => {
      reads += 1;
      return read(...given);
    };
    await Promise.all([reader.reread(), reader.reread(), reader.reread()]);
    expect(reads).toBe(1);
  });

  it.each([
    ['a link', { kind: 'symlink' }, 'symlink'],
    ['a file without permission to write', { writable: false }, 'no-permission'],
    ['a file of somebody else', { ownedByUs: false, keepsOwner: false }, 'no-permission'],
  ] as const)('shows %s read-only', async (_name, change, reason) => {
    const { files, started, state } = world();
    files.becomes(main, change);
    await started();
    expect(state()).toMatchObject({ is: 'loaded', readOnly: reason });
  });

  it('shows a folder without permission read-only, and what the environment says first', async () => {
    const { files, started, state } = world();
    files.becomes('/home/me/.openclaw', { kind: 'directory', writable: false });
    await started();
    expect(state()).toMatchObject({ readOnly: 'no-permission' });
    await started({ readOnly: 'nix' });
    expect(state()).toMatchObject({ readOnly: 'nix' });
  });

  it('shows values of a wrong type as troubles beside the picture', async () => {
    const { started, state } = world({ [main]: '{ models: { mode: 3 } }' });
    await started();
    expect(state()).toMatchObject({ is: 'loaded', troubles: [{ code: 'config-shape', place: { line: 1 } }] });
  });
});

describe('An outside edit', () => {
  it('is told once, with the texts before and after', async () => {
    const { started, files, pass, changes, primary } = world();
    await started();
    files.editedOutside(main, better);
    await pass();
    expect(primary()).toBe('a/two');
    expect(changes).toMatchObject([
      { kind: 'edited', file: main, before: good, after: better, failure: null },
    ]);
  });

  it('is waited for while it is half-written', async () => {
    const { started, files, clock, pass, states, changes } = world();
    await started();
    files.editedOutside(main, better.slice(0, 20));
    await clock.advance(400);
    expect(states).toEqual(['loaded']);
    files.editedOutside(main, better);
    await pass();
    expect(states).toEqual(['loaded', 'loaded']);
    expect(changes).toMatchObject([{ kind: 'edited', before: good, after: better }]);
  });

  it('is waited for while the file grows', async () => {
    const { files, reader, pass, primary } = world();
    const { read } = files;
    let reads = 0;
    files.read = async (...given) => {
      reads += 1;
      return reads <= 2 ? fail('config-unreadable', 'The file grew while it was read.') : read(...given);
    };
    const reading = reader.retarget(target());
    await pass();
    await reading;
    expect(primary()).toBe('a/one');
  });

  it('that breaks the file keeps the last good picture and says where it broke', async () => {
    const { started, files, pass, state, primary, changes, reader } = world();
    await started();
    files.editedOutside(main, '{\n  agents: {\n');
    await pass();
    expect(state()).toMatchObject({
      is: 'broken',
      path: main,
      failure: { code: 'config-syntax', place: { file: main, line: 2, column: 11 } },
      lastGood: { versionId: idOf(good), file: main },
    });
    expect(primary()).toBe('a/one');
    expect(changes).toMatchObject([{ kind: 'edited', before: good, failure: { code: 'config-syntax' } }]);
    expect(reader.current().reading).toBeNull();
    expect(reader.current().lastGood?.tree.main.text).toBe(good);

    files.editedOutside(main, better);
    await pass();
    expect(state().is).toBe('loaded');
    expect(primary()).toBe('a/two');
  });

  it('of an included file is told with that file, and its breaking keeps the last good picture', async () => {
    const { started, files, pass, changes, primary, state } = world({
      [main]: '{ agents: { $include: "agents.json5" } }',
      [part]: '{ defaults: { model: "a/one" } }',
    });
    await started();
    files.editedOutside(part, '{ defaults: { model: "a/two" } }');
    await pass();
    expect(primary()).toBe('a/two');
    expect(changes).toMatchObject([{ kind: 'edited', file: part }]);
    files.editedOutside(part, '{ defaults: ');
    await pass();
    expect(state()).toMatchObject({
      is: 'broken',
      failure: { code: 'config-syntax', place: { file: part } },
      lastGood: { file: part, versionId: idOf('{ defaults: { model: "a/two" } }') },
    });
    expect(primary()).toBe('a/two');
  });

  it('that deletes an included file promises no version that would not bring it back', async () => {
    const { started, files, pass, state } = world({
      [main]: '{ agents: { $include: "agents.json5" } }',
      [part]: '{ defaults: { model: "a/one" } }',
    });
    await started();
    files.deletedOutside(part);
    await pass();
    expect(state()).toMatchObject({ is: 'broken', failure: { code: 'config-missing' }, lastGood: null });
  });

  it('that names an include which is not there is taken back with the main file', async () => {
    const { started, files, pass, state } = world();
    await started();
    files.editedOutside(main, '{ agents: { $include: "gone.json5" } }');
    await pass();
    expect(state()).toMatchObject({ is: 'broken', lastGood: { file: main, versionId: idOf(good) } });
  });

  it('that makes an included file no fit for its place is taken back with that file', async () => {
    const { started, files, pass, state } = world({
      [main]: '{ agents: { $include: "agents.json5", list: [] } }',
      [part]: '{ defaults: { model: "a/one" } }',
    });
    await started();
    files.editedOutside(part, '["a/one"]');
    await pass();
    expect(state()).toMatchObject({
      is: 'broken',
      failure: { place: { file: main } },
      lastGood: { file: part },
    });
  });

  it('that brings a missing include is noticed', async () => {
    const { started, files, pass, state, primary } = world({
      [main]: '{ agents: { $include: "agents.json5" } }',
    });
    await started();
    expect(state()).toMatchObject({ is: 'broken', failure: { code: 'config-missing' }, lastGood: null });
    files.editedOutside(part, '{ defaults: { model: "a/new" } }');
    await pass();
    expect(state()).toMatchObject({ is: 'loaded', troubles: [] });
    expect(primary()).toBe('a/new');
  });
});

describe('An include that is broken at the first look', () => {
  it('is said to be, and the state stays the same as long as nothing changes', async () => {
    const { started, pass, reader, state, states, changes } = world({
      [main]: '{ agents: { $include: "agents.json5" } }',
      [part]: '{ defaults: ',
    });
    await started();
    expect(state()).toMatchObject({
      is: 'broken',
      failure: { code: 'config-syntax', place: { file: part } },
      lastGood: { file: part, versionId: 'kept' },
    });
    expect(reader.current().lastGood).toBeNull();
    const again = reader.reread();
    await pass();
    await again;
    expect(states).toEqual(['broken']);
    expect(changes).toEqual([]);
  });
});

describe('A file that vanishes', () => {
  it('is missing after a while, told with its last text, and found again at the same path', async () => {
    const { started, files, clock, pass, state, changes } = world();
    await started();
    files.deletedOutside(main);
    await clock.advance(300);
    expect(state().is).toBe('loaded');
    await pass();
    expect(state()).toEqual({ is: 'missing', path: main, lookedAt: [main] });
    expect(changes).toMatchObject([{ kind: 'deleted', file: main, before: good, after: null }]);
    files.editedOutside(main, better);
    await pass();
    expect(state().is).toBe('loaded');
    expect(changes[1]).toMatchObject({ kind: 'appeared', after: better });
  });

  it('and is there again at once, as in an atomic save, was only edited', async () => {
    const { started, files, clock, pass, states, changes } = world();
    await started();
    files.deletedOutside(main);
    await clock.advance(50);
    files.editedOutside(main, better);
    await pass();
    expect(states).toEqual(['loaded', 'loaded']);
    expect(changes).toMatchObject([{ kind: 'edited', before: good, after: better }]);
  });
});

describe('Permissions', () => {
  it('that change are told and shown', async () => {
    const { started, files, pass, state, changes } = world();
    await started();
    files.becomes(main, { writable: false, mode: 0o400 });
    await pass();
    expect(state()).toMatchObject({ is: 'loaded', readOnly: 'no-permission', files: [{ mode: 0o400 }] });
    expect(changes).toMatchObject([{ kind: 'permissions', before: good, after: good }]);
  });

  it('that forbid reading break it with the last good picture', async () => {
    const { started, files, pass, state, primary } = world();
    await started();
    const { read } = files;
    files.read = async () => fail('config-unreadable', 'Permission was denied.');
    files.becomes(main, { mode: 0 });
    await pass();
    expect(state()).toMatchObject({
      is: 'broken',
      failure: { code: 'config-unreadable', place: { file: main } },
    });
    expect(primary()).toBe('a/one');
    files.read = read;
    files.becomes(main, { mode: 0o600 });
    await pass();
    expect(state().is).toBe('loaded');
  });
});

describe('Our own writes', () => {
  it('change the state and are no outside change', async () => {
    const { started, files, reader, pass, primary, changes } = world();
    await started();
    const bytes = new TextEncoder().encode(better);
    reader.expectOwnWrite(main, files.hash(bytes));
    await files.writeAtomically(main, bytes);
    await pass();
    expect(primary()).toBe('a/two');
    expect(changes).toEqual([]);
  });

  it('count once: the same bytes later are somebody else’s', async () => {
    const { started, files, reader, pass, changes } = world();
    await started();
    reader.expectOwnWrite(main, files.hash(new TextEncoder().encode(better)));
    for (const text of [better, good, better]) {
      files.editedOutside(main, text);
      await pass();
    }
    expect(changes.map(({ after }) => after)).toEqual([good, better]);
  });

  it('that others overtook hide nothing: not even the same bytes, written by them later', async () => {
    const { started, files, reader, pass, changes } = world();
    await started();
    reader.expectOwnWrite(main, files.hash(new TextEncoder().encode(better)));
    const third = '{ agents: { defaults: { model: "a/three" } } }';
    for (const text of [third, better]) {
      files.editedOutside(main, text);
      await pass();
    }
    expect(changes.map(({ after }) => after)).toEqual([third, better]);
  });

  it('announced while a reading is under way are not forgotten by it', async () => {
    const { started, files, reader, clock, pass, changes } = world();
    await started();
    files.editedOutside(main, '{ half: ');
    await clock.advance(200);
    const bytes = new TextEncoder().encode(better);
    reader.expectOwnWrite(main, files.hash(bytes));
    await pass();
    expect(changes).toHaveLength(1);
    await files.writeAtomically(main, bytes);
    await pass();
    expect(changes).toHaveLength(1);
  });

  it('that did not happen are taken back', async () => {
    const { started, files, reader, pass, changes } = world();
    await started();
    reader.expectOwnWrite(main, files.hash(new TextEncoder().encode(better)))();
    files.editedOutside(main, better);
    await pass();
    expect(changes).toHaveLength(1);
  });
});

describe('A watcher that sees nothing', () => {
  it('is made up for by a look at the files every minute', async () => {
    const { files, clock, started, primary, reader } = world();
    files.watch = () => () => undefined;
    await started();
    let reads = 0;
    const { read } = files;
    files.read = (...given) => {
      reads += 1;
      return read(...given);
    };
    await clock.advance(10 * 60_000);
    expect(reads).toBe(0);
    files.editedOutside(main, better);
    await clock.advance(60_000);
    expect(primary()).toBe('a/two');
    reader.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('Another file', () => {
  it('begins anew: its predecessor is neither a difference nor a last good version', async () => {
    const other = '/other/openclaw.json';
    const { files, started, state, changes, reader } = world();
    await started();
    files.editedOutside(other, '{ broken');
    await started({ path: other, foundBy: 'setting' });
    expect(state()).toMatchObject({ is: 'broken', path: other, lastGood: null, picture: null });
    expect(reader.current().lastGood).toBeNull();
    expect(changes).toEqual([]);
    files.editedOutside(main, better);
    await started({ path: other, foundBy: 'setting' });
    expect(state()).toMatchObject({ path: other });
  });

  it('named while one is read drops that reading', async () => {
    const other = '/other/openclaw.json';
    const { files, reader, clock, pass, state, states } = world({ [main]: '{ half' });
    files.editedOutside(other, better);
    const first = reader.retarget(target());
    await clock.advance(10);
    const second = reader.retarget(target({ path: other, foundBy: 'setting' }));
    await pass();
    await Promise.all([first, second]);
    expect(states).toEqual(['loaded']);
    expect(state()).toMatchObject({ is: 'loaded', path: other });
  });
});

describe('Secrets of the config', () => {
  it('are in no log line and in no state', async () => {
    const secret = 'sk-not-a-real-key';
    const { started, files, pass, log, state } = world({
      [main]: `{ models: { providers: { p: { apiKey: "${secret}", models: 5 } } } }`,
    });
    await started();
    expect(JSON.stringify(state())).not.toContain(secret);
    files.editedOutside(main, `{ models: { providers: { p: { apiKey: "${secret}`);
    await pass();
    expect(state().is).toBe('broken');
    expect(JSON.stringify([state(), log.lines])).not.toContain(secret);
  });
});
