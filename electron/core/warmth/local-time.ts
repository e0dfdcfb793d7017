import type { WarmthHours } from '../../../shared/warmth.ts';

/** What the clock on the wall shows at a moment: hours people set are wall-clock hours, whatever summer time does. */
export type LocalMoment = {
  /** 2026-11-20 */
  day: string;
  /** 0 = Sunday … 6 = Saturday. */
  weekday: number;
  /** Since local midnight, by the wall clock. */
  minutes: number;
};

export type LocalTime = (at: number) => LocalMoment;

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Without a zone: the machine's own. */
export function createLocalTime(timeZone?: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
    return {
      day: `${part('year')}-${part('month')}-${part('day')}`,
      weekday: weekdays.indexOf(part('weekday')),
      minutes: Number(part('hour')) * 60 + Number(part('minute')),
    };
  };
}

/** `to` before `from` runs over midnight and belongs to the day it began on; both equal means the whole day. */
export function isWithinHours({ days, from, to }: WarmthHours, { weekday, minutes }: LocalMoment): boolean {
  const isOn = (day: number): boolean => days.includes((day + 7) % 7);
  if (from === to) return isOn(weekday);
  if (from < to) return isOn(weekday) && minutes >= from && minutes < to;
  return (isOn(weekday) && minutes >= from) || (isOn(weekday - 1) && minutes < to);
}
