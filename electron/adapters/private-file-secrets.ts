import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { SecretStore, TextFiles } from '../core/ports.ts';

/**
 * Keys in one file only its owner can read. The headless host has no keychain and says so; the desktop host passes
 * a `seal` (Electron safeStorage), so that its file holds nothing readable.
 */
export type Seal = { seal(text: string): string; open(sealed: string): string | null };

const plainText: Seal = { seal: (text) => text, open: (text) => text };
const Stored = v.record(v.string(), v.string());

export function createFileSecrets(
  files: TextFiles,
  path: string,
  options: { kind: SecretStore['kind']; seal?: Seal } = { kind: 'private-file' },
): SecretStore {
  const seal = options.seal ?? plainText;
  let stored: Promise<Record<string, string>> | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  function read(): Promise<Record<string, string>> {
    stored ??= readFile(path, 'utf8').then(
      (text) => parse(text),
      () => ({}),
    );
    return stored;
  }

  async function change(
    work: (all: Record<string, string>) => Record<string, string>,
  ): Promise<Result<void>> {
    const turn = writing.then(async (): Promise<Result<void>> => {
      const next = work(await read());
      const bytes = new TextEncoder().encode(`${JSON.stringify(next)}\n`);
      const written = await files.writeAtomically(path, bytes, { mode: 0o600 });
      if (!written.ok) return fail('key-store-unavailable', written.failure.detail);
      stored = Promise.resolve(next);
      return ok(undefined);
    });
    writing = turn;
    return turn;
  }

  return {
    kind: options.kind,
    async get(name) {
      const sealed = (await read())[name];
      return sealed === undefined ? null : seal.open(sealed);
    },
    set: (name, secret) => change((all) => ({ ...all, [name]: seal.seal(secret) })),
    remove: (name) => change(({ [name]: _gone, ...rest }) => rest),
    names: async () => Object.keys(await read()),
  };
}

function parse(text: string): Record<string, string> {
  try {
    const checked = v.safeParse(Stored, JSON.parse(text));
    return checked.success ? checked.output : {};
  } catch {
    return {};
  }
}
