import { expect, test } from 'vitest';
import { openHistory } from '../../../../electron/adapters/sqlite-history.ts';
import { createDayAccounts } from '../../../../electron/core/warmth/day-accounts.ts';
import { createLocalTime } from '../../../../electron/core/warmth/local-time.ts';
import { createMemoryHistory } from '../../../fakes/memory-history.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

const day = 24 * 60 * 60_000;
const noon = Date.UTC(2026, 10, 20, 12);

test.each([
  ['in memory', createMemoryHistory],
  ['on disk', () => openHistory(':memory:', createRecordingLog()).store],
])('a clock that was two days ahead for a while takes nothing from today (%s)', (_where, open) => {
  const store = open();
  const accounts = createDayAccounts(store, createLocalTime('UTC'));
  accounts.add('s', 'm', noon, { nudges: 7 });
  accounts.add('s', 'm', noon + 2 * day, { nudges: 1 });
  accounts.add('s', 'm', noon, { nudges: 1 });
  expect(accounts.today('s', 'm', noon).nudges).toBe(8);
  expect(accounts.days('s', 'm', noon, 5).map((each) => [each.day, each.nudges])).toEqual([
    ['2026-11-20', 8],
  ]);
});
