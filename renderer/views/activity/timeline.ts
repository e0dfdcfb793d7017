import type { ActivityEvent } from '../../../shared/activity.ts';

/** Two answers of the history as one list: newest first, nothing twice. */
export function mergedEvents(
  known: readonly ActivityEvent[],
  more: readonly ActivityEvent[],
): readonly ActivityEvent[] {
  const byId = new Map([...known, ...more].map((event) => [event.id, event]));
  const merged = [...byId.values()].sort((a, b) => b.at - a.at);
  const isSame = merged.length === known.length && merged.every((event, at) => event.id === known[at]?.id);
  return isSame ? known : merged;
}

export type Day = { day: string; events: ActivityEvent[] };

export function byDay(events: readonly ActivityEvent[], dayOf: (at: number) => string): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const day = dayOf(event.at);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
