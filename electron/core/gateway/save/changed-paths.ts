import { isObject } from '../config-files.ts';
import { isList } from '../config-pieces.ts';
import type { Json, Path } from '../json5-document.ts';

/** Where two values differ, as deep as possible; a list of another length differs as a whole. */
export function changedPaths(before: Json | undefined, after: Json | undefined, path: Path = []): Path[] {
  if (Object.is(before, after)) return [];
  if (isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((item, index) => changedPaths(item, after[index], [...path, index]));
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changedPaths(own(before, key), own(after, key), [...path, key]));
  }
  return [path];
}

function own(value: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isWithin(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => String(step) === String(path[index]));
}
