import { afterEach, expect, test } from 'vitest';
import { createAppState } from '../../../../../electron/core/app-state.ts';
import { createConfigService } from '../../../../../electron/core/gateway/config-service.ts';
import { createConfigReader } from '../../../../../electron/core/gateway/config-store.ts';
import { openVersions } from '../../../../../electron/core/gateway/save/versions.ts';
import type { NewActivity } from '../../../../../shared/activity.ts';
import { fail, ok } from '../../../../../shared/result.ts';
import { emptySnapshot } from '../../../../fakes/builders.ts';
import { createFakeClock, settle } from '../../../../fakes/fake-clock.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../../fakes/recording-log.ts';

const main = '/home/ada/.openclaw/openclaw.json';
const config = '{ gateway: { mode: "local" }, agents: { defaults: { model: "a/b" } } }\n';

let stop = async (): Promise<void> => undefined;
afterEach(() => stop());

async function start(text: string | null = config) {
  const files = createMemoryFiles(text === null ? {} : { [main]: text });
  const cleaned: string[] = [];
  files.removeLeftovers = async (file) => void cleaned.push(file);
  const clock = createFakeClock();
  const log = createRecordingLog();
  const random = Math.random;
  const versions = await openVersions({ files, folder: '/data/versions', clock, random, log });
  const reader = createConfigReader({
    files,
    clock,
    log,
    visibleVariables: async () => new Set(),
    versionOf: ({ hash }) => versions.findByHash(hash),
  });
  const happened: NewActivity[] = [];
  const service = createConfigService({
    files,
    clock,
    random,
    log,
    state: createAppState(emptySnapshot()),
    versions,
    gateway: {
      reader,
      cli: async () => null,
      location: () => null,
      readOnly: () => null,
      checkHealth: async () => undefined,
    },
    engine: {
      load: async () => ok(undefined),
      check: async () => fail('cli-missing', ''),
      describe: async () => ok(null),
      close: async () => undefined,
    },
    schemaFolder: '/data/schema',
    happened: (event) => void happened.push(event),
  });
  stop = async () => {
    await service.stop();
    reader.stop();
  };
  const target = {
    path: main,
    foundBy: 'default' as const,
    lookedAt: [main],
    includeRoots: [],
    readOnly: null,
  };
  // A text that makes no sense is given time.
  const reading = reader.retarget(target);
  const pass = async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      await clock.advance(300);
      await settle();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await pass();
  await reading;
  const kept = () => versions.list().map((each) => [each.by, files.text(`/data/versions/${each.versionId}`)]);
  return { files, cleaned, clock, log, versions, reader, service, happened, pass, kept };
}

test('the config as it was found is kept once', async () => {
  const { kept, reader, pass } = await start();
  expect(kept()).toEqual([['first-seen', config]]);
  await reader.reread();
  await pass();
  expect(kept()).toHaveLength(1);
});

test.each([
  ['sound', config],
  ['broken', '{ gateway: '],
  ['gone', null],
])('what a killed save left beside the file is removed when it is %s', async (_how, text) => {
  const { cleaned } = await start(text);
  expect(cleaned).toContain(main);
});

test('what somebody else replaced is kept, and how much changed is told, never the text', async () => {
  const { files, kept, happened, pass } = await start('{ apiKey: "PLANTED-key" }\n');
  files.editedOutside(main, '{ apiKey: "PLANTED-other" }\n');
  await pass();
  files.editedOutside(main, '{ apiKey: "PLANTED-third" }\n// more\n');
  await pass();
  expect(kept().map(([by]) => by)).toEqual(['outside', 'first-seen']);
  expect(happened).toMatchObject([
    { what: 'config-changed-outside', added: 1, removed: 1 },
    { what: 'config-changed-outside', added: 2, removed: 1 },
  ]);
  expect(JSON.stringify(happened)).not.toContain('PLANTED');
});

test('deleting, bringing back and other permissions are each told as what they are', async () => {
  const { files, happened, pass, versions } = await start();
  files.becomes(main, { mode: 0o644 });
  await pass();
  files.deletedOutside(main);
  await pass();
  files.editedOutside(main, '{}\n');
  await pass();
  const { versionId } = versions.findByHash(files.hash(new TextEncoder().encode(config)), main) ?? {};
  expect(happened).toMatchObject([
    { kind: 'permissions', file: main, versionId: null },
    { kind: 'deleted', file: main, versionId, added: 0, removed: 1 },
    { kind: 'appeared', file: main, versionId: null, added: 1, removed: 0 },
  ]);
  expect(versionId).toBeDefined();
});

test('a save of ours is no change from outside', async () => {
  const { service, happened, pass, clock } = await start();
  const saving = service.editor.saveEdits([{ edit: 'set-primary', agentId: null, ref: 'c/d' }]);
  await pass();
  expect((await saving).ok).toBe(true);
  await clock.advance(120_000);
  await pass();
  expect(happened.map((each) => each.what)).toEqual(['config-saved']);
});

test('when somebody breaks what we saved, the version that was good is one click away', async () => {
  const { service, files, reader, happened, pass, versions } = await start();
  const saving = service.editor.saveEdits([{ edit: 'set-primary', agentId: null, ref: 'c/d' }]);
  await pass();
  expect((await saving).ok).toBe(true);
  files.editedOutside(main, '{ gateway: ');
  await pass();
  const { state } = reader.current();
  if (state.is !== 'broken') throw new Error(state.is);
  const good = versions.find(state.lastGood?.versionId ?? '');
  expect(files.text(`/data/versions/${good?.versionId}`)).toBe(config.replace('a/b', 'c/d'));
  expect(happened.at(-1)).toMatchObject({ what: 'config-broken', failure: { code: 'config-syntax' } });
});

test('hints come from the schema, and without a command line there are none', async () => {
  const { service } = await start();
  expect(await service.hint(['gateway'])).toEqual({ ok: true, value: null });
});
