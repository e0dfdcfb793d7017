import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { fakeModel, startLmStudio, startTabbyApi, tabbyAdminKey } from '../../fake-servers/index.ts';
import { simClock, watchFleet } from '../../fakes/watched-fleet.ts';
import { running } from './connection.ts';

/** What a cancel did is said, not what was hoped for. */

test('a load that cannot be stopped is told as going on', async () => {
  const clock = simClock();
  const server = await running(startTabbyApi({ clock, models: [fakeModel({ id: 'a', loadMs: 10_000 })] }));
  const authorisation = async () => ok({ authorization: `Bearer ${tabbyAdminKey}` });
  const fleet = watchFleet({ clock, servers: [server], keyFor: () => ({ state: 'set', authorisation }) });
  await fleet.look();
  const load = fleet.actions.load(fleet.request('a'));
  await clock.advance(3_000);
  fleet.actions.cancel(fleet.server().id, fleet.server().actions[0]?.id ?? '');
  expect(await fleet.ended(load)).toMatchObject({ ok: false, failure: { code: 'load-goes-on' } });
  await clock.advance(20_000);
  expect(fleet.model('a').state.is).toBe('loaded');
  fleet.stop();
});

test('an action that waits in line is cancelled at once, and the time it waited does not count', async () => {
  const clock = simClock();
  const models = [fakeModel({ id: 'a', loadMs: 10_000 }), fakeModel({ id: 'b' }), fakeModel({ id: 'c' })];
  const server = await running(startLmStudio({ clock, models }));
  const fleet = watchFleet({ clock, servers: [server] });
  await fleet.look();
  const first = fleet.actions.load(fleet.request('a'));
  await clock.advance(100);
  const second = fleet.actions.load(fleet.request('b'));
  const third = fleet.actions.load(fleet.request('c'));
  await clock.advance(2_000);
  const waiting = fleet.server().actions.find(({ modelId }) => modelId === 'b');
  expect(waiting?.stage).toBe('queued');
  fleet.actions.cancel(fleet.server().id, waiting?.id ?? '');
  expect(await second).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  // The place in line is free, and those behind keep theirs.
  expect(fleet.server().actions.map(({ modelId, stage }) => [modelId, stage])).toEqual([
    ['a', 'loading'],
    ['c', 'queued'],
  ]);
  const again = fleet.actions.load(fleet.request('b'));
  expect(await fleet.ended(first)).toMatchObject({ ok: true });
  const done = await fleet.ended(Promise.all([third, again]));
  expect(done.map((each) => each.ok && each.value.tookMs < 5_000)).toEqual([true, true]);
  fleet.stop();
});
