import { expect, test } from 'vitest';
import {
  type NewVersion,
  openVersions,
  type Versions,
} from '../../../../../electron/core/gateway/save/versions.ts';
import { createFakeClock } from '../../../../fakes/fake-clock.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../../fakes/recording-log.ts';

const folder = '/data/config-versions';
const day = 86_400_000;

function setUp(initial: Record<string, string> = {}) {
  const files = createMemoryFiles(initial);
  const clock = createFakeClock();
  const log = createRecordingLog();
  const open = () => openVersions({ files, folder, clock, random: () => 0.25, log });
  const version = (text: string, change: Partial<NewVersion> = {}): NewVersion => {
    const bytes = new TextEncoder().encode(text);
    const hash = files.hash(bytes);
    return {
      file: '/c.json',
      bytes,
      hash,
      by: 'save',
      sentences: [],
      saveId: 's',
      replacedBy: null,
      ...change,
    };
  };
  const names = async () => {
    const listed = await files.list(folder);
    return listed.ok ? listed.value.filter((name) => !/^index(\.copy)?\.json$/.test(name)).sort() : [];
  };
  return { files, clock, log, open, version, names };
}

async function textOf(versions: Versions, id: string): Promise<string | null> {
  const bytes = await versions.bytes(id);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : null;
}

test('versions survive a restart, byte for byte', async () => {
  const { open, version } = setUp();
  const kept = await (await open()).keep(version('first'));
  const again = await open();
  expect(again.list()).toEqual([kept.ok && kept.value]);
  expect(await textOf(again, again.list()[0]?.versionId ?? '')).toBe('first');
});

test('versions kept in the same millisecond get names of their own', async () => {
  const { open, version, names } = setUp();
  const versions = await open();
  await Promise.all(['a', 'b', 'c'].map((text) => versions.keep(version(text))));
  expect(await names()).toHaveLength(3);
  expect((await Promise.all(versions.list().map((each) => textOf(versions, each.versionId)))).sort()).toEqual(
    ['a', 'b', 'c'],
  );
});

test('a hundred are kept, the oldest go first', async () => {
  const { open, version, names, clock } = setUp();
  const versions = await open();
  for (let n = 0; n < 130; n += 1) {
    await clock.advance(1);
    await versions.keep(version(`text ${n}`));
  }
  expect(versions.list()).toHaveLength(100);
  expect(await names()).toHaveLength(100);
  expect(await textOf(versions, versions.list().at(-1)?.versionId ?? '')).toBe('text 30');
});

test('a program that rewrites the file all day does not push out what a person saved', async () => {
  const { open, version, clock } = setUp();
  const versions = await open();
  await versions.keep(version('saved by hand'));
  for (let n = 0; n < 500; n += 1) {
    await clock.advance(1);
    await versions.keep(version(`outside ${n}`, { by: 'outside' }));
  }
  const kinds = versions.list().map((each) => each.by);
  expect(kinds.filter((by) => by === 'save')).toHaveLength(1);
  expect(kinds.filter((by) => by === 'outside')).toHaveLength(40);
});

test('old and large ones go, but never the newest five', async () => {
  const { open, version, clock } = setUp();
  const versions = await open();
  for (let n = 0; n < 8; n += 1) await versions.keep(version(`old ${n}`));
  await clock.advance(91 * day);
  await versions.keep(version('new'));
  expect(versions.list()).toHaveLength(5);
  const large = 'x'.repeat(6 * 1024 * 1024);
  for (let n = 0; n < 7; n += 1) await versions.keep(version(`${large}${n}`));
  expect(versions.list()).toHaveLength(5);
});

test.each(['{ not json', '', '[{ "versionId": "../../etc/passwd" }, 5, null]', '{}'])(
  'a damaged list (%s) is taken from its copy; without one it begins anew and leaves the bytes alone',
  async (index) => {
    const { files, open, version, names } = setUp();
    const { list, keep } = await open();
    await keep(version('precious'));
    files.editedOutside(`${folder}/index.json`, index);
    expect((await open()).list()).toEqual(list());
    files.editedOutside(`${folder}/index.copy.json`, index);
    const versions = await open();
    expect(versions.list()).toEqual([]);
    await versions.keep(version('next'));
    expect(await names()).toHaveLength(2);
  },
);

test('bytes that no list knows are bounded by age, half-written ones go after an hour', async () => {
  const { files, open, version, names, clock } = setUp();
  await (await open()).keep(version('lost'));
  for (const list of ['index.json', 'index.copy.json']) files.editedOutside(`${folder}/${list}`, '');
  const half = `${folder}/${(await names())[0]}.123456`;
  files.editedOutside(half, 'hal');
  files.becomes(half, { modifiedAt: clock.now() });
  files.editedOutside(`${folder}/notes.txt`, 'not ours');
  await open();
  expect(await names()).toHaveLength(3);
  await clock.advance(2 * 3_600_000);
  await open();
  expect(await names()).toHaveLength(2);
  await clock.advance(91 * day);
  await open();
  expect(await names()).toEqual(['notes.txt']);
});

test('what could not be kept is not listed, and nothing of it stays', async () => {
  const { files, open, version, names } = setUp();
  const versions = await open();
  files.beforeWrite = (file) => files.writesFail(file.endsWith('index.json') ? 'config-write-failed' : null);
  expect(await versions.keep(version('a'))).toMatchObject({ ok: false, failure: { code: 'backup-failed' } });
  expect(versions.list()).toEqual([]);
  expect(await names()).toEqual([]);
});

test('a version that was changed on the disk is refused', async () => {
  const { files, open, version } = setUp();
  const versions = await open();
  const kept = await versions.keep(version('as it was'));
  const id = kept.ok ? kept.value.versionId : '';
  files.editedOutside(`${folder}/${id}`, 'tampered');
  expect(await versions.bytes(id)).toMatchObject({ ok: false, failure: { code: 'undo-not-possible' } });
  expect(await versions.bytes('../settings.json')).toMatchObject({
    ok: false,
    failure: { code: 'undo-not-possible' },
  });
});
