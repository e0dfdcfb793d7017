import type { ReadOnlyReason } from '../../../shared/gateway.ts';
import type { TextFiles } from '../ports.ts';
import type { FileContent } from './config-file.ts';

/** Why the config may only be looked at. */

/** The gateway's own switches, in our environment or in its service's. Only the exact value counts. */
export function environmentReadOnly(
  environments: readonly Readonly<Record<string, string | undefined>>[],
): ReadOnlyReason | null {
  const says = (name: string): boolean => environments.some((variables) => variables[name] === '1');
  if (says('OPENCLAW_NIX_MODE')) return 'nix';
  return says('OPENCLAW_CONFIG_READONLY') ? 'env-read-only' : null;
}

export async function readOnlyReason(
  files: TextFiles,
  { path, info }: FileContent,
): Promise<ReadOnlyReason | null> {
  // Saving renames onto the path, which would put a plain file in the link's place.
  if (info.kind === 'symlink') return 'symlink';
  if (info.kind !== 'file') return 'not-a-file';
  // A save puts a new file in its place, and may not give it another owner.
  if (!info.writable || !info.keepsOwner) return 'no-permission';
  const folder = await files.info(files.paths.dirname(path));
  return folder.ok && folder.value !== null && !folder.value.writable ? 'no-permission' : null;
}
