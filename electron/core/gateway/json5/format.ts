import { mayBeBare, type Style } from './style.ts';
import type { Json } from './types.ts';

const WIDTH = 80;
/** A larger value is never tried on one line. */
const SMALL = 40;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Characters a person cannot see or a reader could trip over are written as escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
const UNSAFE = /[\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Surrogate}/gu;

function formatString(value: string, quote: '"' | "'"): string {
  const escaped = value
    .replace(
      UNSAFE,
      (letter) => ESCAPES[letter] ?? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

function formatKey(key: string, style: Style): string {
  return style.bareKeys && mayBeBare(key) ? key : formatString(key, style.keyQuote);
}

/** `shape` says how neighbouring containers are written, null leaves it to the size. */
export type Shape = 'lines' | 'inline' | null;

export function formatValue(value: Json, style: Style, indent: string, shape: Shape = null): string {
  if (typeof value !== 'object' || value === null) return formatScalar(value, style);
  const entries = entriesOf(value);
  if (entries.length === 0) return Array.isArray(value) ? '[]' : '{}';
  if (style.lineEnd === null || shape === 'inline') return formatInline(value, style);
  if (shape === null && isSmall(value)) {
    const inline = formatInline(value, style);
    if (indent.length + inline.length <= WIDTH) return inline;
  }
  return formatLines(value, style, indent, style.lineEnd);
}

function formatScalar(value: null | boolean | number | string, style: Style): string {
  if (typeof value === 'string') return formatString(value, style.quote);
  return Object.is(value, -0) ? '-0' : String(value);
}

function formatInline(value: Json, style: Style): string {
  if (typeof value !== 'object' || value === null) return formatScalar(value, style);
  const parts = entriesOf(value).map(([key, entry]) => formatEntry(key, formatInline(entry, style), style));
  const isArray = Array.isArray(value);
  if (parts.length === 0) return isArray ? '[]' : '{}';
  const padding = isArray ? style.arrayPadding : style.objectPadding;
  const inner = padding + parts.join(`,${style.space}`) + padding;
  return isArray ? `[${inner}]` : `{${inner}}`;
}

function formatLines(value: Json, style: Style, indent: string, lineEnd: string): string {
  const inner = indent + style.indentUnit;
  const lines = entriesOf(value).map(
    ([key, entry]) => inner + formatEntry(key, formatValue(entry, style, inner), style),
  );
  const body = lines.join(`,${lineEnd}`) + (style.trailingComma ? ',' : '');
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}${lineEnd}${body}${lineEnd}${indent}${close}`;
}

export function formatEntry(key: string | null, value: string, style: Style): string {
  return key === null ? value : formatKey(key, style) + style.colon + value;
}

function entriesOf(value: Json): [string | null, Json][] {
  if (Array.isArray(value)) return value.map((entry: Json) => [null, entry]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Scalars, or one level of short containers of scalars. */
function isSmall(value: Json, levels = 2): boolean {
  const entries = entriesOf(value);
  if (entries.length > SMALL) return false;
  return entries.every(
    ([, entry]) => typeof entry !== 'object' || entry === null || (levels > 1 && isSmall(entry, levels - 1)),
  );
}
