import { describe, expect, test } from 'vitest';
import {
  afterLoss,
  afterQuiet,
  believedPeriodMs,
  freshBelief,
  type IdleBelief,
} from '../../../../electron/core/warmth/idle-belief.ts';

const minute = 60_000;
const hour = 60 * minute;
const usual = 15 * minute;
const start = Date.UTC(2026, 10, 20, 12);

/** Nudged every few minutes for that long without a loss. */
function quietFor(belief: IdleBelief, ms: number, from = start): IdleBelief {
  let held = belief;
  for (let now = from; now <= from + ms; now += 5 * minute) held = afterQuiet(held, now);
  return held;
}

const period = (belief: IdleBelief) => believedPeriodMs(belief, usual, null);

describe('what is believed of an idle time nobody tells', () => {
  test('a loss about a period after the nudge halves it, one soon after teaches nothing', () => {
    expect(period(afterLoss(freshBelief, 9 * minute, usual, start))).toBe(usual / 2);
    expect(period(afterLoss(freshBelief, 2 * minute, usual, start))).toBe(usual);
    expect(period(afterLoss(freshBelief, 40 * minute, usual, start))).toBe(usual);
  });

  test('a short idle time is found by losses that come after the same time again', () => {
    const once = afterLoss(freshBelief, 2 * minute, usual, start);
    const twice = afterLoss(once, 2.2 * minute, usual, start + hour);
    expect(period(twice)).toBe(usual / 2);
  });

  test('it recovers after quiet hours, and more slowly after each further loss', () => {
    const once = afterLoss(freshBelief, 9 * minute, usual, start);
    expect(period(quietFor(once, 5 * hour))).toBe(usual / 2);
    expect(period(quietFor(once, 12 * hour))).toBeGreaterThanOrEqual(usual);
    const twice = afterLoss(once, 4 * minute, usual / 2, start);
    expect(period(quietFor(twice, 12 * hour))).toBe(usual / 4);
    expect(period(quietFor(twice, 30 * hour))).toBeGreaterThan(usual / 4);
  });

  test('where nothing is ever lost it is stretched to an hour, but never what the person said', () => {
    const belief = quietFor(freshBelief, 48 * hour);
    expect(period(belief)).toBe(hour);
    expect(believedPeriodMs(belief, usual, 4 * minute)).toBe(4 * minute);
  });

  test('a clock that was set back does not hold it down for longer', () => {
    const ahead = afterQuiet(freshBelief, start + 365 * 24 * hour);
    expect(period(quietFor(ahead, 8 * hour))).toBeGreaterThan(usual);
  });
});
