import { expect, it } from 'vitest';
import { createStopper } from '../../../electron/headless/stopper.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

function aHost(stop: () => Promise<void>) {
  const clock = createFakeClock();
  const exits: number[] = [];
  const stopper = createStopper({ clock, log: createRecordingLog(), stop, exit: (code) => exits.push(code) });
  return { clock, exits, stopper };
}

const never = () => new Promise<void>(() => undefined);

it('ends well once everything is put away', async () => {
  const { clock, exits, stopper } = aHost(async () => undefined);
  stopper.ask();
  await clock.advance(60_000);
  expect(exits).toEqual([0]);
});

it('does not wait for ever', async () => {
  const { clock, exits, stopper } = aHost(never);
  stopper.ask();
  await clock.advance(14_000);
  expect(exits).toEqual([]);
  await clock.advance(2_000);
  expect(exits).toEqual([70]);
});

it('takes a second Ctrl-C for impatience, and the echo of the first one for nothing', async () => {
  const { clock, exits, stopper } = aHost(never);
  stopper.ask();
  stopper.ask();
  expect(exits).toEqual([]);
  await clock.advance(1_500);
  stopper.ask();
  expect(exits).toEqual([130]);
});
