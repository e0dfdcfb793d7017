import { describe, expect, test } from 'vitest';
import { createLocalTime, isWithinHours } from '../../../../electron/core/warmth/local-time.ts';

const warsaw = createLocalTime('Europe/Warsaw');
const everyDay = [0, 1, 2, 3, 4, 5, 6];

function within(hours: { days: number[]; from: number; to: number }, iso: string): boolean {
  return isWithinHours(hours, warsaw(Date.parse(iso)));
}

describe('hours of keep warm', () => {
  test('a moment reads as the wall clock of its zone', () => {
    expect(warsaw(Date.parse('2026-11-20T23:30:00Z'))).toEqual({
      day: '2026-11-21',
      weekday: 6,
      minutes: 30,
    });
  });

  test('hours are from their first minute to before their last', () => {
    const office = { days: [1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60 };
    expect(within(office, '2026-11-20T06:59:00Z')).toBe(false);
    expect(within(office, '2026-11-20T07:00:00Z')).toBe(true);
    expect(within(office, '2026-11-20T16:59:59Z')).toBe(true);
    expect(within(office, '2026-11-20T17:00:00Z')).toBe(false);
    expect(within(office, '2026-11-21T10:00:00Z')).toBe(false);
  });

  test('hours over midnight belong to the day they began on', () => {
    const fridayNight = { days: [5], from: 22 * 60, to: 6 * 60 };
    expect(within(fridayNight, '2026-11-20T22:00:00Z')).toBe(true);
    expect(within(fridayNight, '2026-11-21T04:00:00Z')).toBe(true);
    expect(within(fridayNight, '2026-11-21T22:00:00Z')).toBe(false);
    expect(within(fridayNight, '2026-11-20T04:00:00Z')).toBe(false);
  });

  test('the hour that summer time skips or repeats leaves the wall-clock hours as they are', () => {
    const night = { days: everyDay, from: 3 * 60, to: 4 * 60 };
    // 29 March 2026: 02:00 becomes 03:00.
    expect(within(night, '2026-03-29T00:59:00Z')).toBe(false);
    expect(within(night, '2026-03-29T01:00:00Z')).toBe(true);
    expect(within(night, '2026-03-29T02:00:00Z')).toBe(false);
    // 25 October 2026: 03:00 becomes 02:00; 02:30 comes twice and is outside both times.
    expect(within(night, '2026-10-25T00:30:00Z')).toBe(false);
    expect(within(night, '2026-10-25T01:30:00Z')).toBe(false);
    expect(within(night, '2026-10-25T02:00:00Z')).toBe(true);
  });

  test('equal ends mean the whole day', () => {
    expect(within({ days: [5], from: 0, to: 0 }, '2026-11-20T10:00:00Z')).toBe(true);
    expect(within({ days: [5], from: 0, to: 1440 }, '2026-11-20T22:59:00Z')).toBe(true);
    expect(within({ days: [4], from: 0, to: 0 }, '2026-11-20T10:00:00Z')).toBe(false);
  });
});
