import { type Failure, failure } from '../../../shared/failures.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import { type Doc, type Json, Json5Error, parse, toValue } from './json5-document.ts';

/** From bytes to a document. A wrong byte is refused, never repaired: repaired text would be written back one day. */

/** Real configs are below 50 kB; the gateway itself reads includes up to 2 MB. */
export const largestConfigBytes = 8 * 1024 * 1024;
/** Real configs are below 20; merging walks as deep as the files are nested. */
const deepestConfig = 200;

export type ParsedConfig = { doc: Doc; value: Json };

export function decodeConfig(bytes: Uint8Array, file: string): Result<string> {
  const encoding = wideEncodingOf(bytes);
  if (encoding !== null) {
    return failWith(
      failure('config-not-utf8', `The file is ${encoding}; OpenClaw reads UTF-8.`, { encoding }),
    );
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const detail = 'The file holds a NUL byte, as after a crash while it was written.';
    return failWith({ ...failure('config-not-utf8', detail), place: placeOfByte(bytes, nul, file) });
  }
  try {
    // The byte order mark stays in the text: it must be there again when the file is written.
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const detail = 'The file is not valid UTF-8.';
    return failWith({
      ...failure('config-not-utf8', detail),
      place: placeOfByte(bytes, firstBadByte(bytes), file),
    });
  }
}

export function parseConfig(text: string, file: string): Result<ParsedConfig> {
  try {
    const doc = parse(text, { depth: deepestConfig, chars: largestConfigBytes });
    return ok({ doc, value: toValue(doc) });
  } catch (error) {
    if (error instanceof Json5Error) return failWith(syntaxFailure(error, file));
    throw error;
  }
}

function syntaxFailure(error: Json5Error, file: string): Failure {
  const code = error.code === 'syntax' ? 'config-syntax' : 'config-too-large';
  const detail = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
  return { ...failure(code, detail), place: { file, line: error.line, column: error.column } };
}

/** UTF-16 and UTF-32 by their mark, or by every second byte of the start being zero. */
function wideEncodingOf(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  const start = bytes.subarray(0, 64);
  if (start.length < 4 || start.length % 2 === 1) return null;
  const zeros = (offset: number) => start.every((byte, index) => index % 2 !== offset || byte === 0);
  return zeros(0) !== zeros(1) ? 'UTF-16' : null;
}

/** The end of the longest start that is valid; found by halving, because a decoder does not tell. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isValidStart(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isValidStart(bytes: Uint8Array): boolean {
  try {
    // `stream`: a character cut off at the end is no mistake yet.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function placeOfByte(
  bytes: Uint8Array,
  offset: number,
  file: string,
): { file: string; line: number; column: number } {
  // `stream`: the first bytes of a broken character are not counted as one.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, offset), {
    stream: true,
  });
  const lines = before.split(/\r\n|[\r\n\u2028\u2029]/);
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
