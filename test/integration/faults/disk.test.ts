import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { lockFolder } from '../../../electron/adapters/folder-lock.ts';
import { createFileSecrets } from '../../../electron/adapters/private-file-secrets.ts';
import { openHistory } from '../../../electron/adapters/sqlite-history.ts';
import { openVersions } from '../../../electron/core/gateway/save/versions.ts';
import { openSettings } from '../../../electron/core/settings-store.ts';
import { openWindowState } from '../../../electron/desktop/window-state.ts';
import type { ActivityEvent } from '../../../shared/activity.ts';
import { ok } from '../../../shared/result.ts';
import { startConfigWorld } from '../../fakes/config-world.ts';
import {
  createFailingFiles,
  type DiskFault,
  diskFaults,
  type FailingFiles,
} from '../../fakes/failing-files.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog, type RecordingLog } from '../../fakes/recording-log.ts';

/** What the app keeps of its own, on a disk that fails: told with a code or logged, nothing lost, the app goes on. */

let folder: string;
let files: FailingFiles;
let log: RecordingLog;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-disk-'));
  files = createFailingFiles(diskFiles);
  log = createRecordingLog();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => path.join(folder, name);
const faults = Object.keys(diskFaults) as DiskFault[];
const reading = faults.filter((fault) => !diskFaults[fault].reads);

describe('Settings', () => {
  const file = () => inFolder('settings.json');

  test.each(faults)(
    'on a disk that is %s: the change counts for this run, and its failure is told',
    async (fault) => {
      writeFileSync(file(), JSON.stringify({ theme: 'dark' }));
      const settings = await openSettings(files, file(), log);
      files.fault = fault;
      expect(await settings.change({ density: 'compact' })).toMatchObject({
        ok: false,
        failure: { code: 'settings-write-failed', detail: diskFaults[fault].detail },
      });
      expect(settings.current()).toMatchObject({ theme: 'dark', density: 'compact' });
      files.fault = null;
      expect(await settings.change({ historyDays: 7 })).toEqual({ ok: true, value: undefined });
      expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ density: 'compact', historyDays: 7 });
    },
  );

  test('that could not be read at start are kept aside before the first write', async () => {
    writeFileSync(file(), JSON.stringify({ theme: 'dark' }));
    files.fault = 'permission lost';
    const settings = await openSettings(files, file(), log);
    expect((await settings.change({ density: 'compact' })).ok).toBe(false);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ theme: 'dark' });
    files.fault = null;
    expect((await settings.change({ density: 'compact' })).ok).toBe(true);
    expect(JSON.parse(readFileSync(`${file()}.damaged`, 'utf8'))).toEqual({ theme: 'dark' });
  });

  test('that are damaged are not overwritten while there is no room to keep them aside', async () => {
    writeFileSync(file(), '{ half');
    files.fault = 'full';
    const settings = await openSettings(files, file(), log);
    files.fault = null;
    expect((await settings.change({ density: 'compact' })).ok).toBe(true);
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe('{ half');
  });

  test('on a slow disk count at once and are written in order', async () => {
    const settings = await openSettings(files, file(), log);
    let goOn = (): void => undefined;
    files.slow = new Promise((resolve) => {
      goOn = resolve;
    });
    const changes = [7, 8, 9].map((historyDays) => settings.change({ historyDays }));
    await expect.poll(() => settings.current().historyDays).toBe(9);
    goOn();
    await Promise.all(changes);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ historyDays: 9 });
  });

  test('whose folder is really gone fail with a code, on the real disk', async () => {
    const settings = await openSettings(diskFiles, inFolder('gone/settings.json'), log);
    expect(await settings.change({ historyDays: 7 })).toMatchObject({
      failure: { code: 'settings-write-failed' },
    });
  });

  test('whose path is a folder fail with a code, on the real disk', async () => {
    mkdirSync(file());
    const settings = await openSettings(diskFiles, file(), log);
    expect(await settings.change({ historyDays: 7 })).toMatchObject({
      failure: { code: 'settings-write-failed' },
    });
    expect(existsSync(file())).toBe(true);
  });
});

describe('Keys', () => {
  const file = () => inFolder('keys.json');

  test.each(faults)(
    'on a disk that is %s: a new key is refused, and the old ones are all there after',
    async (fault) => {
      await createFileSecrets(files, file()).set('old', 'sk-old');
      const secrets = createFileSecrets(files, file());
      files.fault = fault;
      expect(await secrets.set('new', 'sk-new')).toMatchObject({
        failure: { code: 'key-store-unavailable' },
      });
      files.fault = null;
      const after = createFileSecrets(files, file());
      expect(await after.names()).toEqual(['old']);
      expect(await secrets.set('new', 'sk-new')).toMatchObject({ ok: true });
    },
  );

  test.each(reading.filter((fault) => fault !== 'folder deleted'))(
    'that could not be read for a while (%s) are read later, and never overwritten by a new one',
    async (fault) => {
      await createFileSecrets(files, file()).set('old', 'sk-old');
      const secrets = createFileSecrets(files, file());
      files.fault = fault;
      expect(await secrets.get('old')).toMatchObject({ failure: { code: 'key-store-unavailable' } });
      files.fault = null;
      expect(await secrets.get('old')).toEqual(ok('sk-old'));
      await secrets.set('new', 'sk-new');
      expect((await createFileSecrets(files, file()).names()).sort()).toEqual(['new', 'old']);
    },
  );

  test('in a damaged file are put aside before a new one is written', async () => {
    writeFileSync(file(), '{"old": "sk-old", ');
    const secrets = createFileSecrets(files, file());
    files.fault = 'full';
    expect((await secrets.set('new', 'sk-new')).ok).toBe(false);
    expect(readFileSync(file(), 'utf8')).toContain('sk-old');
    files.fault = null;
    expect((await secrets.set('new', 'sk-new')).ok).toBe(true);
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toContain('sk-old');
  });
});

describe('Earlier versions of the config', () => {
  const open = () =>
    openVersions({ files, folder: inFolder('versions'), clock: createFakeClock(), random: Math.random, log });
  const version = (text: string) => ({
    file: '/config',
    bytes: new TextEncoder().encode(text),
    hash: text,
    by: 'save' as const,
    sentences: [],
    saveId: text,
  });
  type NewVersion = Parameters<Awaited<ReturnType<typeof open>>['keep']>[0];
  const newVersion = (text: string) => ({ ...version(text), replacedBy: null }) as unknown as NewVersion;

  test.each(faults)(
    'on a disk that is %s: keeping one fails with a code, and the earlier ones stay',
    async (fault) => {
      const versions = await open();
      expect((await versions.keep(newVersion('one'))).ok).toBe(true);
      files.fault = fault;
      expect(await versions.keep(newVersion('two'))).toMatchObject({ failure: { code: 'backup-failed' } });
      files.fault = null;
      expect((await open()).list().map(({ hash }) => hash)).toEqual(['one']);
    },
  );

  test('whose list could not be read are not forgotten by the next save', async () => {
    await (await open()).keep(newVersion('one'));
    files.fault = 'permission lost';
    const versions = await open();
    expect((await versions.keep(newVersion('two'))).ok).toBe(false);
    files.fault = null;
    expect((await versions.keep(newVersion('two'))).ok).toBe(true);
    expect((await open()).list().map(({ hash }) => hash)).toEqual(['two', 'one']);
  });
});

describe('The config', () => {
  const main = () => inFolder('openclaw.json');
  const config = '{ agents: { defaults: { model: { primary: "a/one" } } } } // mine\n';

  test.each(faults)('on a disk that is %s: a save fails with a code, and works after', async (fault) => {
    writeFileSync(main(), config);
    const world = await startConfigWorld({ files, main: main(), versionsFolder: inFolder('versions') });
    const edits = [{ edit: 'set-primary' as const, agentId: null, ref: 'b/two' }];
    const { reviewId } = await world.review(edits);
    files.fault = fault;
    const saved = await world.save(reviewId);
    expect(saved.ok ? null : saved.failure.code).toMatch(
      /^(backup-failed|config-missing|config-unreadable|config-changed-meanwhile)$/,
    );
    expect(readFileSync(main(), 'utf8')).toBe(config);
    files.fault = null;
    await world.run(world.reader.reread());
    const again = await world.review(edits);
    expect(await world.save(again.reviewId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    expect(readFileSync(main(), 'utf8')).toBe(config.replace('a/one', 'b/two'));
    expect(world.versions.list()).toHaveLength(1);
  });

  test('whose earlier versions are deleted while the app runs is saved, and its bytes are kept anew', async () => {
    writeFileSync(main(), config);
    const world = await startConfigWorld({ files, main: main(), versionsFolder: inFolder('versions') });
    const save = async (ref: string) =>
      world.save((await world.review([{ edit: 'set-primary', agentId: null, ref }])).reviewId);
    expect(await save('b/two')).toMatchObject({ ok: true, value: { is: 'saved' } });
    rmSync(inFolder('versions'), { recursive: true, force: true });
    const saved = await save('c/three');
    const versionId = saved.ok && saved.value.is === 'saved' ? saved.value.versionId : '';
    expect(await world.undo(versionId)).toMatchObject({ ok: true, value: { is: 'saved' } });
    expect(readFileSync(main(), 'utf8')).toBe(config.replace('a/one', 'b/two'));
  });
});

describe('The place of the window', () => {
  const file = () => inFolder('window-state.json');
  const display = {
    bounds: { x: 0, y: 0, width: 1440, height: 900 },
    workArea: { x: 0, y: 0, width: 1440, height: 900 },
  };
  const place = { bounds: { x: 100, y: 80, width: 900, height: 600 }, maximized: false };

  test.each(faults)('on a disk that is %s counts for this run, and is kept when it can be', async (fault) => {
    const state = await openWindowState(files, file(), log);
    files.fault = fault;
    state.remember(place);
    await state.saved();
    expect(state.main([display])).toEqual(place);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    files.fault = null;
    state.remember(place);
    await state.saved();
    expect((await openWindowState(files, file(), log)).main([display])).toEqual(place);
  });
});

describe('The lock of the data folder', () => {
  test('whose words about its holder cannot be written is no reason not to start, nor not to end', () => {
    // Something that neither goes away nor can be written, for whoever runs the test.
    mkdirSync(inFolder('running.json'));
    const lock = lockFolder(folder, 'headless');
    expect(lock.taken).toBeNull();
    expect(lockFolder(folder, 'desktop').taken).toContain('another one');
    lock.tellDoor({ port: 1, key: 'key' });
    lock.release();
    const next = lockFolder(folder, 'desktop');
    expect(next.taken).toBeNull();
    next.release();
  });

  test('whose folder is deleted is let go of all the same', () => {
    const own = inFolder('own');
    mkdirSync(own);
    const lock = lockFolder(own, 'headless');
    rmSync(own, { recursive: true, force: true });
    lock.tellDoor({ port: 1, key: 'key' });
    lock.release();
  });
});

describe('History', () => {
  const file = () => inFolder('history.db');
  const all = { before: null, limit: 100, what: null, serverId: null, modelId: null };
  const event = (at: number) =>
    ({
      id: `e${at}`,
      at,
      serverId: 's',
      serverName: 'S',
      modelId: 'm',
      what: 'model-unloaded',
      by: 'idle-time',
    }) as ActivityEvent;

  function eventsIn(path: string): number[] {
    const { store } = openHistory(path, createRecordingLog());
    const found = store.events(all).events.map(({ at }) => at);
    store.close();
    return found;
  }

  test('that another process holds is not taken for damaged: it stays where it is', () => {
    const first = openHistory(file(), log).store;
    first.addEvent(event(1));
    first.close();
    const holder = new DatabaseSync(file());
    holder.exec('pragma locking_mode = exclusive; begin exclusive;');
    const opened = openHistory(file(), log);
    expect(opened.movedAside).toBeNull();
    opened.store.addEvent(event(2));
    opened.store.close();
    holder.exec('rollback');
    holder.close();
    expect(existsSync(`${file()}.damaged`)).toBe(false);
    expect(eventsIn(file())).toEqual([1]);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('that is locked while it is written loses the line, says so once, and goes on after', () => {
    const { store } = openHistory(file(), log);
    const holder = new DatabaseSync(file());
    holder.exec('begin immediate');
    for (const at of [1, 2]) store.addEvent(event(at));
    holder.exec('rollback');
    holder.close();
    store.addEvent(event(3));
    expect(store.events(all).events.map(({ at }) => at)).toEqual([3]);
    store.close();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('that outgrows its disk loses lines, not the app and not what was kept', () => {
    const { store } = openHistory(file(), log);
    store.addEvent(event(1));
    store.close();
    const limited = new DatabaseSync(file());
    const { page_count: pages } = limited.prepare('pragma page_count').get() as { page_count: number };
    limited.close();
    const full = openHistory(file(), log, { mostPages: pages }).store;
    for (let at = 2; at < 2_000; at += 1) full.addEvent({ ...event(at), serverName: 'x'.repeat(500) });
    expect(full.events(all).events.at(-1)?.at).toBe(1);
    full.close();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('that is damaged is moved aside with its journal, and a new one begun', () => {
    const sentence = 'this is not a database, it is a sentence that is long enough to be read as a header';
    writeFileSync(file(), sentence);
    writeFileSync(`${file()}-wal`, sentence);
    const opened = openHistory(file(), log);
    expect(opened.movedAside).toBe(`${file()}.damaged`);
    opened.store.addEvent(event(1));
    opened.store.close();
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(sentence);
    expect(eventsIn(file())).toEqual([1]);
  });

  test('whose folder is deleted under it loses lines, not the app', () => {
    const { store } = openHistory(file(), log);
    rmSync(folder, { recursive: true, force: true });
    for (const at of [1, 2, 3]) store.addEvent(event(at));
    // Where the system lets go of the file only with its last user, nothing is lost before that.
    const kept = store.events(all).events.map(({ at }) => at);
    expect([[], [3, 2, 1]]).toContainEqual(kept);
    store.close();
    expect(existsSync(file())).toBe(false);
    expect(log.lines.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(1);
  });

  test('that may not be written is kept in memory for this run', () => {
    const first = openHistory(file(), log).store;
    first.close();
    chmodSync(file(), 0o400);
    const { store, movedAside } = openHistory(file(), log);
    expect(movedAside).toBeNull();
    store.addEvent(event(1));
    expect(store.events(all).events.map(({ at }) => at)).toEqual([1]);
    store.close();
    chmodSync(file(), 0o600);
    expect(existsSync(`${file()}.damaged`)).toBe(false);
  });
});
