import type { SchemaHint } from '../../../shared/contract/config-commands.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Log, TextFiles } from '../ports.ts';
import type { SchemaCheck } from './config-schema-check.ts';
import type { Json, Path } from './json5-document.ts';
import type { OpenclawCli } from './openclaw-cli.ts';

/** The schema of the gateway that is installed: fetched once for each version of its CLI, then kept on disk. */

/** Compiles and checks elsewhere than on the thread that draws and answers. */
export type SchemaEngine = {
  load(schemaText: string): Promise<Result<void>>;
  check(config: Json): Promise<Result<SchemaCheck>>;
  describe(path: Path): Promise<Result<SchemaHint | null>>;
  close(): Promise<void>;
};

export type ConfigSchema = {
  /** Call when the CLI was found or has changed; the same version again costs nothing. */
  use(cli: Pick<OpenclawCli, 'version' | 'schemaText'>): Promise<Result<void>>;
  /** Both fail with `cli-missing` as long as no schema is there. */
  check(config: Json): Promise<Result<SchemaCheck>>;
  describe(path: Path): Promise<Result<SchemaHint | null>>;
};

type SchemaSource = Pick<OpenclawCli, 'version' | 'schemaText'>;

const namePattern = /^gateway-schema-.*\.json$/;
const mostBytes = 32 * 1024 * 1024;

export function createConfigSchema(options: {
  engine: SchemaEngine;
  files: TextFiles;
  /** Where schemas are kept. */
  folder: string;
  log: Log;
}): ConfigSchema {
  const { engine, files, folder, log } = options;
  let current: { version: string; loaded: Promise<Result<void>> } | null = null;

  async function load(source: SchemaSource): Promise<Result<void>> {
    const name = `gateway-schema-${source.version}.json`;
    const kept = await files.read(files.paths.join(folder, name), mostBytes);
    if (kept.ok) {
      const loaded = await engine.load(new TextDecoder().decode(kept.value));
      if (loaded.ok) return loaded;
      log.warn('The kept schema could not be used and is fetched again.', { detail: loaded.failure.detail });
    }
    const text = await source.schemaText();
    if (!text.ok) return text;
    await keep(name, text.value);
    return engine.load(text.value);
  }

  /** Not being able to keep it costs a few seconds next time, no more. */
  async function keep(name: string, text: string): Promise<void> {
    const made = await files.makeFolder(folder);
    const written = made.ok
      ? await files.writeAtomically(files.paths.join(folder, name), new TextEncoder().encode(text))
      : made;
    if (!written.ok) log.warn('The schema could not be kept.', { detail: written.failure.detail });
    const names = await files.list(folder);
    for (const other of names.ok ? names.value : []) {
      if (namePattern.test(other) && other !== name) await files.remove(files.paths.join(folder, other));
    }
  }

  async function whenLoaded(): Promise<Result<void>> {
    return current === null
      ? fail('cli-missing', 'There is no schema without the openclaw command.')
      : current.loaded;
  }

  return {
    async use(source) {
      if (current?.version === source.version) return current.loaded;
      const mine = { version: source.version, loaded: load(source) };
      current = mine;
      const loaded = await mine.loaded;
      if (!loaded.ok && current === mine) current = null;
      return loaded;
    },
    async check(config) {
      const loaded = await whenLoaded();
      return loaded.ok ? engine.check(config) : loaded;
    },
    async describe(path) {
      const loaded = await whenLoaded();
      return loaded.ok ? engine.describe(path) : loaded;
    },
  };
}
