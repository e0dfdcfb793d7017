import { describe, expect, test } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { vllm } from '../../../electron/core/servers/vllm/adapter.ts';
import {
  FakeClock,
  type FakeVllm,
  fakeModel,
  startVllm,
  type VllmOptions,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';
import { chat } from './other-client.ts';

const model = fakeModel({ id: 'Qwen/Qwen3-8B', defaultContext: 32_768, busyMs: 5_000, loadMs: 9_000 });

function start(options: Partial<VllmOptions> = {}): Promise<FakeVllm> {
  return running(startVllm({ clock: new FakeClock(), model, ...options }));
}

function clockOf(server: FakeVllm): FakeClock {
  return server.clock as FakeClock;
}

describe('observing', () => {
  test('is known by the owner of its models and its version', async () => {
    expect(unwrap(await recognise(clientOf(await start())))).toMatchObject({
      kind: 'vllm',
      version: '0.14.2',
    });
  });

  test('shows the model that is up as loaded, with the context in force and no end', async () => {
    const server = await start();
    const seen = await connect(vllm, server).observe();
    expect(seen.models).toMatchObject([
      { id: model.id, state: { is: 'loaded' }, contextAllocated: 32_768, contextMax: null },
    ]);
    expect(seen.models[0]?.idle).toEqual({ is: 'never' });
    expect(seen).toMatchObject({ version: '0.14.2', variant: null });
    expect(server.ledger.entries).toEqual([]);
  });

  test('shows requests in flight and waiting as busy', async () => {
    const server = await start({ maxSequences: 1 });
    const connection = connect(vllm, server);
    const first = await chat(server, model.id);
    await chat(server, model.id);
    expect((await connection.model(model.id)).state).toEqual({ is: 'busy', requests: 1, queued: 1 });
    await clockOf(server).advance(5_000);
    await first.answered;
    await clockOf(server).advance(5_000);
    expect((await connection.model(model.id)).state).toEqual({ is: 'loaded' });
  });

  test('gives an adapter the context of the model it sits on, and its state', async () => {
    const server = await start({ loras: ['my-lora'], aliases: ['qwen'], sleepMode: true });
    server.asleep = true;
    const { models } = await connect(vllm, server).observe();
    expect(models.map(({ id, state }) => [id, state.is])).toEqual([
      [model.id, 'asleep'],
      ['qwen', 'asleep'],
      ['my-lora', 'asleep'],
    ]);
    expect(models[2]).toMatchObject({ name: `my-lora (${model.id})`, contextAllocated: 32_768 });
  });

  test('says that busy is not told when the metrics are switched off', async () => {
    const server = await start();
    server.misbehave({ match: '/metrics', status: 404, body: '{"detail":"Not Found"}' });
    const seen = await connect(vllm, server).observe();
    expect(seen.abilities.busy).toEqual({ can: false, why: 'not-told' });
    expect(seen.models[0]?.state).toEqual({ is: 'loaded' });
  });

  test('refuses nothing but says so when the key is missing', async () => {
    const server = await start({ apiKey: 'sesame' });
    expect(failureOf(await connect(vllm, server).tryObserve()).code).toBe('unauthorised');
    expect((await connect(vllm, server, { key: 'sesame' }).observe()).models).toHaveLength(1);
  });

  test('a closed port is a refused connection until the engine is ready', async () => {
    const server = await start();
    await server.relaunch();
    expect(failureOf(await connect(vllm, server).tryObserve()).code).toBe('connection-refused');
    await clockOf(server).advance(9_000);
    await expect.poll(() => server.running).toBe(true);
    expect((await connect(vllm, server).observe()).models).toHaveLength(1);
  });

  survivesHostileAnswers(vllm, () => start({ sleepMode: true }));
});

describe('acting', () => {
  test('has nothing to load, unload or nudge without the development mode, and says why', async () => {
    const server = await start();
    const { abilities } = await connect(vllm, server).observe();
    expect(abilities.load).toEqual({ can: false, why: 'needs-dev-mode' });
    expect(abilities.unload).toEqual({ can: false, why: 'one-model-per-process' });
    expect(abilities.freeNudge).toEqual({ can: false, why: 'never-unloads' });
    expect(vllm.nudge).toBeUndefined();
    expect(failureOf(await connect(vllm, server).load(model.id)).code).toBe('not-supported');
  });

  test('wakes a sleeping engine and reads back that it is awake', async () => {
    const server = await start({ sleepMode: true });
    server.asleep = true;
    const connection = connect(vllm, server);
    const seen = await connection.observe();
    expect(seen.abilities.load).toEqual({ can: true });
    expect(server.ledger.entries).toEqual([]);
    const arrived = server.nextRequest('POST /wake_up');
    const woken = connection.load(model.id);
    await arrived;
    await clockOf(server).advance(9_000);
    unwrap(await woken);
    expect((await connection.model(model.id)).state).toEqual({ is: 'loaded' });
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['woke']);
  });

  test('does not disturb an engine that is awake', async () => {
    const server = await start({ sleepMode: true });
    unwrap(await connect(vllm, server).load(model.id));
    expect(server.requestsTo('/wake_up')).toEqual([]);
  });

  test('a wake-up that changes nothing is not called done', async () => {
    const server = await start({ sleepMode: true });
    server.asleep = true;
    server.misbehave({ match: '/wake_up', status: 200, body: '' });
    expect(failureOf(await connect(vllm, server).load(model.id)).code).toBe('load-not-confirmed');
  });

  test('never sends inference to a sleeping engine, which would crash it', async () => {
    const server = await start({ sleepMode: true });
    server.asleep = true;
    const connection = connect(vllm, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(server.running).toBe(true);
    expect(server.requestsTo('/v1/chat')).toEqual([]);
    expect(server.ledger.entries).toEqual([]);
  });
});
