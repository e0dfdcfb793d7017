import { expect, it } from 'vitest';
import { createAppState } from '../../../../electron/core/app-state.ts';
import { createHistory } from '../../../../electron/core/history/history-service.ts';
import { emptySnapshot } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createMemoryHistory } from '../../../fakes/memory-history.ts';

const hour = 3_600_000;

it.each([
  ['hour', hour],
  ['day', 24 * hour],
  ['month', 30 * 24 * hour],
] as const)('a series of a %s spans it, however little of it was measured', (range, span) => {
  const clock = createFakeClock();
  const history = createHistory({
    state: createAppState(emptySnapshot()),
    store: createMemoryHistory(),
    clock,
    keepDays: () => 90,
  });
  history.firstToken('s', 'm', 250);
  const { from, to, points } = history.series({ serverId: 's', modelId: 'm', metric: 'first-token', range });
  expect(to).toBe(clock.now());
  expect(to - from).toBe(span);
  expect(points.map(({ value }) => value)).toEqual([250]);
  history.stop();
});
