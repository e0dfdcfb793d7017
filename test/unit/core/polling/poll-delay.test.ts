import { describe, expect, test } from 'vitest';
import { type PollSituation, pollDelayMs } from '../../../../electron/core/polling/poll-delay.ts';

const calm: PollSituation = {
  visible: false,
  acting: false,
  failuresInARow: 0,
  hasEvents: false,
  visibleSeconds: 3,
  hiddenSeconds: 15,
  jitter: 0.5,
};

describe('poll delay', () => {
  test.each([
    ['a hidden app polls slowly', {}, 15_000],
    ['a visible window polls quickly', { visible: true }, 3_000],
    ['an action on the server is watched closely', { acting: true }, 1_000],
    ['an event stream makes polling the safety net', { hasEvents: true, visible: true }, 60_000],
    [
      'a failing stream falls back to the usual pace',
      { hasEvents: true, visible: true, failuresInARow: 1 },
      6_000,
    ],
    ['one failure doubles the delay', { failuresInARow: 1 }, 30_000],
    ['many failures stop at five minutes', { failuresInARow: 50 }, 300_000],
    ['somebody looking waits at most half a minute', { visible: true, failuresInARow: 50 }, 30_000],
  ] as const)('%s', (_name, change, expected) => {
    expect(pollDelayMs({ ...calm, ...change })).toBe(expected);
  });

  test('jitter spreads a period by a tenth in each direction', () => {
    expect(pollDelayMs({ ...calm, jitter: 0 })).toBe(13_500);
    expect(pollDelayMs({ ...calm, jitter: 0.999_999 })).toBe(16_500);
  });

  test('no setting makes a loop without pause', () => {
    expect(pollDelayMs({ ...calm, visible: true, visibleSeconds: 0 })).toBeGreaterThanOrEqual(500);
  });
});
