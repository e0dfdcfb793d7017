import { describe, expect, test } from 'vitest';
import { createServerPoller } from '../../../../electron/core/polling/server-poller.ts';
import { createFakeClock, settle } from '../../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

function setUp(poll: (signal: AbortSignal) => Promise<boolean>) {
  const clock = createFakeClock();
  const log = createRecordingLog();
  const situation = { visible: false, acting: false, hasEvents: false, visibleSeconds: 3, hiddenSeconds: 10 };
  const poller = createServerPoller({ clock, random: () => 0.5, log, poll, situation: () => situation });
  return { clock, log, poller, situation };
}

describe('server poller', () => {
  test('polls at once, then at its pace', async () => {
    let polls = 0;
    const { clock, poller } = setUp(async () => ++polls > 0);
    poller.start();
    await clock.advance(30_000);
    expect(polls).toBe(4);
  });

  test('never runs two polls at the same time, however slow one is', async () => {
    let running = 0;
    let most = 0;
    const { clock, poller } = setUp(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => clock.schedule(60_000, resolve));
      running -= 1;
      return true;
    });
    poller.start();
    const second = poller.pollNow();
    await clock.advance(300_000);
    await second;
    expect(most).toBe(1);
  });

  test('backs off while the server fails and recovers with the first answer', async () => {
    const at: number[] = [];
    let works = false;
    const { clock, poller } = setUp(async () => {
      at.push(clock.monotonic());
      return works;
    });
    poller.start();
    await clock.advance(150_000);
    expect(at).toEqual([0, 20_000, 60_000, 140_000]);
    works = true;
    await clock.advance(160_000);
    expect(at.slice(-2)).toEqual([300_000, 310_000]);
  });

  test('a poll that throws is logged and the loop goes on', async () => {
    let polls = 0;
    const { clock, log, poller } = setUp(async () => {
      polls += 1;
      throw new Error('boom');
    });
    poller.start();
    await clock.advance(60_000);
    expect(polls).toBeGreaterThan(1);
    expect(log.lines.some((line) => line.level === 'error')).toBe(true);
  });

  test('stopping leaves no timer and aborts the poll under way', async () => {
    let aborted = false;
    const { clock, poller } = setUp(
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve(false);
          });
        }),
    );
    poller.start();
    poller.stop();
    await settle();
    expect(aborted).toBe(true);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('a window that opens shortens the wait that is already running', async () => {
    let polls = 0;
    const { clock, poller, situation } = setUp(async () => ++polls > 0);
    poller.start();
    await clock.advance(4_000);
    situation.visible = true;
    poller.replan();
    await clock.advance(1);
    expect(polls).toBe(2);
  });

  test('a clock that jumps moves no poll', async () => {
    let polls = 0;
    const { clock, poller } = setUp(async () => ++polls > 0);
    poller.start();
    await clock.advance(1);
    clock.jumpTo(clock.now() + 86_400_000);
    await clock.advance(9_000);
    expect(polls).toBe(1);
  });
});
