import type { Translator } from '../../shared/messages/index.ts';
import type { WarmthHours } from '../../shared/warmth.ts';

/** "Mon, Tue and Wed, 8:00 AM to 8:00 PM". */
export function hoursText(hours: WarmthHours | null, { t, format }: Translator): string {
  if (hours === null) return t('warmth.hours.always');
  const days =
    hours.days.length === 7
      ? t('warmth.hours.everyDay')
      : format.list([1, 2, 3, 4, 5, 6, 0].filter((day) => hours.days.includes(day)).map(format.weekday));
  return t('warmth.hours.summary', {
    days,
    from: format.clock(hours.from),
    to: format.clock(hours.to),
  });
}
