import { describe, expect, test } from 'vitest';
import type { Processes } from '../../../electron/core/ports.ts';
import { ok } from '../../../shared/result.ts';
import {
  type FakeServer,
  fakeModel,
  startKoboldCpp,
  startLlamaRouter,
  startLlamaSwap,
  startLmStudio,
} from '../../fake-servers/index.ts';
import {
  simClock,
  type WatchedFleet,
  type WatchedFleetOptions,
  watchFleet,
} from '../../fakes/watched-fleet.ts';
import { running } from './connection.ts';

/** An answer that is being written is cut off only by somebody who was asked, whatever the last look showed. */

const a = fakeModel({ id: 'a', busyMs: 20_000 });
const b = fakeModel({ id: 'b' });
const never = 100_000;

async function watched<S extends FakeServer>(
  start: (clock: ReturnType<typeof simClock>) => Promise<S>,
  more: Partial<WatchedFleetOptions> = {},
): Promise<{ server: S; fleet: WatchedFleet }> {
  const clock = simClock();
  const server = await running(start(clock));
  // A pace that brings no look in between: what was seen last is old.
  const fleet = watchFleet({ clock, servers: [server], visibleSeconds: never, ...more });
  await fleet.look();
  return { server, fleet };
}

/** Somebody's request, straight to the server. */
function chat(fleet: WatchedFleet, server: FakeServer, model: string) {
  const answer = fleet.http.request({
    method: 'POST',
    url: `${server.url}/v1/chat/completions`,
    json: { model, messages: [{ role: 'user', content: 'Hello' }] },
    timeoutMs: 60_000,
    maxBytes: 1_000_000,
  });
  void answer.catch(() => undefined);
  return fleet.clock.advance(10).then(() => answer);
}

/** Another client's request, over before anything else happens. */
async function asked(
  clock: ReturnType<typeof simClock>,
  server: { clientAsks(id: string): Promise<void> },
  id: string,
): Promise<void> {
  const answered = server.clientAsks(id);
  await clock.advance(30_000);
  await answered;
}

const started = {
  koboldcpp: (clock: ReturnType<typeof simClock>) =>
    startKoboldCpp({
      clock,
      initial: a,
      files: { 'b.gguf': b },
      admin: true,
      restartMs: 100,
      reloadDelayMs: 10,
    }),
  router: async (clock: ReturnType<typeof simClock>) => {
    const server = await startLlamaRouter({ clock, models: [a, b], modelsMax: 1 });
    await asked(clock, server, 'a');
    return server;
  },
};

describe('a load that takes the place of a busy model', () => {
  test('is refused on KoboldCpp, names the other, and goes ahead when told to', async () => {
    const { server, fleet } = await watched(started.koboldcpp);
    const answer = chat(fleet, server, 'a');
    await fleet.clock.advance(10);
    const refused = await fleet.ended(fleet.actions.load(fleet.request('b.gguf')));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'model-busy', facts: { others: 'a' } } });
    expect(server.ledger.of('unloaded')).toEqual([]);
    const done = await fleet.ended(fleet.actions.load(fleet.request('b.gguf', { evenIfBusy: true })));
    expect(done.ok).toBe(true);
    await answer;
    fleet.stop();
  });

  test('is refused on llama-swap', async () => {
    const { server, fleet } = await watched(async (clock) => {
      const swap = await startLlamaSwap({
        clock,
        models: [
          { ...a, ttl: 0 },
          { ...b, ttl: 0 },
        ],
      });
      await swap.clientAsks('b');
      return swap;
    });
    void chat(fleet, server, 'a');
    await fleet.clock.advance(10);
    const refused = await fleet.ended(fleet.actions.load(fleet.request('b')));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'model-busy', facts: { others: 'a' } } });
    fleet.stop();
  });

  test('is refused on a router that is full, and goes ahead where there is room', async () => {
    const { server, fleet } = await watched(started.router);
    void chat(fleet, server, 'a');
    await fleet.clock.advance(10);
    const refused = await fleet.ended(fleet.actions.load(fleet.request('b')));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'model-busy', facts: { others: 'a' } } });
    expect(server.ledger.of('evicted')).toEqual([]);
    fleet.stop();

    const roomy = await watched((clock) => startLlamaRouter({ clock, models: [a, b], modelsMax: 2 }));
    void chat(roomy.fleet, roomy.server, 'a');
    await roomy.fleet.clock.advance(10);
    expect(await roomy.fleet.ended(roomy.fleet.actions.load(roomy.fleet.request('b')))).toMatchObject({
      ok: true,
    });
    roomy.fleet.stop();
  });
});

describe('unloading', () => {
  test.each(Object.entries(started))('asks %s anew before it takes a model away', async (_kind, start) => {
    const { server, fleet } = await watched(
      start as (clock: ReturnType<typeof simClock>) => Promise<FakeServer>,
    );
    const id = fleet.server().models.find(({ instances }) => instances.length > 0)?.id ?? '';
    expect(fleet.model(id).state.is).toBe('loaded');
    void chat(fleet, server, id);
    await fleet.clock.advance(10);
    const refused = await fleet.ended(fleet.actions.unload(fleet.request(id)));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'model-busy' } });
    expect(server.ledger.of('unloaded')).toEqual([]);
    fleet.stop();
  });

  test('asks the slots of a router without metrics, and wakes nobody for it', async () => {
    const { server, fleet } = await watched(async (clock) => {
      const router = await startLlamaRouter({
        clock,
        models: [a],
        metricsRoute: false,
        sleepIdleSeconds: 600,
      });
      await asked(clock, router, 'a');
      return router;
    });
    void chat(fleet, server, 'a');
    await fleet.clock.advance(10);
    expect(await fleet.ended(fleet.actions.unload(fleet.request('a')))).toMatchObject({
      ok: false,
      failure: { code: 'model-busy' },
    });
    fleet.stop();
  });

  test('asks the lms command where LM Studio runs on this machine', async () => {
    let status = 'generating';
    const processes: Processes = {
      run: async () =>
        ok({
          code: 0,
          stdout: JSON.stringify([{ identifier: 'a', status, queued: 0 }]),
          stderr: '',
          tookMs: 1,
        }),
      shellEnvironment: async () => ({}),
      environment: {},
      platform: 'linux',
      homeFolder: '/home/somebody',
      freeMemory: async () => null,
      mayHaveGraphicsMemory: async () => false,
    };
    const { fleet } = await watched(
      async (clock) => {
        const server = await startLmStudio({ clock, models: [fakeModel({ id: 'a' })] });
        await server.clientAsks('a');
        return server;
      },
      { processes },
    );
    const unload = () => fleet.ended(fleet.actions.unload(fleet.request('a')));
    expect(await unload()).toMatchObject({ ok: false, failure: { code: 'model-busy' } });
    status = 'idle';
    expect(await unload()).toMatchObject({ ok: true });
    fleet.stop();
  });
});

test('a refusal that came from a look before is not kept once the model is idle', async () => {
  const { server, fleet } = await watched(started.koboldcpp);
  const answer = chat(fleet, server, 'a');
  await fleet.clock.advance(10);
  await fleet.look();
  expect(fleet.server().models[0]?.state.is).toBe('busy');
  await fleet.clock.advance(30_000);
  await answer;
  const id = fleet.server().models[0]?.id ?? '';
  expect(await fleet.ended(fleet.actions.unload(fleet.request(id)))).toMatchObject({ ok: true });
  fleet.stop();
});
