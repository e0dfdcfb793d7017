import { expect, test } from 'vitest';
import { createWarmShare } from '../../../../electron/core/warmth/warm-share.ts';
import { createMemoryHistory } from '../../../fakes/memory-history.ts';

const minute = 60_000;

test('an hour is a curve of twelve points, each the share of its own five minutes', () => {
  const history = createMemoryHistory();
  const share = createWarmShare(history);
  for (let at = 0; at <= 60; at += 1) share.add('s', 'm', at * minute, minute, at % 5 < 2);
  expect(history.written).toHaveLength(12);
  expect(history.written.map(({ at }) => at / minute)).toEqual([
    5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60,
  ]);
  expect(history.written.every(({ metric, value }) => metric === 'warm-share' && value === 0.4)).toBe(true);
});
