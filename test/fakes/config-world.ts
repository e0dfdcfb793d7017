import type { ConfigSchema } from '../../electron/core/gateway/config-schema.ts';
import { type ConfigReader, createConfigReader } from '../../electron/core/gateway/config-store.ts';
import type { OpenclawCli } from '../../electron/core/gateway/openclaw-cli.ts';
import { type ConfigEditor, createConfigEditor } from '../../electron/core/gateway/save/config-editor.ts';
import { newestReadable } from '../../electron/core/gateway/save/newest-readable.ts';
import { openVersions, type Versions } from '../../electron/core/gateway/save/versions.ts';
import { createSecretMask } from '../../electron/core/gateway/secret-mask.ts';
import type { Clock, TextFiles } from '../../electron/core/ports.ts';
import type { Review, SaveOutcome } from '../../shared/contract/config-commands.ts';
import type { Failure } from '../../shared/failures.ts';
import type { Sentence } from '../../shared/findings.ts';
import type { GatewayHealth, ReadOnlyReason } from '../../shared/gateway.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

/** The write side of the config with a clock of its own: on files in memory, or on the real disk. */
export type ConfigWorld = {
  editor: ConfigEditor;
  reader: ConfigReader;
  versions: Versions;
  clock: FakeClock;
  log: RecordingLog;
  saved: { versionId: string; sentences: Sentence[] }[];
  failed: Failure[];
  health: GatewayHealth;
  /** What the next looks at the gateway find; the last one stays. */
  healthToCome: GatewayHealth[];
  readOnly: ReadOnlyReason | null;
  /** Waits for it while the clock runs. */
  run<T>(work: Promise<T>): Promise<T>;
  review(...given: Parameters<ConfigEditor['review']>): Promise<Review>;
  save(reviewId: string): Promise<Result<SaveOutcome>>;
  undo(versionId: string): Promise<Result<SaveOutcome>>;
};

export type ConfigWorldOptions = {
  files: TextFiles;
  main: string;
  versionsFolder: string;
  schema?: Partial<ConfigSchema>;
  cli?: Partial<OpenclawCli> | null;
  includeRoots?: readonly string[];
  random?: () => number;
};

export async function startConfigWorld(options: ConfigWorldOptions): Promise<ConfigWorld> {
  const { files, main } = options;
  const clock = createFakeClock();
  const log = createRecordingLog();
  const random = options.random ?? Math.random;
  const versions = await openVersions({ files, clock, random, log, folder: options.versionsFolder });
  const reader = createConfigReader({
    files,
    clock,
    log,
    visibleVariables: async () => new Set(),
    versionOf: ({ path, hash }) => versions.findByHash(hash, path),
    newestReadable: (path) => newestReadable(versions, path),
  });
  const world: ConfigWorld = {
    reader,
    versions,
    clock,
    log,
    saved: [],
    failed: [],
    health: { is: 'stopped', since: 0, failure: { code: 'connection-refused', detail: '' } },
    healthToCome: [],
    readOnly: null,
    editor: createConfigEditor({
      files,
      clock,
      log,
      reader,
      versions,
      mask: createSecretMask(random),
      schema: { ...noSchema, ...options.schema },
      cli: async () => (options.cli == null ? null : { ...someCli, ...options.cli }),
      stateFolder: () => null,
      environmentReadOnly: () => world.readOnly,
      health: () => world.health,
      checkHealth: async () => {
        world.health = world.healthToCome.shift() ?? world.health;
      },
      saved: (version) => void world.saved.push(version),
      saveFailed: (failure) => void world.failed.push(failure),
    }),
    run: (work) => runWith(clock, work),
    async review(edits) {
      const review = await world.run(world.editor.review(edits));
      if (!review.ok) throw new Error(`${review.failure.code}: ${review.failure.detail}`);
      return review.value;
    },
    save: (reviewId) => world.run(world.editor.save(reviewId)),
    undo: (versionId) => world.run(world.editor.undo(versionId)),
  };
  await world.run(
    reader.retarget({
      path: main,
      foundBy: 'default',
      lookedAt: [main],
      includeRoots: options.includeRoots ?? [],
      readOnly: null,
    }),
  );
  return world;
}

async function runWith<T>(clock: Clock & FakeClock, work: Promise<T>): Promise<T> {
  let running = true;
  const done = () => {
    running = false;
  };
  work.then(done, done);
  for (let round = 0; running; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    // Time passes only while nothing else happens, so that real files have theirs.
    if (round % 20 === 19) await clock.advance(25);
  }
  return work;
}

const noSchema: ConfigSchema = {
  use: async () => ok(undefined),
  check: async () => fail('cli-missing', 'There is no schema.'),
  describe: async () => ok(null),
};

const someCli: OpenclawCli = {
  path: '/usr/bin/openclaw',
  version: '2026.9.6',
  configFile: async () => fail('cli-failed', 'not asked'),
  validate: async () => ok({ accepted: true, issues: [] }),
  schemaText: async () => fail('cli-failed', 'no schema'),
};
