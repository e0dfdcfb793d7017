import * as v from 'valibot';
import { fail, mapResult, ok, type Result } from '../../shared/result.ts';
import type { SecretStore, TextFiles } from '../core/ports.ts';

/**
 * Keys in one file only its owner can read. The headless host has no keychain and says so; the desktop host passes
 * a `seal` (Electron safeStorage), so that its file holds nothing readable. Each key says which of both it is: what is
 * sealed is never taken for a key, also where the keychain it was sealed with is gone.
 */
export type Seal = {
  seal(text: string): Promise<Result<string>>;
  /** `isOld`: the keychain's own secret changed since, and the key wants to be sealed again. */
  open(sealed: string): Promise<Result<{ text: string; isOld: boolean }>>;
};

const marks = { sealed: 'sealed:', plain: 'plain:' } as const;
const Keys = v.record(v.string(), v.string());
/** `damaged`: bytes that are no list of keys, to be put aside before they are overwritten. */
type Stored = { keys: Record<string, string>; damaged: Uint8Array | null };

const largestFile = 1024 * 1024;

export function createFileSecrets(files: TextFiles, path: string, seal: Seal | null = null): SecretStore {
  let known: Stored | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  /** A file that could not be read is asked again next time: its keys are not gone. */
  async function read(): Promise<Result<Stored>> {
    if (known !== null) return ok(known);
    const bytes = await files.read(path, largestFile);
    if (bytes.ok) known = parse(bytes.value);
    else if (bytes.failure.code === 'config-missing') known = { keys: {}, damaged: null };
    else return fail('key-store-unavailable', bytes.failure.detail);
    return ok(known);
  }

  function write(file: string, bytes: Uint8Array): Promise<Result<void>> {
    return files.writeAtomically(file, bytes, { mode: 0o600 });
  }

  function change(work: (all: Record<string, string>) => Record<string, string>): Promise<Result<void>> {
    const turn = writing.then(async (): Promise<Result<void>> => {
      const stored = await read();
      if (!stored.ok) return stored;
      const { damaged } = stored.value;
      const saved = damaged === null ? ok(undefined) : await write(`${path}.damaged`, damaged);
      const next = work(stored.value.keys);
      const bytes = new TextEncoder().encode(`${JSON.stringify(next)}\n`);
      const written = saved.ok ? await write(path, bytes) : saved;
      if (!written.ok) return fail('key-store-unavailable', written.failure.detail);
      known = { keys: next, damaged: null };
      return ok(undefined);
    });
    writing = turn;
    return turn;
  }

  async function marked(secret: string): Promise<Result<string>> {
    if (seal === null) return ok(marks.plain + secret);
    return mapResult(await seal.seal(secret), (sealed) => marks.sealed + sealed);
  }

  async function set(name: string, secret: string): Promise<Result<void>> {
    const value = await marked(secret);
    return value.ok ? change((all) => ({ ...all, [name]: value.value })) : value;
  }

  async function open(name: string, value: string): Promise<Result<string>> {
    if (value.startsWith(marks.plain)) return ok(value.slice(marks.plain.length));
    if (!value.startsWith(marks.sealed)) return fail('key-store-unavailable', 'The key is in no known form.');
    if (seal === null)
      return fail('key-store-unavailable', 'The key was sealed by a keychain that is not here.');
    const opened = await seal.open(value.slice(marks.sealed.length));
    // Nobody waits for it: the key is good as it is, and the next time is another chance.
    if (opened.ok && opened.value.isOld) void set(name, opened.value.text);
    return mapResult(opened, ({ text }) => text);
  }

  return {
    kind: seal === null ? 'private-file' : 'keychain',
    async get(name) {
      const stored = await read();
      if (!stored.ok) return stored;
      const value = stored.value.keys[name];
      return value === undefined ? ok(null) : open(name, value);
    },
    set,
    remove: (name) => change(({ [name]: _gone, ...rest }) => rest),
    async names() {
      const stored = await read();
      return stored.ok ? Object.keys(stored.value.keys) : [];
    },
    async saved() {
      await writing;
    },
  };
}

function parse(bytes: Uint8Array): Stored {
  try {
    const checked = v.safeParse(Keys, JSON.parse(new TextDecoder().decode(bytes)));
    if (checked.success) return { keys: checked.output, damaged: null };
  } catch {
    // No JSON at all.
  }
  return { keys: {}, damaged: bytes };
}
