import type { NewActivity } from '../../../shared/activity.ts';
import type { SchemaHint } from '../../../shared/contract/config-commands.ts';
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
  gateway: Pick<GatewayService, 'reader' | 'cli' | 'location' | 'readOnly' | 'checkHealth'>;
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
    log,
    mask,
    reader: gateway.reader,
    versions,
    schema,
    cli: () => gateway.cli(),
    stateFolder: () => gateway.location()?.stateFolder ?? null,
    environmentReadOnly: () => gateway.readOnly(),
    health: () => state.snapshot().gateway.health,
    checkHealth: () => gateway.checkHealth(),
    saved: ({ versionId, sentences }) =>
      options.happened({ ...about(), what: 'config-saved', versionId, sentences }),
    saveFailed: (failure) => options.happened({ ...about(), what: 'config-save-failed', failure }),
  });

  function about() {
    return { at: clock.now(), serverId: null, serverName: null, modelId: null };
  }

  let keeping: Promise<unknown> = Promise.resolve();

  const stopState = gateway.reader.onState(({ reading, contents }) => {
    for (const file of reading?.tree.files ?? []) {
      const isNew = versions.list().every((version) => version.file !== file.path);
      if (isNew) void keep(file.path, file.bytes, 'first-seen');
    }
    // Also beside a file that is broken or gone: what a killed save left there holds the config's secrets.
    const target = gateway.reader.target();
    const paths = new Set([...(target === null ? [] : [target.path]), ...contents.map(({ path }) => path)]);
    for (const path of paths) void files.removeLeftovers(path);
  });
  const stopOutside = gateway.reader.onOutsideChange((changes) => {
    for (const change of changes) void noteOutside(change);
  });

  /** One after the other, so that the same bytes are not kept twice. */
  function keep(file: string, bytes: Uint8Array, by: 'first-seen' | 'outside'): Promise<unknown> {
    keeping = keeping.then(async () => {
      const hash = files.hash(bytes);
      if (versions.list().some((version) => version.file === file && version.hash === hash)) return;
      const saveId = `${by}-${hash}`;
      const kept = await versions.keep({
        file,
        bytes,
        hash,
        by,
        sentences: [],
        saveId,
        replacedBy: null,
      });
      if (!kept.ok) log.warn('A version of the config could not be kept.', { reason: kept.failure.detail });
    });
    return keeping;
  }

  async function noteOutside(change: OutsideChange): Promise<void> {
    const { kind, file, before } = change;
    let versionId: string | null = null;
    if (before !== null && kind !== 'permissions') {
      const bytes = new TextEncoder().encode(before);
      await keep(file, bytes, 'outside');
      versionId = versions.findByHash(files.hash(bytes), file)?.versionId ?? null;
    }
    if (change.failure === null) return changedOutside(change, versionId);
    options.happened({ ...about(), what: 'config-broken', failure: change.failure });
    // The version that was good until now can be brought back only from now on.
    await gateway.reader.reread();
  }

  function changedOutside({ kind, file, before, after }: OutsideChange, versionId: string | null): void {
    const lines = lineDiff(before ?? '', after ?? '');
    const count = (is: string) => lines.filter((line) => line.is === is).length;
    options.happened({
      ...about(),
      what: 'config-changed-outside',
      added: count('added'),
      removed: count('removed'),
      kind,
      file,
      versionId,
    });
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
      await editor.stop();
      await keeping;
      await options.engine.close();
    },
  };
}
