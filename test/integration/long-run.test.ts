import { expect, test } from 'vitest';
import { liveThrough } from '../fakes/long-run.ts';

/** The short version of the seven days: `npm run soak` lives through all of them. */
test('eight simulated hours leave no timer, listener, stream or memory behind', async () => {
  const report = await liveThrough({ hours: 8, servers: 8, seed: 7 });
  const { afterAnHour, atTheEnd, afterStop } = report;
  expect(report.errors).toEqual([]);
  expect(report.requests).toBeGreaterThan(10_000);
  expect(report.events).toBeGreaterThan(20);
  expect(atTheEnd.timers).toBe(afterAnHour.timers);
  expect(atTheEnd.mostSignalListeners).toBeLessThanOrEqual(afterAnHour.mostSignalListeners + 1);
  expect(atTheEnd.receivers).toBe(0);
  expect(atTheEnd.openStreams).toBe(afterAnHour.openStreams);
  expect(afterStop).toEqual({ timers: 0, openStreams: 0, sockets: 0 });
  expect(report.saves).toBeGreaterThan(0);
  expect(report.oldestEventAgeDays).toBeLessThan(report.keepDays + 0.3);
  // The test runner keeps memory of its own in this process; the long run alone holds to 10 %.
  expect(atTheEnd.heapBytes).toBeLessThan(afterAnHour.heapBytes * 1.25);
}, 60_000);

test('two simulated hours over real sockets leaves none of them open', async () => {
  const report = await liveThrough({ hours: 2, servers: 5, seed: 11, sockets: true });
  expect(report.errors).toEqual([]);
  expect(report.requests).toBeGreaterThan(5_000);
  expect(report.atTheEnd.openStreams).toBe(report.afterAnHour.openStreams);
  expect(report.atTheEnd.mostSignalListeners).toBeLessThanOrEqual(report.afterAnHour.mostSignalListeners + 1);
  expect(report.afterStop).toEqual({ timers: 0, openStreams: 0, sockets: 0 });
}, 60_000);
