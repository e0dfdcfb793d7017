import { isObject } from '../config-files.ts';
import { decodeConfig, parseConfig } from '../config-text.ts';
import type { KeptVersion, Versions } from './versions.ts';

/** The newest kept version of a file that makes sense: what was replaced may have been broken itself. */
export async function newestReadable(versions: Versions, file: string): Promise<KeptVersion | null> {
  for (const version of versions.list().filter((each) => each.file === file)) {
    const bytes = await versions.bytes(version.versionId);
    const text = bytes.ok ? decodeConfig(bytes.value, file) : bytes;
    const parsed = text.ok ? parseConfig(text.value, file) : text;
    if (parsed.ok && isObject(parsed.value.value)) return version;
  }
  return null;
}
