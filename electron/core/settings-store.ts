import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/result.ts';
import { defaultSettings, Settings } from '../../shared/settings.ts';
import type { Log, TextFiles } from './ports.ts';

/**
 * The app's own settings file. Read field by field, so that one bad or newer field costs only itself; fields of a
 * newer version are kept when an older one saves. A file that is no JSON object is moved aside, never overwritten.
 */
export type SettingsStore = {
  current(): Settings;
  change(change: Partial<Settings>): Promise<Result<undefined>>;
  reset(): Promise<Result<undefined>>;
  onChange(listener: (settings: Settings) => void): () => void;
  /** Ends when every change so far is on disk, or told that it could not be. */
  saved(): Promise<void>;
  /** The damaged file's new name, when there was one. */
  movedAside: string | null;
};

const largestFile = 4 * 1024 * 1024;

export async function openSettings(files: TextFiles, path: string, log: Log): Promise<SettingsStore> {
  const read = await readSettings(files, path, log);
  let { settings, unknown, rescue } = read;
  const listeners = new Set<(settings: Settings) => void>();
  let saving: Promise<Result<undefined>> = Promise.resolve(ok(undefined));

  function save(next: Settings): Promise<Result<undefined>> {
    settings = next;
    for (const listener of [...listeners]) listener(next);
    saving = saving.then(async () => {
      const bytes = bytesOf(settings);
      const rescued = rescue === null ? ok(undefined) : await rescue();
      if (rescued.ok) rescue = null;
      const written = rescued.ok ? await files.writeAtomically(path, bytes, { mode: 0o600 }) : rescued;
      if (written.ok) return ok(undefined);
      log.error('The settings could not be written.', { reason: written.failure.detail });
      return fail('settings-write-failed', written.failure.detail);
    });
    return saving;
  }

  function bytesOf(all: Settings): Uint8Array {
    return new TextEncoder().encode(`${JSON.stringify({ ...unknown, ...all }, null, 2)}\n`);
  }

  return {
    current: () => settings,
    async change(change) {
      const checked = v.safeParse(Settings, { ...settings, ...change });
      if (!checked.success) return fail('invalid-input', checked.issues[0].message);
      // The next start would not read it, and begin with the defaults.
      if (bytesOf(checked.output).length > largestFile)
        return fail('invalid-input', `The settings would have more than ${largestFile} bytes.`);
      return save(checked.output);
    },
    reset() {
      unknown = {};
      return save(defaultSettings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async saved() {
      await saving;
    },
    movedAside: read.movedAside,
  };
}

type ReadSettings = {
  settings: Settings;
  unknown: Record<string, unknown>;
  movedAside: string | null;
  /** What must succeed before the file may be overwritten: what is in it is kept nowhere else. */
  rescue: (() => Promise<Result<void>>) | null;
};

async function readSettings(files: TextFiles, path: string, log: Log): Promise<ReadSettings> {
  const fresh = { settings: defaultSettings, unknown: {}, movedAside: null, rescue: null };
  const info = await files.info(path);
  if (info.ok && info.value === null) return fresh;
  const aside = `${path}.damaged`;
  const keep = (bytes: Uint8Array) => files.writeAtomically(aside, bytes, { mode: 0o600 });
  const bytes = await files.read(path, largestFile);
  if (!bytes.ok) {
    log.warn('The settings could not be read; the defaults are used.', { reason: bytes.failure.detail });
    const rescue = async (): Promise<Result<void>> => {
      const again = await files.read(path, largestFile);
      if (again.ok) return keep(again.value);
      return again.failure.code === 'config-missing' ? ok(undefined) : again;
    };
    return { ...fresh, rescue };
  }
  const data = objectIn(bytes.value);
  if (data === null) {
    const kept = await keep(bytes.value);
    log.warn('The settings file was damaged and was moved aside.', { aside, kept: kept.ok });
    return { ...fresh, movedAside: aside, rescue: kept.ok ? null : () => keep(bytes.value) };
  }
  return { ...settingsFrom(data, log), movedAside: null, rescue: null };
}

function objectIn(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : null;
  } catch {
    return null;
  }
}

export function settingsFrom(
  data: Record<string, unknown>,
  log: Log,
): Pick<ReadSettings, 'settings' | 'unknown'> {
  const settings: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (!Object.hasOwn(Settings.entries, name)) {
      unknown[name] = value;
      continue;
    }
    const schema = Settings.entries[name as keyof typeof Settings.entries];
    const checked = v.safeParse(schema, value);
    if (checked.success) settings[name] = checked.output;
    else log.warn('A setting has a value that is not usable; its default is used.', { name });
  }
  return { settings: v.parse(Settings, settings), unknown };
}
