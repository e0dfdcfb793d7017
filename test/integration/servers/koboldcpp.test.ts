import { describe, expect, test } from 'vitest';
import { koboldCpp } from '../../../electron/core/servers/koboldcpp/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeKoboldCpp,
  fakeModel,
  type KoboldCppOptions,
  startKoboldCpp,
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
import { chat } from './other-client.ts';

const initial = fakeModel({ id: 'qwen3-8b', defaultContext: 8_192, vision: true, busyMs: 5_000 });
const other = fakeModel({ id: 'gemma-27b', defaultContext: 16_384, loadMs: 30_000 });
const configured = fakeModel({ id: 'mistral-24b', defaultContext: 4_096, loadMs: 30_000 });
const broken = fakeModel({ id: 'broken', loadFailure: 'no memory' });
const files = { 'gemma-27b.gguf': other, 'work.kcpps': configured, 'broken.gguf': broken };

function start(options: Partial<KoboldCppOptions> = {}): Promise<FakeKoboldCpp> {
  return running(startKoboldCpp({ clock: new FakeClock(), initial, ...options }));
}

function startManaged(options: Partial<KoboldCppOptions> = {}): Promise<FakeKoboldCpp> {
  return start({ admin: true, files, ...options });
}

function clockOf(server: FakeKoboldCpp): FakeClock {
  return server.clock as FakeClock;
}

async function states(connection: Connection): Promise<(string | null)[][]> {
  return (await connection.observe()).models.map(({ id, state }) => [id, state.is]);
}

describe('observing', () => {
  test('is known although it plays Ollama', async () => {
    expect(unwrap(await recognise(clientOf(await start())))).toMatchObject({ kind: 'koboldcpp' });
  });

  test('shows the loaded model with its real context', async () => {
    const server = await start();
    const seen = await connect(koboldCpp, server).observe();
    expect(seen.models).toMatchObject([
      {
        id: 'koboldcpp/qwen3-8b',
        name: 'qwen3-8b',
        state: { is: 'loaded' },
        contextAllocated: 8_192,
        capabilities: ['chat', 'vision'],
        idle: { is: 'unknown' },
      },
    ]);
    expect(seen.version).toBe('1.122.1');
    expect(server.ledger.entries.filter(({ by }) => by === 'http')).toEqual([]);
  });

  test('shows a running answer as busy, with its queue', async () => {
    const server = await start();
    const connection = connect(koboldCpp, server);
    const first = await chat(server, 'any');
    await chat(server, 'any');
    expect((await connection.model('koboldcpp/qwen3-8b')).state).toEqual({
      is: 'busy',
      requests: null,
      queued: 1,
    });
    await clockOf(server).advance(5_000);
    await first.answered;
  });

  test('shows what an admin may load; what a configuration brings is unknown', async () => {
    const server = await startManaged();
    expect(await states(connect(koboldCpp, server))).toEqual([
      ['koboldcpp/qwen3-8b', 'loaded'],
      ['gemma-27b.gguf', 'not-loaded'],
      ['work.kcpps', 'unknown'],
      ['broken.gguf', 'not-loaded'],
    ]);
  });

  test('shows nothing as loaded when nothing is', async () => {
    const server = await running(startKoboldCpp({ clock: new FakeClock(), admin: true, files }));
    expect(await states(connect(koboldCpp, server))).toEqual([
      ['gemma-27b.gguf', 'not-loaded'],
      ['work.kcpps', 'unknown'],
      ['broken.gguf', 'not-loaded'],
    ]);
  });

  test('knows router mode by the further names in its list', async () => {
    const server = await start({ router: true, files });
    const seen = await connect(koboldCpp, server).observe();
    expect(seen.variant).toBe('router');
    expect(seen.models.map(({ id }) => id)).toContain('gemma-27b.gguf');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('does not believe the lists it makes up for Ollama clients', async () => {
    const server = await startManaged();
    const connection = connect(koboldCpp, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(server.requestsTo(/\/api\/(tags|ps)/)).toEqual([]);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('says what is missing before it can be managed', async () => {
    const closed = await start();
    expect((await connect(koboldCpp, closed).observe()).abilities.load).toEqual({
      can: false,
      why: 'needs-admin-option',
    });
    const guarded = await startManaged({ adminPassword: 'open' });
    expect((await connect(koboldCpp, guarded).observe()).abilities.unload).toEqual({
      can: false,
      why: 'needs-admin-key',
    });
    expect((await connect(koboldCpp, guarded, { key: 'open' }).observe()).abilities.unload).toEqual({
      can: true,
    });
  });

  test('a gateway page in front of a restarting process is a server that loads', async () => {
    const server = await start();
    server.misbehave({ html: true, status: 502 });
    expect(failureOf(await connect(koboldCpp, server).tryObserve()).code).toBe('server-loading');
  });

  survivesHostileAnswers(koboldCpp, () => startManaged());
});

describe('loading', () => {
  test('sees a restart through refused connections to the model that was asked for', async () => {
    const server = await startManaged();
    const connection = connect(koboldCpp, server);
    expect(unwrap(await connection.load('gemma-27b.gguf'))).toEqual({
      instanceId: 'koboldcpp/gemma-27b',
      contextAllocated: 16_384,
    });
    const { models } = await connection.observe();
    expect(models[0]).toMatchObject({ id: 'koboldcpp/gemma-27b', aliases: ['gemma-27b.gguf'] });
    expect(models.map(({ id }) => id)).not.toContain('gemma-27b.gguf');
  });

  test('a 200 with success false is a refusal', async () => {
    const server = await startManaged({ adminPassword: 'open' });
    expect(failureOf(await connect(koboldCpp, server).load('gemma-27b.gguf')).code).toBe('forbidden');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('a load that falls back to the first model is a failed load', async () => {
    const server = await startManaged();
    expect(failureOf(await connect(koboldCpp, server).load('broken.gguf'))).toMatchObject({
      code: 'load-failed',
      detail: expect.stringContaining('koboldcpp/qwen3-8b'),
    });
  });

  test('a configuration is judged by what came up', async () => {
    const server = await startManaged();
    const connection = connect(koboldCpp, server);
    expect(unwrap(await connection.load('work.kcpps'))).toEqual({
      instanceId: 'koboldcpp/mistral-24b',
      contextAllocated: 4_096,
    });
  });

  test('a configuration that brings back the very same is not called loaded', async () => {
    const failing = { 'work.kcpps': broken };
    const server = await startManaged({ files: failing });
    expect(failureOf(await connect(koboldCpp, server).load('work.kcpps')).code).toBe('load-not-confirmed');
  });

  test('the answer of the old process, which lives on for a moment, is not taken for the new one', async () => {
    const server = await startManaged({ reloadDelayMs: 9_000 });
    unwrap(await connect(koboldCpp, server).load('gemma-27b.gguf'));
    expect(server.current.model).toBe(other);
  });

  test('a yes without a restart is not a load', async () => {
    const server = await startManaged();
    server.misbehave({ match: '/api/admin/reload_config', body: '{"success":true}' });
    expect(failureOf(await connect(koboldCpp, server).load('gemma-27b.gguf')).code).toBe(
      'load-not-confirmed',
    );
  });

  test('does not restart for the model that is up', async () => {
    const server = await startManaged();
    unwrap(await connect(koboldCpp, server).load('koboldcpp/qwen3-8b'));
    expect(server.requestsTo('reload_config')).toEqual([]);
  });

  test('a process without a list of files still brings back the model it was started with', async () => {
    const server = await startManaged();
    const connection = connect(koboldCpp, server);
    unwrap(await connection.unload('koboldcpp/qwen3-8b'));
    unwrap(await connection.load('koboldcpp/qwen3-8b'));
    expect((await connection.model('koboldcpp/qwen3-8b')).state).toEqual({ is: 'loaded' });
    expect(server.requestsTo('reload_config').map(({ body }) => body.filename)).toEqual([
      'unload_model',
      'initial_model',
    ]);
  });

  test('waits through the gateway pages of router mode', async () => {
    const server = await startManaged({ router: true });
    expect(unwrap(await connect(koboldCpp, server).load('gemma-27b.gguf')).instanceId).toBe(
      'koboldcpp/gemma-27b',
    );
  });

  test('waiting can be given up', async () => {
    const server = await startManaged();
    const stopper = new AbortController();
    stopper.abort();
    const loading = connect(koboldCpp, server).load('gemma-27b.gguf', null, { signal: stopper.signal });
    expect(failureOf(await loading).code).toBe('cancelled');
  });
});

describe('unloading', () => {
  test('is confirmed by what is up afterwards', async () => {
    const server = await startManaged();
    const connection = connect(koboldCpp, server);
    unwrap(await connection.unload('koboldcpp/qwen3-8b'));
    expect(server.current.model).toBeNull();
  });

  test('leaves another model alone', async () => {
    const server = await startManaged();
    unwrap(await connect(koboldCpp, server).unload('koboldcpp/something-else'));
    unwrap(await connect(koboldCpp, server).unload('gemma-27b.gguf'));
    expect(server.current.model).toBe(initial);
    expect(server.requestsTo('reload_config')).toEqual([]);
  });

  test('does not guess what a configuration has loaded', async () => {
    const server = await startManaged();
    expect(failureOf(await connect(koboldCpp, server).unload('work.kcpps')).code).toBe('not-supported');
  });
});

describe('keeping warm', () => {
  test('a nudge generates nothing and starts the idle time anew, even without the admin password', async () => {
    const server = await startManaged({ unloadAfterMs: 300_000, adminPassword: 'open' });
    const connection = connect(koboldCpp, server);
    await clockOf(server).advance(250_000);
    server.ledger.clear();
    const seen = await connection.model('koboldcpp/qwen3-8b');
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 0, busy: false });
    expect(server.ledger.entries.map(({ effect }) => effect)).toEqual(['reset-timer']);
    await clockOf(server).advance(250_000);
    expect((await connection.model('koboldcpp/qwen3-8b')).state).toEqual({ is: 'loaded' });
  });

  test('observing alone lets the model idle out', async () => {
    const server = await startManaged({ unloadAfterMs: 300_000 });
    const connection = connect(koboldCpp, server);
    for (let minute = 0; minute < 4; minute += 1) {
      await connection.observe();
      await clockOf(server).advance(60_000);
    }
    await clockOf(server).advance(60_000);
    await clockOf(server).advance(5_000);
    await expect.poll(() => server.running).toBe(true);
    expect((await states(connection)).map(([id]) => id)).not.toContain('koboldcpp/qwen3-8b');
  });

  test('a busy answer to a nudge is fine', async () => {
    const server = await startManaged({ unloadAfterMs: 300_000 });
    const connection = connect(koboldCpp, server);
    const seen = await connection.model('koboldcpp/qwen3-8b');
    const asked = await chat(server, 'any');
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 0, busy: true });
    await clockOf(server).advance(5_000);
    await asked.answered;
  });

  test('says that a build without the call has no nudge', async () => {
    const server = await start({ older: true });
    const connection = connect(koboldCpp, server);
    const seen = await connection.model('koboldcpp/qwen3-8b');
    expect(failureOf(await connection.nudge(seen)).code).toBe('not-supported');
  });

  test('never counts tokens, which would wake an unloaded router', async () => {
    const server = await start({ router: true, files, unloadAfterMs: 60_000 });
    const connection = connect(koboldCpp, server);
    await clockOf(server).advance(61_000);
    await clockOf(server).advance(5_000);
    for (let look = 0; look < 3; look += 1) await connection.observe();
    expect(server.current.model).toBeNull();
    expect(server.ledger.of('woke')).toEqual([]);
  });
});
