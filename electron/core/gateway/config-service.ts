import type { NewActivity } from '../../../shared/activity.ts';
import type { SchemaHint } from '../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, Log, Random, TextFiles } from '../ports.ts';
import { type ConfigSchema, createConfigSchema, type SchemaEngine } from './config-schema.ts';
import type { OutsideChange } from './config-store.ts';
import type { GatewayService } from './gateway-service.ts';
import type { Path } from './json5-document.ts';
import { type ConfigEditor, createConfigEditor } from './save/config-editor.ts';
import { lineDiff } from './save/line-diff.ts';
import type { Versions } from './save/versions.ts';
import { createSecretMask } from './secret-mask.ts';

/** Everything about changing the config: the editor, earlier versions, the schema, and what others do to the file. */
export type ConfigService = {
  editor: ConfigEditor;
  hint(path: Path): Promise<Result<SchemaHint | null>>;
  stop(): Promise<void>;
};

export type ConfigServiceOptions = {
  files: TextFiles;
  clock: Clock;
  random: Random;
  log: Log;
  state: AppState;
  gateway: GatewayService;
  versions: Versions;
  engine: SchemaEngine;
  /** Where the schema of the installed gateway is kept. */
  schemaFolder: string;
  happened(event: NewActivity): void;
};

export function createConfigService(options: ConfigServiceOptions): ConfigService {
  const { files, clock, random, state, gateway, versions } = options;
  const log = options.log.from('config');
  const schema: ConfigSchema = createConfigSchema({
    engine: options.engine,
    files,
    folder: options.schemaFolder,
    log,
  });
  const mask = createSecretMask(random);

  const editor = createConfigEditor({
    files,
    clock,
    random,
    log,
    mask,
    reader: gateway.reader,
    versions,
    schema,
    cli: () => gateway.cli(),
    stateFolder: () => gateway.location()?.stateFolder ?? null,
    health: () => state.snapshot().gateway.health,
    checkHealth: () => gateway.checkHealth(),
    saved: ({ versionId, sentences }) =>
      options.happened({ ...about(), what: 'config-saved', versionId, sentences }),
    saveFailed: (failure) => options.happened({ ...about(), what: 'config-save-failed', failure }),
  });

  function about() {
    return { at: clock.now(), serverId: null, serverName: null, modelId: null };
  }

  const stopState = gateway.reader.onState(({ reading }) => {
    if (reading === null) return;
    void keepFirstSeen();
    void files.removeLeftovers(reading.target.path);
  });
  const stopOutside = gateway.reader.onOutsideChange((changes) => {
    for (const change of changes) void noteOutside(change);
  });

  /** A version that could be read is worth keeping before anybody breaks it. */
  async function keepFirstSeen(): Promise<void> {
    for (const file of gateway.reader.current().reading?.tree.files ?? []) {
      if (versions.findByHash(file.hash) !== null || versions.list().some((each) => each.file === file.path))
        continue;
      const { path, bytes, hash } = file;
      const kept = await versions.keep({
        file: path,
        bytes,
        hash,
        by: 'first-seen',
        sentences: [],
        saveId: `seen-${hash}`,
      });
      if (!kept.ok) log.warn('The config as found could not be kept.', { reason: kept.failure.detail });
    }
  }

  async function noteOutside(change: OutsideChange): Promise<void> {
    if (change.before !== null && change.kind !== 'permissions') await keepReplaced(change, change.before);
    if (change.failure !== null) return brokenOutside(change.failure);
    const lines = lineDiff(change.before ?? '', change.after ?? '');
    const count = (is: string) => lines.filter((line) => line.is === is).length;
    options.happened({
      ...about(),
      what: 'config-changed-outside',
      added: count('added'),
      removed: count('removed'),
    });
  }

  function brokenOutside(failure: Failure): void {
    options.happened({ ...about(), what: 'config-broken', failure });
  }

  async function keepReplaced(change: OutsideChange, before: string): Promise<void> {
    const bytes = new TextEncoder().encode(before);
    const hash = files.hash(bytes);
    if (versions.findByHash(hash) !== null) return;
    const kept = await versions.keep({
      file: change.file,
      bytes,
      hash,
      by: 'outside',
      sentences: [],
      saveId: `outside-${hash}`,
    });
    if (!kept.ok) log.warn('The replaced config could not be kept.', { reason: kept.failure.detail });
  }

  return {
    editor,
    async hint(path) {
      const cli = await gateway.cli();
      if (cli === null) return ok(null);
      const used = await schema.use(cli);
      return used.ok ? schema.describe(path) : used;
    },
    async stop() {
      stopState();
      stopOutside();
      await options.engine.close();
    },
  };
}
