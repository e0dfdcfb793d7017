import { describe, expect, test } from 'vitest';
import { localAi } from '../../../electron/core/servers/localai/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeLocalAi,
  fakeModel,
  type LocalAiOptions,
  startLocalAi,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';
import { chat } from './other-client.ts';

const model = fakeModel({ id: 'qwen3-8b', defaultContext: 8_192, vision: true, busyMs: 5_000 });
const embedder = fakeModel({ id: 'bert', kind: 'embeddings' });
const broken = fakeModel({ id: 'broken', loadFailure: 'CUDA error: out of memory' });

function start(options: Partial<LocalAiOptions> = {}): Promise<FakeLocalAi> {
  return running(startLocalAi({ clock: new FakeClock(), models: [model, embedder, broken], ...options }));
}

function clockOf(server: FakeLocalAi): FakeClock {
  return server.clock as FakeClock;
}

describe('observing', () => {
  test('is known although it plays Ollama', async () => {
    expect(unwrap(await recognise(clientOf(await start({ ollamaRoot: true })))).kind).toBe('localai');
  });

  test('tells loaded from not loaded, and the context it is configured for', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    expect((await connection.model('qwen3-8b')).state).toEqual({ is: 'not-loaded' });
    unwrap(await connection.load('qwen3-8b'));
    server.ledger.clear();
    const seen = await connection.observe();
    expect(seen.models).toMatchObject([
      {
        id: 'qwen3-8b',
        state: { is: 'loaded' },
        contextAllocated: null,
        contextMax: 8_192,
        capabilities: ['chat', 'vision'],
      },
      { id: 'bert', state: { is: 'not-loaded' }, contextAllocated: null, capabilities: ['embedding'] },
      { id: 'broken', state: { is: 'not-loaded' } },
    ]);
    expect(server.ledger.entries).toEqual([]);
  });

  test('does not believe the list of running models it makes up for Ollama clients', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(server.requestsTo('/api/ps')).toEqual([]);
    expect(server.requestsTo('/api/tags')).toEqual([]);
  });

  test('does not ask working backends about themselves while polling, which could block', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    await chat(server, 'qwen3-8b');
    expect((await connection.model('qwen3-8b')).state).toEqual({ is: 'loaded' });
    expect(server.requestsTo('/backend/monitor')).toEqual([]);
  });

  test('shows states as unknown, and what would be needed, with a key that is not an admin', async () => {
    const server = await start({ apiKey: 'admin', userKey: 'user' });
    const seen = await connect(localAi, server, { key: 'user' }).observe();
    expect(seen.models[0]?.state).toEqual({ is: 'unknown' });
    for (const name of ['listState', 'load', 'unload', 'reload'] as const) {
      expect(seen.abilities[name]).toEqual({ can: false, why: 'needs-admin-key' });
    }
    const asAdmin = await connect(localAi, server, { key: 'admin' }).observe();
    expect(asAdmin.models[0]?.state).toEqual({ is: 'not-loaded' });
    expect(asAdmin.abilities.load).toEqual({ can: true });
    expect(failureOf(await connect(localAi, server).tryObserve()).code).toBe('unauthorised');
  });

  test('says that a newer version is needed where the state route is missing', async () => {
    const server = await start();
    server.misbehave({ match: '/system', status: 404, body: '{"error":{"message":"Resource not found"}}' });
    const { abilities } = await connect(localAi, server).observe();
    expect(abilities.load).toEqual({ can: false, why: 'needs-newer-version' });
  });

  survivesHostileAnswers(localAi, () => start());
});

describe('acting', () => {
  test('loads, unloads, and unloads again without complaint', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    unwrap(await connection.load('qwen3-8b'));
    expect(server.loaded.has('qwen3-8b')).toBe(true);
    unwrap(await connection.unload('qwen3-8b'));
    unwrap(await connection.unload('qwen3-8b'));
    expect((await connection.model('qwen3-8b')).state).toEqual({ is: 'not-loaded' });
    expect(server.ledger.entries.map(({ effect }) => effect)).toEqual(['loaded', 'unloaded']);
  });

  test('says why a load failed', async () => {
    const server = await start();
    expect(failureOf(await connect(localAi, server).load('broken'))).toMatchObject({
      code: 'out-of-memory',
      detail: expect.stringContaining('CUDA error'),
    });
    expect(failureOf(await connect(localAi, server).load('nobody')).code).toBe('model-not-found');
  });

  test('a 200 that does not say "loaded" is no load', async () => {
    const server = await start();
    server.misbehave({ match: '/backend/load', body: '{"loaded":false,"message":"backend exited"}' });
    expect(failureOf(await connect(localAi, server).load('qwen3-8b'))).toMatchObject({
      code: 'load-failed',
      detail: 'backend exited',
    });
  });

  test('a load can be cancelled', async () => {
    const server = await start({ models: [fakeModel({ id: 'slow', loadMs: 60_000 })] });
    const stopper = new AbortController();
    const arrived = server.nextRequest('/backend/load');
    const loading = connect(localAi, server).load('slow', null, { signal: stopper.signal });
    await arrived;
    stopper.abort();
    expect(failureOf(await loading).code).toBe('cancelled');
  });
});

describe('keeping warm', () => {
  test('a nudge generates nothing and starts the idle time anew', async () => {
    const server = await start({ watchdogIdleMs: 900_000 });
    const connection = connect(localAi, server);
    unwrap(await connection.load('qwen3-8b'));
    await clockOf(server).advance(800_000);
    server.ledger.clear();
    const seen = await connection.model('qwen3-8b');
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 0, busy: false });
    expect(server.ledger.entries.map(({ effect }) => effect)).toEqual(['reset-timer']);
    expect(server.ledger.tokens()).toBe(0);
    await clockOf(server).advance(800_000);
    expect((await connection.model('qwen3-8b')).state).toEqual({ is: 'loaded' });
  });

  test('observing alone lets the model idle out', async () => {
    const server = await start({ watchdogIdleMs: 900_000 });
    const connection = connect(localAi, server);
    unwrap(await connection.load('qwen3-8b'));
    for (let minute = 0; minute < 16; minute += 1) {
      await connection.observe();
      await clockOf(server).advance(60_000);
    }
    expect((await connection.model('qwen3-8b')).state).toEqual({ is: 'not-loaded' });
  });

  test('a closer look tells a working backend from an idle one', async () => {
    const server = await start({ parallelBackends: true });
    const connection = connect(localAi, server);
    unwrap(await connection.load('qwen3-8b'));
    const seen = await connection.model('qwen3-8b');
    expect(unwrap(await connection.lookCloser(seen))).toEqual({ busy: false, idle: null });
    const asked = await chat(server, 'qwen3-8b');
    expect(unwrap(await connection.lookCloser(seen)).busy).toBe(true);
    await clockOf(server).advance(5_000);
    await asked.answered;
  });

  test('a backend that answers only when idle again is waited for', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    unwrap(await connection.load('qwen3-8b'));
    const seen = await connection.model('qwen3-8b');
    const asked = await chat(server, 'qwen3-8b');
    const arrived = server.nextRequest('/backend/monitor');
    const look = connection.lookCloser(seen);
    await arrived;
    await clockOf(server).advance(5_000);
    expect(unwrap(await look).busy).toBe(false);
    await asked.answered;
  });

  test('a closer look at a model that has gone tells nothing', async () => {
    const server = await start();
    const connection = connect(localAi, server);
    const seen = await connection.model('qwen3-8b');
    expect(unwrap(await connection.lookCloser(seen))).toEqual({ busy: null, idle: null });
    expect(server.ledger.entries).toEqual([]);
  });
});
