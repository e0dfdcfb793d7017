import { describe, expect, test } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { tabbyApi } from '../../../electron/core/servers/tabbyapi/adapter.ts';
import {
  FakeClock,
  type FakeTabbyApi,
  fakeModel,
  startTabbyApi,
  type TabbyApiOptions,
  tabbyAdminKey,
  tabbyApiKey,
} from '../../fake-servers/index.ts';
import {
  type Connection,
  clientOf,
  connect,
  failureOf,
  running,
  survivesHostileAnswers,
  unwrap,
} from './connection.ts';

const model = fakeModel({ id: 'Qwen3-8B-exl3', defaultContext: 16_384, loadMs: 10_000 });
const other = fakeModel({ id: 'gemma-27b-exl3', vision: true, loadMs: 10_000 });
const broken = fakeModel({ id: 'broken', loadFailure: 'CUDA out of memory', loadMs: 10_000 });

function start(options: Partial<TabbyApiOptions> = {}): Promise<FakeTabbyApi> {
  return running(startTabbyApi({ clock: new FakeClock(), models: [model, other, broken], ...options }));
}

function asAdmin(server: FakeTabbyApi): Connection {
  return connect(tabbyApi, server, { key: tabbyAdminKey });
}

/** Loads while the server's clock runs, and tells the progress that was shown. */
async function load(server: FakeTabbyApi, id: string, contextLength: number | null = null) {
  const shown: number[] = [];
  const arrived = server.nextRequest('/v1/model/load');
  const loading = asAdmin(server).load(id, contextLength, { onProgress: (each) => shown.push(each) });
  await Promise.race([arrived, loading]);
  await (server.clock as FakeClock).advance(10_000);
  return { result: await loading, shown };
}

describe('observing', () => {
  test('is known by its service info, without a key', async () => {
    expect(unwrap(await recognise(clientOf(await start())))).toMatchObject({ kind: 'tabbyapi' });
  });

  test('shows the loaded model with its real context and the others as not loaded', async () => {
    const server = await start({ initial: other.id });
    const seen = await asAdmin(server).observe();
    expect(seen.models).toMatchObject([
      { id: model.id, state: { is: 'not-loaded' }, contextAllocated: null },
      { id: other.id, state: { is: 'loaded' }, contextAllocated: 8_192, capabilities: ['chat', 'vision'] },
      { id: broken.id, state: { is: 'not-loaded' } },
    ]);
    expect(seen.abilities.load).toEqual({ can: true });
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('a 503 means that none is loaded, and not that the server is down', async () => {
    const server = await start();
    const { models } = await asAdmin(server).observe();
    expect(models.map(({ state }) => state.is)).toEqual(['not-loaded', 'not-loaded', 'not-loaded']);
  });

  test('shows an ordinary key only the current model, and says that actions need the admin key', async () => {
    const server = await start({ initial: model.id });
    const seen = await connect(tabbyApi, server, { key: tabbyApiKey }).observe();
    expect(seen.models).toMatchObject([{ id: model.id, state: { is: 'loaded' } }]);
    for (const name of ['load', 'loadWithContext', 'unload', 'reload', 'loadProgress'] as const) {
      expect(seen.abilities[name]).toEqual({ can: false, why: 'needs-admin-key' });
    }
    expect(failureOf(await connect(tabbyApi, server).tryObserve()).code).toBe('unauthorised');
  });

  test('tells an admin by what is listed where the key cannot be asked', async () => {
    const server = await start({ initial: model.id });
    server.misbehave({ match: '/v1/auth', status: 404, body: '{"detail":"Not Found"}' });
    expect((await asAdmin(server).observe()).abilities.load).toEqual({ can: true });
    const ordinary = await connect(tabbyApi, server, { key: tabbyApiKey }).observe();
    expect(ordinary.abilities.load).toEqual({ can: false, why: 'needs-admin-key' });
  });

  test('leaves out the model that is listed but does not exist', async () => {
    const server = await start({ initial: model.id, dummyModel: true });
    expect((await asAdmin(server).observe()).models.map(({ id }) => id)).not.toContain('gpt-3.5-turbo');
  });

  test('shows what the server complains of as a failed model', async () => {
    const server = await start({ initial: model.id });
    server.issues = ['cache overflow', 'generator died'];
    expect((await asAdmin(server).model(model.id)).state).toEqual({ is: 'failed', reason: 'generator died' });
    expect((await asAdmin(server).model(other.id)).state).toEqual({ is: 'not-loaded' });
  });

  survivesHostileAnswers(tabbyApi, () => start({ disableAuth: true, initial: model.id }));
});

describe('loading', () => {
  test('follows the progress to the end and gets the context asked for', async () => {
    const server = await start();
    const { result, shown } = await load(server, model.id, 32_768);
    unwrap(result);
    expect(shown.at(0)).toBe(0.1);
    expect(shown.at(-1)).toBe(1);
    expect(await asAdmin(server).model(model.id)).toMatchObject({
      state: { is: 'loaded' },
      contextAllocated: 32_768,
    });
    expect(server.requestsTo('/v1/model/load')).toMatchObject([
      { body: { model_name: model.id, max_seq_len: 32_768 } },
    ]);
  });

  test('an error inside the stream of a 200 is a failed load, under its cause', async () => {
    const { result, shown } = await load(await start(), broken.id);
    expect(failureOf(result)).toMatchObject({ code: 'out-of-memory', detail: 'CUDA out of memory' });
    expect(shown.length).toBeGreaterThan(0);
  });

  test('a model that is not there is said to be not there', async () => {
    expect(failureOf((await load(await start(), 'nobody')).result).code).toBe('model-not-found');
  });

  test('what is already loaded is left alone, unless another context is wanted', async () => {
    const server = await start({ initial: model.id });
    unwrap((await load(server, model.id)).result);
    unwrap((await load(server, model.id, 16_384)).result);
    expect(failureOf((await load(server, model.id, 4_096)).result).detail).toContain('reload');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('loaded by somebody else in between is loaded', async () => {
    const server = await start();
    const error = { message: `Model "${model.id}" is already loaded! Aborting.` };
    server.misbehave({ match: '/v1/model/load', body: `data: ${JSON.stringify({ error })}\n\n` });
    unwrap((await load(server, model.id)).result);
  });

  test('a stream that breaks off after it began leaves the rest to the reading back', async () => {
    const server = await start();
    const step = { model_type: 'model', module: 4, modules: 40, status: 'processing' };
    server.misbehave({ match: '/v1/model/load', body: `data: ${JSON.stringify(step)}\n\n` });
    expect(unwrap((await load(server, model.id)).result)).toEqual({
      instanceId: null,
      contextAllocated: null,
    });
  });

  test.each(['<html>hello</html>', '', '{"ok":true}', 'data: 7\n\ndata: {"module":"x"}\n\n'])(
    'an answer without any progress is no load: %j',
    async (body) => {
      const server = await start();
      server.misbehave({ match: '/v1/model/load', body });
      expect(failureOf((await load(server, model.id)).result).code).toBe('bad-answer');
    },
  );

  test('refuses to call it done with an ordinary key', async () => {
    const server = await start();
    const connection = connect(tabbyApi, server, { key: tabbyApiKey });
    expect(failureOf(await connection.load(model.id)).code).toBe('unauthorised');
  });

  test('giving up following says so, while the server goes on', async () => {
    const server = await start();
    const stopper = new AbortController();
    const arrived = server.nextRequest('/v1/model/load');
    const loading = asAdmin(server).load(model.id, null, {
      signal: stopper.signal,
      onProgress: () => stopper.abort(),
    });
    await arrived;
    await (server.clock as FakeClock).advance(2_000);
    expect(failureOf(await loading).code).toBe('load-goes-on');
    await (server.clock as FakeClock).advance(20_000);
    expect(server.loaded?.model).toBe(model);
  });
});

describe('unloading', () => {
  test('unloads the current model, and again without complaint', async () => {
    const server = await start({ initial: model.id });
    unwrap(await asAdmin(server).unload(model.id));
    unwrap(await asAdmin(server).unload(model.id));
    expect((await asAdmin(server).model(model.id)).state).toEqual({ is: 'not-loaded' });
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['unloaded']);
  });

  test('never unloads another model that was loaded meanwhile, though the call names none', async () => {
    const server = await start({ initial: other.id });
    unwrap(await asAdmin(server).unload(model.id));
    expect(server.loaded?.model).toBe(other);
  });

  test('says that an ordinary key may not', async () => {
    const server = await start({ initial: model.id });
    const connection = connect(tabbyApi, server, { key: tabbyApiKey });
    expect(failureOf(await connection.unload(model.id)).code).toBe('unauthorised');
  });
});

test('needs no nudge and has none', () => {
  expect(tabbyApi).not.toHaveProperty('nudge');
  expect(tabbyApi.abilities.freeNudge).toEqual({ can: false, why: 'never-unloads' });
});
