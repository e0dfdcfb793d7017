// The gateway's reader fixes which letters may stand in a bare key: its own (Unicode 10) table, not the
// table of the engine we run on, so that no key is accepted here and refused there.
import { ID_Continue, ID_Start } from 'json5/lib/unicode.js';

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const BACKSLASH = 92;

export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || code === 0x2028 || code === 0x2029;
}

/** White space that is not a line end; the byte order mark counts, as it does for JSON5. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 32 || code === 9 || code === 11 || code === 12;
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

function isAsciiIdStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 36 || code === 95;
}

export function isIdStart(codePoint: number): boolean {
  if (codePoint < 128) return isAsciiIdStart(codePoint);
  return ID_Start.test(String.fromCodePoint(codePoint));
}

export function isIdContinue(codePoint: number): boolean {
  if (codePoint < 128) return isAsciiIdStart(codePoint) || isDigit(codePoint);
  return codePoint === 0x200c || codePoint === 0x200d || ID_Continue.test(String.fromCodePoint(codePoint));
}

export function isIdentifier(text: string): boolean {
  let first = true;
  for (const letter of text) {
    const codePoint = letter.codePointAt(0) ?? 0;
    if (!(first ? isIdStart(codePoint) : isIdContinue(codePoint))) return false;
    first = false;
  }
  return !first;
}

/** The offset after the line end that starts at `offset`; CRLF is one line end. */
export function afterLineEnd(text: string, offset: number): number {
  const pair = text.charCodeAt(offset) === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED;
  return offset + (pair ? 2 : 1);
}

/** The offset where the line end that stops at `end` starts. */
export function beforeLineEnd(text: string, end: number): number {
  const pair = text.charCodeAt(end - 1) === LINE_FEED && text.charCodeAt(end - 2) === CARRIAGE_RETURN;
  return end - (pair ? 2 : 1);
}

export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Goes back over blanks, not further than `edge`. */
export function skipBlanksBack(text: string, offset: number, edge: number): number {
  let at = offset;
  while (at > edge && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

export function skipSpaceBack(text: string, offset: number, edge: number): number {
  let at = offset;
  while (at > edge && (isBlank(text.charCodeAt(at - 1)) || isLineEnd(text.charCodeAt(at - 1)))) at--;
  return at;
}

export function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isLineEnd(text.charCodeAt(at))) return true;
  return false;
}

export function isSpaceOnly(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isBlank(code) && !isLineEnd(code)) return false;
  }
  return true;
}

/** 1-based, as editors count: a line ends at LF, CRLF or CR; columns are UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    const next = afterLineEnd(text, at);
    if (next > offset) break;
    line++;
    lineStart = next;
    at = next - 1;
  }
  return { line, column: offset - lineStart + 1 };
}
