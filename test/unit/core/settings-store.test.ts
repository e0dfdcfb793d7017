import { describe, expect, test } from 'vitest';
import { openSettings } from '../../../electron/core/settings-store.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { createMemoryFiles } from '../../fakes/memory-files.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const path = '/data/settings.json';

async function open(text?: string) {
  const files = createMemoryFiles(text === undefined ? {} : { [path]: text });
  const settings = await openSettings(files, path, createRecordingLog());
  return { files, settings };
}

describe('settings', () => {
  test('a missing file gives the defaults and writes nothing', async () => {
    const { files, settings } = await open();
    expect(settings.current()).toEqual(defaultSettings);
    expect(files.text(path)).toBeNull();
  });

  test('one bad field costs only itself', async () => {
    const { settings } = await open(JSON.stringify({ theme: 'purple', density: 'compact', historyDays: 7 }));
    expect(settings.current()).toMatchObject({ theme: 'system', density: 'compact', historyDays: 7 });
  });

  test('fields of a newer version survive a save by this one', async () => {
    const { files, settings } = await open(JSON.stringify({ fromTheFuture: { a: 1 }, theme: 'dark' }));
    await settings.change({ density: 'compact' });
    expect(JSON.parse(files.text(path) ?? '')).toMatchObject({
      fromTheFuture: { a: 1 },
      theme: 'dark',
      density: 'compact',
    });
  });

  test.each(['', '{', '[]', 'null', '"text"', '\u0000'])(
    'a damaged file %j is moved aside, not overwritten',
    async (text) => {
      const { files, settings } = await open(text);
      expect(settings.current()).toEqual(defaultSettings);
      expect(settings.movedAside).toBe(`${path}.damaged`);
      expect(files.text(`${path}.damaged`)).toBe(text);
    },
  );

  test('a refused change changes nothing', async () => {
    const { files, settings } = await open();
    expect(await settings.change({ historyDays: -1 })).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
    expect(files.text(path)).toBeNull();
    expect(settings.current().historyDays).toBe(defaultSettings.historyDays);
  });

  test('a change that would make the file too large to be read again is refused', async () => {
    const { files, settings } = await open();
    await settings.change({ theme: 'dark' });
    const name = 'x'.repeat(3 * 1024 * 1024);
    const server = { id: 's', url: 'http://127.0.0.1:1', name, kind: null };
    expect((await settings.change({ servers: [server] })).ok).toBe(true);
    const before = files.text(path);
    expect(await settings.change({ configPath: name })).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
    expect(settings.current().configPath).toBeNull();
    expect(files.text(path)).toBe(before);
    const again = await openSettings(files, path, createRecordingLog());
    expect(again.current()).toMatchObject({ theme: 'dark', servers: [server] });
  });

  test('a full disk is a coded failure', async () => {
    const { files, settings } = await open();
    files.writesFail('config-write-failed');
    expect(await settings.change({ theme: 'dark' })).toMatchObject({
      ok: false,
      failure: { code: 'settings-write-failed' },
    });
  });

  test('changes made at once are all in the file', async () => {
    const { files, settings } = await open();
    await Promise.all([
      settings.change({ theme: 'dark' }),
      settings.change({ density: 'compact' }),
      settings.change({ historyDays: 5 }),
    ]);
    expect(JSON.parse(files.text(path) ?? '')).toMatchObject({
      theme: 'dark',
      density: 'compact',
      historyDays: 5,
    });
  });
});
