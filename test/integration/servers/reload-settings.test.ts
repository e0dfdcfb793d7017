import { expect, test } from 'vitest';
import { fakeModel, startLmStudio } from '../../fake-servers/index.ts';
import { simClock, watchFleet } from '../../fakes/watched-fleet.ts';
import { running } from './connection.ts';

test('a reload of LM Studio brings a model back as somebody had loaded it', async () => {
  const clock = simClock();
  const server = await running(startLmStudio({ clock, models: [fakeModel({ id: 'a' })] }));
  const fleet = watchFleet({ clock, servers: [server] });
  const asked = { model: 'a', context_length: 4096, flash_attention: false, eval_batch_size: 256 };
  await fleet.http.request({
    method: 'POST',
    url: `${server.url}/api/v1/models/load`,
    json: asked,
    timeoutMs: 1_000,
    maxBytes: 10_000,
  });
  await fleet.look();
  const before = server.instances.all.map(({ context, settings }) => ({ context, settings }));
  expect(await fleet.ended(fleet.actions.reload(fleet.request('a')))).toMatchObject({ ok: true });
  expect(server.instances.all.map(({ context, settings }) => ({ context, settings }))).toMatchObject(before);

  // What a person loads anew is loaded as LM Studio would.
  await fleet.ended(fleet.actions.unload(fleet.request('a')));
  await fleet.ended(fleet.actions.load(fleet.request('a')));
  expect(server.instances.all.map(({ settings }) => settings)).toEqual([{}]);
  fleet.stop();
});
