import { sameValue } from '../../../shared/same-value.ts';
import type { FileInfo, TextFiles } from '../ports.ts';

/** What can be told of a file without reading it: enough to notice that it is worth reading again. */
export type FileMark = { path: string; info: FileInfo | null; failed: boolean };

export async function markOf(files: TextFiles, path: string): Promise<FileMark> {
  const info = await files.info(path);
  return { path, info: info.ok ? info.value : null, failed: !info.ok };
}

export function sameMarks(left: readonly FileMark[], right: readonly FileMark[]): boolean {
  return sameValue(left, right);
}
