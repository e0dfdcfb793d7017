import JSON5 from 'json5';
import { BACKSLASH, isLineEnd } from './characters.ts';
import type { Json } from './types.ts';

/** What the gateway reads from this text; undefined if it refuses it. */
export function readAsGateway(text: string): Json | undefined {
  try {
    return JSON5.parse<Json>(escapeSeparators(text));
  } catch {
    return undefined;
  }
}

/**
 * json5 prints a warning for each raw U+2028 or U+2029 in a string. Written as an escape they mean the same
 * and it stays silent. Strings are found here by a scan of its own: the check must not lean on our parser.
 */
function escapeSeparators(text: string): string {
  if (!/[\u2028\u2029]/.test(text)) return text;
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const letter = text[at];
    if (letter === '/') at = afterComment(text, at);
    else if (letter === '"' || letter === "'") {
      const end = afterString(text, at, letter);
      parts.push(text.slice(from, at), escapeInString(text.slice(at, end)));
      from = end;
      at = end;
    } else at++;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function afterComment(text: string, start: number): number {
  if (text[start + 1] === '*') {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? text.length : close + 2;
  }
  let end = start + 1;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

function afterString(text: string, start: number, quote: string): number {
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  return Math.min(end + 1, text.length);
}

/** An escaped separator is a line continuation and stays. */
function escapeInString(literal: string): string {
  return literal.replace(/\\[\s\S]|[\u2028\u2029]/g, (found) =>
    found.length === 1 ? `\\u${found.charCodeAt(0).toString(16)}` : found,
  );
}
