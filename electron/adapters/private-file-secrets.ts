import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { SecretStore, TextFiles } from '../core/ports.ts';

/**
 * Keys in one file only its owner can read. The headless host has no keychain and says so; the desktop host passes
 * a `seal` (Electron safeStorage), so that its file holds nothing readable.
 */
export type Seal = { seal(text: string): string; open(sealed: string): string | null };

const plainText: Seal = { seal: (text) => text, open: (text) => text };
const Keys = v.record(v.string(), v.string());
/** `damaged`: bytes that are no list of keys, to be put aside before they are overwritten. */
type Stored = { keys: Record<string, string>; damaged: Uint8Array | null };

const largestFile = 1024 * 1024;

export function createFileSecrets(
  files: TextFiles,
  path: string,
  options: { kind: SecretStore['kind']; seal?: Seal } = { kind: 'private-file' },
): SecretStore {
  const seal = options.seal ?? plainText;
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

  async function keys(): Promise<Record<string, string>> {
    const stored = await read();
    return stored.ok ? stored.value.keys : {};
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

  return {
    kind: options.kind,
    async get(name) {
      const sealed = (await keys())[name];
      return sealed === undefined ? null : seal.open(sealed);
    },
    set: (name, secret) => change((all) => ({ ...all, [name]: seal.seal(secret) })),
    remove: (name) => change(({ [name]: _gone, ...rest }) => rest),
    names: async () => Object.keys(await keys()),
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
