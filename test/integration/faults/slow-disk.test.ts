import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { createFileSecrets } from '../../../electron/adapters/private-file-secrets.ts';
import { createHttp } from '../../../electron/adapters/undici-http.ts';
import { createApp } from '../../../electron/core/app.ts';
import { openVersions } from '../../../electron/core/gateway/save/versions.ts';
import { openSettings } from '../../../electron/core/settings-store.ts';
import { openWindowState } from '../../../electron/desktop/window-state.ts';
import { fail } from '../../../shared/result.ts';
import { startConfigWorld } from '../../fakes/config-world.ts';
import { createFailingFiles, type FailingFiles } from '../../fakes/failing-files.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';
import { createMemoryHistory } from '../../fakes/memory-history.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

/**
 * A disk that takes its time: writes come one after the other and in their order, nothing is lost, and quitting waits for
 * them. The history and the log write while everything else stands still, so that nothing of them can be under way.
 */

let folder: string;
let files: FailingFiles;
let goOn: () => void;
const log = createRecordingLog();

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-slow-disk-'));
  files = createFailingFiles(diskFiles);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => path.join(folder, name);
const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function slowDown(): void {
  files.slow = new Promise((resolve) => {
    goOn = () => {
      files.slow = null;
      resolve();
    };
  });
}

/** True when it did not end although everything that could happen happened. */
async function waits(work: Promise<unknown>): Promise<boolean> {
  let ended = false;
  void work.finally(() => {
    ended = true;
  });
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return !ended;
}

describe('On a slow disk', () => {
  test('settings are written one after the other, and the last change is what stays', async () => {
    const file = inFolder('settings.json');
    const settings = await openSettings(files, file, log);
    slowDown();
    const changes = [7, 8, 9].map((historyDays) => settings.change({ historyDays }));
    await expect.poll(() => files.underWay(file)).toBe(1);
    const saved = settings.saved();
    expect(await waits(saved)).toBe(true);
    expect(files.underWay(file)).toBe(1);
    goOn();
    expect((await Promise.all(changes)).every(({ ok }) => ok)).toBe(true);
    await saved;
    expect(json(file)).toMatchObject({ historyDays: 9 });
  });

  test('keys given at once are all kept, and the last of one name is what stays', async () => {
    const file = inFolder('keys.json');
    const secrets = createFileSecrets(files, file);
    slowDown();
    const changes = [secrets.set('a', 'one'), secrets.set('b', 'two'), secrets.set('a', 'three')];
    await expect.poll(() => files.underWay(file)).toBe(1);
    const saved = secrets.saved();
    expect(await waits(saved)).toBe(true);
    expect(files.underWay(file)).toBe(1);
    goOn();
    expect((await Promise.all(changes)).every(({ ok }) => ok)).toBe(true);
    await saved;
    expect(json(file)).toEqual({ a: 'plain:three', b: 'plain:two' });
  });

  test('the place of the window is written in order', async () => {
    const file = inFolder('window-state.json');
    const state = await openWindowState(files, file, log);
    const place = (x: number) => ({ bounds: { x, y: 0, width: 800, height: 600 }, maximized: false });
    slowDown();
    for (const x of [1, 2, 3]) state.remember(place(x));
    await expect.poll(() => files.underWay(file)).toBe(1);
    const saved = state.saved();
    expect(await waits(saved)).toBe(true);
    goOn();
    await saved;
    expect(json(file)).toEqual({ main: place(3) });
  });

  test('earlier versions that are kept at once are all in the list', async () => {
    const open = () =>
      openVersions({
        files,
        folder: inFolder('versions'),
        clock: createFakeClock(),
        random: Math.random,
        log,
      });
    const versions = await open();
    slowDown();
    const kept = ['one', 'two', 'three'].map((text) =>
      versions.keep({
        file: '/config',
        bytes: new TextEncoder().encode(text),
        hash: text,
        by: 'save',
        sentences: [],
        saveId: text,
        replacedBy: null,
      }),
    );
    expect(await waits(Promise.all(kept))).toBe(true);
    goOn();
    expect((await Promise.all(kept)).every(({ ok }) => ok)).toBe(true);
    const hashes = (await open()).list().map(({ hash }) => hash);
    expect(hashes.toSorted()).toEqual(['one', 'three', 'two']);
  });
});

describe('A config on a slow disk', () => {
  const config =
    '{ agents: { defaults: { model: { primary: "a/one", fallbacks: ["b/two", "b/three"] } } } } // mine\n';
  const main = () => inFolder('openclaw.json');

  async function world() {
    writeFileSync(main(), config);
    const started = await startConfigWorld({ files, main: main(), versionsFolder: inFolder('versions') });
    const review = async (ref: string) =>
      (await started.review([{ edit: 'set-primary', agentId: null, ref }])).reviewId;
    return { world: started, review };
  }

  test('takes a second save after the first, on what the first wrote, and says so', async () => {
    const { world: here, review } = await world();
    const [first, second] = [await review('c/new'), await review('d/newer')];
    slowDown();
    const saves = [here.save(first), here.save(second), here.save(first)];
    expect(await waits(Promise.race(saves))).toBe(true);
    expect(here.editor.isSaving()).toBe(true);
    expect(readFileSync(main(), 'utf8')).toBe(config);
    goOn();
    const [one, two, again] = await Promise.all(saves);
    expect(one).toMatchObject({ ok: true, value: { is: 'saved' } });
    expect(two).toMatchObject({ ok: true, value: { is: 'review-again' } });
    expect(again).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(readFileSync(main(), 'utf8')).toBe(config.replace('a/one', 'c/new'));
    expect(here.versions.list()).toHaveLength(1);
  });

  test('that somebody else changes meanwhile is not overwritten', async () => {
    const { world: here, review } = await world();
    const reviewId = await review('c/new');
    slowDown();
    const save = here.save(reviewId);
    expect(await waits(save)).toBe(true);
    const theirs = config.replace('b/two', 'b/theirs');
    writeFileSync(main(), theirs);
    goOn();
    expect(await save).toMatchObject({ ok: true, value: { is: 'review-again' } });
    expect(readFileSync(main(), 'utf8')).toBe(theirs);
  });

  test('is saved before stopping ends', async () => {
    const { world: here, review } = await world();
    const reviewId = await review('c/new');
    slowDown();
    const save = here.save(reviewId);
    expect(await waits(save)).toBe(true);
    const stopped = here.editor.stop();
    expect(await waits(stopped)).toBe(true);
    goOn();
    await stopped;
    expect(readFileSync(main(), 'utf8')).toBe(config.replace('a/one', 'c/new'));
    await save;
  });
});

test('Quitting waits until what was changed a moment ago is on a slow disk', async () => {
  const data = inFolder('data');
  mkdirSync(data);
  const missing = fail('cli-missing', 'There is none here.');
  const app = await createApp({
    ports: {
      clock: createFakeClock(),
      random: () => 0.5,
      http: createHttp(),
      files,
      processes: fakeProcesses(),
      secrets: createFileSecrets(files, path.join(data, 'keys.json')),
      history: createMemoryHistory(),
      schemaEngine: {
        load: async () => missing,
        check: async () => missing,
        describe: async () => missing,
        close: async () => undefined,
      },
      log,
    },
    dataFolder: data,
    info: { version: '0', host: 'headless', platform: 'linux', demo: false, locale: 'en' },
    scanPorts: [],
  });
  slowDown();
  void app.settings.change({ historyDays: 9 });
  void app.setServerKey('the-server', 'sk-new');
  const stopped = app.stop();
  expect(await waits(stopped)).toBe(true);
  goOn();
  await stopped;
  expect(json(path.join(data, 'settings.json'))).toMatchObject({ historyDays: 9 });
  expect(json(path.join(data, 'keys.json'))).toEqual({ 'server-key:the-server': 'plain:sk-new' });
});
