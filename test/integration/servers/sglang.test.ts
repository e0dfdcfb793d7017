import { describe, expect, test } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { sglang } from '../../../electron/core/servers/sglang/adapter.ts';
import {
  FakeClock,
  type FakeSglang,
  fakeModel,
  type SglangOptions,
  startSglang,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';
import { chat } from './other-client.ts';

const model = fakeModel({ id: 'Qwen/Qwen3-8B', defaultContext: 16_384, busyMs: 5_000, loadMs: 9_000 });

function start(options: Partial<SglangOptions> = {}): Promise<FakeSglang> {
  return running(startSglang({ clock: new FakeClock(), model, ...options }));
}

describe('observing', () => {
  test('is known by the owner of its models and its own route', async () => {
    expect(unwrap(await recognise(clientOf(await start())))).toMatchObject({ kind: 'sglang' });
  });

  test.each(['old', 'new', 'both'] as const)(
    'shows the model and its work with %s routes',
    async (routes) => {
      const server = await start({ routes, maxRunning: 1 });
      const connection = connect(sglang, server);
      expect((await connection.observe()).models).toMatchObject([
        { id: model.id, state: { is: 'loaded' }, contextAllocated: 16_384, capabilities: ['chat'] },
      ]);
      const first = await chat(server, model.id);
      await chat(server, model.id);
      const seen = await connection.observe();
      expect(seen.models[0]?.state).toEqual({ is: 'busy', requests: 1, queued: 1 });
      expect(seen.abilities.busy).toEqual({ can: true });
      await (server.clock as FakeClock).advance(5_000);
      await first.answered;
    },
  );

  test('reads the work from the metrics where no route tells it', async () => {
    const server = await start({ metrics: true });
    server.misbehave({ match: /loads|get_load/, status: 404, body: '{"detail":"Not Found"}' });
    await chat(server, model.id);
    expect((await connect(sglang, server).model(model.id)).state).toMatchObject({ is: 'busy', requests: 1 });
  });

  test('reads the time to the first token along, and asks nothing more for it where a route tells the work', async () => {
    const server = await start({ metrics: true });
    const connection = connect(sglang, server);
    expect((await connection.observe()).abilities.firstToken).toEqual({ can: false, why: 'not-told' });
    expect(server.requestsTo('/metrics')).toEqual([]);
    server.misbehave({ match: /loads|get_load/, status: 404, body: '{"detail":"Not Found"}' });
    const seen = await connection.observe();
    expect(seen.abilities.firstToken).toEqual({ can: true });
    expect(seen.firstTokens).toEqual({ seconds: 0, requests: 0, modelIds: [model.id] });
  });

  test('says that busy is not told where nothing tells it', async () => {
    const server = await start();
    server.misbehave({ match: /loads|get_load/, status: 404, body: '{"detail":"Not Found"}' });
    const seen = await connect(sglang, server).observe();
    expect(seen.abilities.busy).toEqual({ can: false, why: 'not-told' });
    expect(seen.models[0]?.state).toEqual({ is: 'loaded' });
  });

  test('does not try further routes of an engine that hangs', async () => {
    const server = await start();
    server.misbehave({ match: '/v1/loads', cut: 'connect' });
    expect((await connect(sglang, server).observe()).abilities.busy).toEqual({ can: false, why: 'not-told' });
    expect(server.requestsTo('/get_load')).toEqual([]);
  });

  test('never asks for its health, which would generate a token', async () => {
    const server = await start();
    const connection = connect(sglang, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    unwrap(await recognise(clientOf(server)));
    expect(server.requestsTo('/health')).toEqual([]);
    expect(server.ledger.entries).toEqual([]);
  });

  test('shows an embedding model and a vision model as such', async () => {
    const seeing = await start({ model: fakeModel({ id: 'v', vision: true }) });
    expect((await connect(sglang, seeing).model('v')).capabilities).toEqual(['chat', 'vision']);
    seeing.misbehave({ match: 'model_info', body: '{"is_generation":false}' });
    expect((await connect(sglang, seeing).model('v')).capabilities).toEqual(['embedding']);
  });

  test('names a model by its folder when the id is a path', async () => {
    const server = await start({ model: fakeModel({ id: '/models/Qwen3-8B' }) });
    expect(await connect(sglang, server).model('/models/Qwen3-8B')).toMatchObject({ name: 'Qwen3-8B' });
  });

  test('says when the key is missing and when nothing listens', async () => {
    const server = await start({ apiKey: 'sesame' });
    expect(failureOf(await connect(sglang, server).tryObserve()).code).toBe('unauthorised');
    await server.stop();
    expect(failureOf(await connect(sglang, server).tryObserve()).code).toBe('connection-refused');
  });

  survivesHostileAnswers(sglang, () => start());
});

test('can neither load nor unload nor be nudged, and says why', async () => {
  const { abilities } = await connect(sglang, await start()).observe();
  expect(abilities.load).toEqual({ can: false, why: 'one-model-per-process' });
  expect(abilities.freeNudge).toEqual({ can: false, why: 'never-unloads' });
  expect(sglang).not.toHaveProperty('load');
  expect(sglang).not.toHaveProperty('nudge');
});
