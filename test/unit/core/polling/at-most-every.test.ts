import { expect, test } from 'vitest';
import { atMostEvery } from '../../../../electron/core/polling/at-most-every.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';

test('runs at once, then at most so often, and never leaves out the last time it was asked', async () => {
  const clock = createFakeClock();
  const ran: number[] = [];
  const ask = atMostEvery(clock, 1_000, () => ran.push(clock.monotonic()));
  ask();
  await clock.advance(100);
  ask();
  ask();
  expect(ran).toEqual([0]);
  await clock.advance(900);
  expect(ran).toEqual([0, 1_000]);
  await clock.advance(5_000);
  expect(ran).toEqual([0, 1_000]);
  expect(clock.pendingTimers()).toBe(0);
  ask();
  expect(ran).toEqual([0, 1_000, 6_000]);
});
