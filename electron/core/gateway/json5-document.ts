/**
 * JSON5 text that can be changed without losing a byte of what was not asked to change.
 * Finding the place of a value in the text is in json5/locate.ts; why an edit was refused in json5/errors.ts.
 */
export { edit } from './json5/edit.ts';
export { Json5Error } from './json5/errors.ts';
export { parse } from './json5/parse.ts';
export type { Doc, Edit, Json, Path } from './json5/types.ts';
export { toValue } from './json5/value.ts';
