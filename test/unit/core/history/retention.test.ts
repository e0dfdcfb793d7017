import { expect, test } from 'vitest';
import { createAppState } from '../../../../electron/core/app-state.ts';
import { createHistory } from '../../../../electron/core/history/history-service.ts';
import { emptySnapshot } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createMemoryHistory } from '../../../fakes/memory-history.ts';

const day = 86_400_000;

function world() {
  const clock = createFakeClock();
  const removed: number[] = [];
  const store = { ...createMemoryHistory(), removeBefore: (at: number) => void removed.push(at) };
  const history = createHistory({ state: createAppState(emptySnapshot()), store, clock, keepDays: () => 90 });
  return { clock, removed, history };
}

test('what is older than the days to keep is removed four times a day', async () => {
  const { clock, removed } = world();
  await clock.advance(day);
  expect(removed).toHaveLength(4);
  expect(removed.at(-1)).toBe(clock.now() - 90 * day);
});

test.each([400, -400])('a clock that is set by %i days removes nothing until it stays so', async (days) => {
  const { clock, removed } = world();
  clock.jumpTo(clock.now() + days * day);
  await clock.advance(day / 4);
  expect(removed).toEqual([]);
  await clock.advance(day / 4);
  expect(removed).toEqual([clock.now() - 90 * day]);
});
