import type { FileContent } from './config-file.ts';

/** What differs between two looks at the same files. */
export type Difference = {
  kind: 'edited' | 'deleted' | 'appeared' | 'permissions';
  file: string;
  /** The texts, for a diff; null where there was no readable text. They may hold secrets: never for a log. */
  before: string | null;
  after: string | null;
  /** Of the bytes there now. */
  hash: string | null;
};

export function differencesBetween(
  before: readonly FileContent[],
  after: readonly FileContent[],
): Difference[] {
  const old = new Map(before.map((content) => [content.path, content]));
  const now = new Map(after.map((content) => [content.path, content]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(
    (file) => differenceOf(file, old.get(file) ?? null, now.get(file) ?? null) ?? [],
  );
}

function differenceOf(file: string, old: FileContent | null, now: FileContent | null): Difference | null {
  const texts = { file, before: old?.text ?? null, after: now?.text ?? null, hash: now?.hash ?? null };
  if (old === null) return { kind: 'appeared', ...texts };
  if (now === null) return { kind: 'deleted', ...texts };
  if (old.hash !== now.hash) return { kind: 'edited', ...texts };
  const samePermissions = old.info.mode === now.info.mode && old.info.writable === now.info.writable;
  return samePermissions && old.info.kind === now.info.kind ? null : { kind: 'permissions', ...texts };
}
