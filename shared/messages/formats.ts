import { createTokenFormat, type TokenFormat } from './token-format.ts';
import type { MessageValue } from './types.ts';

/** How values read in a language. `tokens`, `bytes` and `duration` are ours; the rest is Intl's. */

export type FormatName =
  | 'number'
  | 'tokens'
  | 'bytes'
  | 'percent'
  | 'duration'
  | 'time'
  | 'date'
  | 'day'
  | 'moment';

export type Formats = Record<FormatName, (value: number) => string> & {
  list: (items: readonly string[]) => string;
  weekday: (day: number) => string;
  /** A time of day in minutes after midnight. */
  clock: (minutes: number) => string;
  /** The way back from `tokens`, for what people type. */
  readTokens: TokenFormat['read'];
};

/** The two texts with units that the catalogue gives, so that `12 s` and `42 min` are words of the language. */
export type DurationTexts = {
  milliseconds: string;
  seconds: string;
  minutes: string;
  hours: string;
  hoursMinutes: string;
  days: string;
};

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export function createFormats(locale: string, durations: DurationTexts, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'long', year: 'numeric' });
  const dayName = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const moment = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium', timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' });
  const tokens = createTokenFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const fill = (text: string, values: Record<string, number>): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => plain.format(values[name] ?? 0));

  return {
    number: (value) => plain.format(value),
    tokens: tokens.show,
    readTokens: tokens.read,
    bytes: (value) => bytes(value, locale),
    percent: (value) => percent.format(value),
    duration: (ms) => duration(ms, durations, fill),
    time: (at) => time.format(at),
    date: (at) => date.format(at),
    day: (at) => dayName.format(at),
    moment: (at) => moment.format(at),
    list: (items) => list.format(items),
    clock: (minutes) => clock.format(minutes * minute),
    // 4 January 1970 was a Sunday.
    weekday: (which) => weekday.format(Date.UTC(1970, 0, 4 + which)),
  };
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function bytes(value: number, locale: string): string {
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  const scaled = value / 1_000 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: scaled < 100 && power > 2 ? 1 : 0,
  }).format(scaled);
}

function duration(
  ms: number,
  texts: DurationTexts,
  fill: (text: string, values: Record<string, number>) => string,
): string {
  if (ms < second) return fill(texts.milliseconds, { n: Math.max(0, Math.round(ms)) });
  if (ms < 10 * second) return fill(texts.seconds, { n: Math.round(ms / 100) / 10 });
  if (ms < minute) return fill(texts.seconds, { n: Math.floor(ms / second) });
  if (ms < hour) return fill(texts.minutes, { n: Math.floor(ms / minute) });
  if (ms >= 2 * day) return fill(texts.days, { n: Math.floor(ms / day) });
  const hours = Math.floor(ms / hour);
  const minutes = Math.floor((ms % hour) / minute);
  return minutes === 0 || hours >= 6
    ? fill(texts.hours, { n: hours })
    : fill(texts.hoursMinutes, { h: hours, m: minutes });
}

export function isFormatName(name: string): name is FormatName {
  return ['number', 'tokens', 'bytes', 'percent', 'duration', 'time', 'date', 'day', 'moment'].includes(name);
}

export function formatValue(formats: Formats, value: MessageValue, format: string | undefined): string {
  if (typeof value === 'string') return value;
  return formats[format !== undefined && isFormatName(format) ? format : 'number'](value);
}
