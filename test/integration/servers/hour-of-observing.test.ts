import { expect, test } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { adapterFor, serverAdapters } from '../../../electron/core/servers/registry.ts';
import { ok } from '../../../shared/result.ts';
import { serverKinds } from '../../../shared/servers.ts';
import {
  FakeClock,
  FakeLlamaSwap,
  type FakeServer,
  fakeModel,
  type ServerClock,
  startJan,
  startKoboldCpp,
  startLiteLlm,
  startLlamaRouter,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startLocalAi,
  startMlxLm,
  startOaiProxy,
  startOllama,
  startSglang,
  startTabbyApi,
  startVllm,
  tabbyApiKey,
} from '../../fake-servers/index.ts';
import { sampleProvider } from '../../fakes/sample-parts.ts';
import { simClock, watchFleet } from '../../fakes/watched-fleet.ts';
import { clientOf, connect, expectSound, running, unwrap } from './connection.ts';

const model = fakeModel({ id: 'qwen3:8b' });
const spare = fakeModel({ id: 'spare:1b' });
const models = [model, spare];
const minute = 60_000;

/** Every kind with something in memory that other clients put there, on one clock. */
async function wholeWorld(
  clock: ServerClock & { advance(ms: number): Promise<void> },
): Promise<FakeServer[]> {
  const lmStudio = await startLmStudio({ clock, models });
  await lmStudio.clientAsks(model.id, { ttlSeconds: 1_800 });
  const ollama = await startOllama({ clock, models });
  await ollama.clientAsks(model.id);
  const router = await startLlamaRouter({ clock, models, sleepIdleSeconds: 600 });
  await router.clientAsks(model.id);
  const swap = await startLlamaSwap({ clock, models: models.map((each) => ({ ...each, ttl: 900 })) });
  await swap.clientAsks(model.id);
  return [
    lmStudio,
    ollama,
    router,
    swap,
    await startLlamaServer({ clock, model, sleepIdleSeconds: 600 }),
    await startVllm({ clock, model }),
    await startLiteLlm({ clock, deployments: [] }),
    await startMlxLm({ clock, cache: models, started: { asked: model.id, model } }),
    await startSglang({ clock, model }),
    await startLocalAi({ clock, models }),
    await startTabbyApi({ clock, models, initial: model.id }),
    await startKoboldCpp({ clock, initial: model, unloadAfterMs: 20 * minute }),
    await startJan({ clock, sessions: [model] }),
    await startOaiProxy({ clock, models }),
  ];
}

test('an hour of observing every kind at once, every ten seconds, causes nothing at all', async () => {
  const clock = new FakeClock();
  const servers = await Promise.all((await wholeWorld(clock)).map((each) => running(Promise.resolve(each))));
  const watched = await Promise.all(
    servers.map(async (server) => {
      const recognised = unwrap(await recognise(clientOf(server, tabbyApiKey)));
      return connect(adapterFor(recognised.kind), server, { key: tabbyApiKey });
    }),
  );
  let answered = 0;
  for (let second = 0; second < 3_600; second += 10) {
    const seen = await Promise.all(watched.map((each) => each.tryObserve()));
    for (const look of seen) {
      // KoboldCpp unloads by starting itself again.
      if (!look.ok) expect(look.failure.code).toMatch(/^connection-/);
      else if (second % 600 === 0) expectSound(look.value);
    }
    answered += seen.filter(({ ok }) => ok).length;
    await clock.advance(10_000);
  }
  expect(servers.flatMap((server) => server.ledger.sideEffects())).toEqual([]);
  expect(answered).toBeGreaterThan(360 * servers.length - 10);
  const gone = servers.flatMap((server) => server.ledger.entries).filter(({ by }) => by === 'timer');
  expect(gone.length).toBeGreaterThanOrEqual(5);
}, 60_000);

/** As people write them: with and without `/v1`, as localhost, twice, and into a process of llama-swap. */
function spellingsOf(server: FakeServer, index: number): string[] {
  const { url, port } = server;
  const spelt = [`${url}/v1`, `http://localhost:${port}/v1/`, `${url}/v1/chat/completions`, url];
  return [
    spelt[index % spelt.length] ?? url,
    ...(server instanceof FakeLlamaSwap
      ? [`${url}/upstream/${model.id}/v1`, `${url}/upstream/${spare.id}`]
      : []),
  ];
}

test('an hour of the whole fleet, over every address a config may hold and with its streams open, causes nothing', async () => {
  const clock = simClock();
  const servers = await Promise.all((await wholeWorld(clock)).map((each) => running(Promise.resolve(each))));
  const urls = servers.flatMap(spellingsOf);
  const fleet = watchFleet({
    clock,
    servers,
    providers: urls.map((baseUrl, index) => sampleProvider(`p${index}`, { baseUrl })),
    visibleSeconds: 10,
    keyFor: () => ({
      state: 'set',
      authorisation: async () => ok({ authorization: `Bearer ${tabbyApiKey}` }),
    }),
  });
  await fleet.clock.advance(60 * minute);
  const seen = fleet.state.snapshot().servers;
  expect(seen).toHaveLength(servers.length);
  expect(seen.map(({ reachability }) => reachability.is)).toEqual(servers.map(() => 'reachable'));
  expect(new Set(seen.map(({ kind }) => kind)).size).toBe(serverKinds.length);
  const streams = servers.flatMap(({ requests }) => requests).filter(({ path }) => /sse|events/.test(path));
  expect(new Set(streams.map(({ path }) => path))).toEqual(new Set(['/models/sse', '/api/events']));
  expect(servers.flatMap((server) => server.ledger.sideEffects())).toEqual([]);
  const gone = servers.flatMap((server) => server.ledger.entries).filter(({ by }) => by === 'timer');
  expect(gone.length).toBeGreaterThanOrEqual(5);
  fleet.stop();
}, 60_000);

test('that world has every kind in it', async () => {
  const servers = await wholeWorld(new FakeClock());
  const kinds = new Set<string>();
  for (const server of servers) {
    await running(Promise.resolve(server));
    kinds.add(unwrap(await recognise(clientOf(server, tabbyApiKey))).kind);
  }
  expect([...kinds].sort()).toEqual([...serverKinds].sort());
  expect(serverAdapters.map(({ kind }) => kind).sort()).toEqual([...serverKinds].sort());
});
