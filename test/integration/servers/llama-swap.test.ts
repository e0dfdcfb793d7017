import { afterEach, describe, expect, test } from 'vitest';
import { llamaSwap } from '../../../electron/core/servers/llama-swap/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import type { ServerEvent } from '../../../electron/core/servers/types.ts';
import {
  FakeClock,
  type FakeLlamaSwap,
  fakeModel,
  type LlamaSwapOptions,
  type SwapModel,
  startLlamaSwap,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const qwen: SwapModel = {
  ...fakeModel({ id: 'qwen3-8b' }),
  aliases: ['qwen'],
  ttl: 300,
  cmd: 'x --api-key s3cret',
};
const gemma: SwapModel = { ...fakeModel({ id: 'google/gemma-4-27b', vision: true }), ttl: 0 };
const minute = 60_000;

function start(options: Partial<LlamaSwapOptions> = {}): Promise<FakeLlamaSwap> {
  return running(startLlamaSwap({ clock: new FakeClock(), models: [qwen, gemma], ...options }));
}

function clockOf(server: FakeLlamaSwap): FakeClock {
  return server.clock as FakeClock;
}

describe('recognising', () => {
  test('is known by a version that names commit and build date', async () => {
    const server = await start();
    expect(unwrap(await recognise(clientOf(server)))).toMatchObject({ kind: 'llama-swap', version: '250' });
    expect(server.ledger.entries).toEqual([]);
  });

  test('is known by the owner of its models where the version is not told', async () => {
    expect(unwrap(await recognise(clientOf(await start({ old: true })))).kind).toBe('llama-swap');
  });

  test('is known by its refusal when it demands a key', async () => {
    const server = await start({ apiKey: 'sesame' });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('llama-swap');
    expect(server.requests).toHaveLength(1);
    expect(failureOf(await connect(llamaSwap, server).tryObserve()).code).toBe('unauthorised');
  });
});

describe('observing', () => {
  test('shows each state, aliases folded in, and the declared context as the largest', async () => {
    const slow = { ...fakeModel({ id: 'slow', loadMs: minute }), group: 'other' };
    const server = await start({ models: [{ ...qwen, group: 'a' }, { ...gemma, group: 'b' }, slow] });
    await server.clientAsks('qwen');
    const starting = server.clientAsks('slow');
    await clockOf(server).advance(0);
    const connection = connect(llamaSwap, server);
    const since = server.clock.now();
    const { models } = await connection.observe();
    expect(models.map(({ id }) => id)).toEqual(['qwen3-8b', 'google/gemma-4-27b', 'slow']);
    expect(models[0]).toMatchObject({
      name: 'qwen3-8b',
      aliases: ['qwen'],
      state: { is: 'loaded' },
      contextAllocated: null,
      contextMax: 40_960,
      capabilities: ['chat', 'tools'],
      idle: { is: 'at', at: since + 5 * minute, exact: false, basis: 'configured-idle-time' },
    });
    expect(models[1]).toMatchObject({
      state: { is: 'not-loaded' },
      capabilities: ['chat', 'vision', 'tools'],
    });
    expect(models[2]?.state).toEqual({ is: 'loading', since, progress: null });
    await clockOf(server).advance(minute);
    await starting;
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('never starts a model in a day of looking, and lets the time to live run out', async () => {
    const server = await start();
    await server.clientAsks('qwen');
    const connection = connect(llamaSwap, server);
    for (let looked = 0; looked < 96; looked += 1) {
      await connection.observe();
      await clockOf(server).advance(15 * minute);
    }
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.stateOf('qwen')).toBe('stopped');
  });

  test('a time to live of 0 is never', async () => {
    const server = await start();
    await server.clientAsks(gemma.id);
    expect((await connect(llamaSwap, server).model(gemma.id)).idle).toEqual({ is: 'never' });
  });

  test('takes stopping for unloading', async () => {
    const server = await start({ stopMs: minute });
    await server.clientAsks('qwen');
    const swapping = server.clientAsks(gemma.id);
    await clockOf(server).advance(0);
    expect((await connect(llamaSwap, server).model(qwen.id)).state).toEqual({ is: 'unloading' });
    await clockOf(server).advance(minute);
    await swapping;
  });

  test('keeps no command line, which may hold a secret', async () => {
    const server = await start();
    await server.clientAsks('qwen');
    expect(JSON.stringify(await connect(llamaSwap, server).observe())).not.toContain('s3cret');
  });

  test('shows models of another machine as running elsewhere and never acts on them', async () => {
    const server = await start({ peers: ['big-one'] });
    const connection = connect(llamaSwap, server);
    expect(await connection.model('big-one')).toMatchObject({
      place: 'elsewhere',
      hosted: true,
      state: { is: 'unknown' },
    });
    expect(failureOf(await connection.load('big-one')).code).toBe('may-cost-money');
  });

  test('without a list of running models the state is unknown', async () => {
    const server = await start({ old: true, noRunning: true });
    const seen = await connect(llamaSwap, server).observe();
    expect(seen.models.map(({ state }) => state.is)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(seen.abilities.listState).toEqual({ can: false, why: 'needs-newer-version' });
  });
});

describe('loading and unloading', () => {
  test('starts a model whose id holds a slash, waits until it is ready, and learns its real context', async () => {
    const slow = { ...gemma, loadMs: 90_000 };
    const server = await start({ models: [slow] });
    const connection = connect(llamaSwap, server);
    const arrived = server.nextRequest('GET /upstream/');
    const loading = connection.load(gemma.id);
    await arrived;
    await clockOf(server).advance(90_000);
    expect(unwrap(await loading)).toEqual({ instanceId: gemma.id, contextAllocated: 8_192 });
    expect(await connection.model(gemma.id)).toMatchObject({ contextAllocated: 8_192 });
  });

  test('takes another path where the config exempts /health from starting models', async () => {
    const server = await start({ ignorePaths: /^\/health/ });
    expect((await connect(llamaSwap, server).load('qwen')).ok).toBe(true);
    expect(server.stateOf('qwen')).toBe('ready');
  });

  test('leaves a running model alone', async () => {
    const server = await start();
    await server.clientAsks('qwen');
    expect(unwrap(await connect(llamaSwap, server).load('qwen')).instanceId).toBe('qwen3-8b');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('says when it cannot start and when there is no such model', async () => {
    const broken: SwapModel = fakeModel({ id: 'broken', loadFailure: 'exit 1' });
    const server = await start({ models: [broken] });
    const connection = connect(llamaSwap, server);
    expect(failureOf(await connection.load('broken'))).toMatchObject({ code: 'load-failed' });
    expect(failureOf(await connection.load('missing')).code).toBe('model-not-found');
  });

  test('stops the start it caused when cancelled', async () => {
    const slow: SwapModel = fakeModel({ id: 'slow', loadMs: minute });
    const server = await start({ models: [slow] });
    const cancelling = new AbortController();
    const arrived = server.nextRequest('GET /upstream/');
    const loading = connect(llamaSwap, server).load('slow', null, { signal: cancelling.signal });
    await arrived;
    cancelling.abort();
    expect(failureOf(await loading).code).toBe('cancelled');
    await clockOf(server).advance(0);
    expect(server.stateOf('slow')).toBe('stopped');
  });

  test('unloads one model and never all of them', async () => {
    const server = await start({
      models: [
        { ...qwen, group: 'a' },
        { ...gemma, group: 'b' },
      ],
    });
    await server.clientAsks('qwen');
    await server.clientAsks(gemma.id);
    unwrap(await connect(llamaSwap, server).unload(gemma.id));
    expect(server.stateOf(gemma.id)).toBe('stopped');
    expect(server.stateOf('qwen')).toBe('ready');
    expect(server.requestsTo('GET /unload')).toEqual([]);
  });

  test('an older build that can only stop everything is not asked to', async () => {
    const server = await start({ old: true });
    await server.clientAsks('qwen');
    const connection = connect(llamaSwap, server);
    expect((await connection.observe()).abilities.unload).toEqual({ can: false, why: 'needs-newer-version' });
    expect(failureOf(await connection.unload('qwen3-8b')).code).toBe('not-supported');
    expect(server.stateOf('qwen')).toBe('ready');
  });
});

describe('the nudge', () => {
  test('restarts the time to live without a token and tells when it ends', async () => {
    const server = await start();
    await server.clientAsks('qwen');
    const connection = connect(llamaSwap, server);
    for (let nudged = 0; nudged < 6; nudged += 1) {
      await clockOf(server).advance(2 * minute);
      const answer = await connection.nudge(await connection.model(qwen.id));
      expect(unwrap(answer)).toEqual({ tokens: 0, busy: false });
    }
    expect(server.stateOf('qwen')).toBe('ready');
    expect(new Set(server.ledger.sideEffects().map(({ effect }) => effect))).toEqual(
      new Set(['reset-timer']),
    );
    expect(await connection.model(qwen.id)).toMatchObject({
      contextAllocated: 8_192,
      idle: { at: server.clock.now() + 5 * minute, basis: 'last-request-seen' },
    });
  });

  test('never starts a model that stopped since it was seen, nor swaps another one out for it', async () => {
    const server = await start();
    await server.clientAsks('qwen');
    const connection = connect(llamaSwap, server);
    const seen = await connection.model(qwen.id);
    await server.clientAsks(gemma.id);
    server.ledger.clear();
    expect(failureOf(await connection.nudge(seen)).code).toBe('model-not-found');
    expect(server.stateOf(gemma.id)).toBe('ready');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('never goes to a model that is still starting', async () => {
    const slow: SwapModel = { ...qwen, loadMs: minute };
    const server = await start({ models: [slow] });
    const asking = server.clientAsks('qwen');
    await clockOf(server).advance(0);
    const connection = connect(llamaSwap, server);
    expect((await connection.nudge(await connection.model(qwen.id))).ok).toBe(false);
    expect(server.requestsTo('/upstream/')).toEqual([]);
    await clockOf(server).advance(minute);
    await asking;
  });

  test('reaches a child’s own sleep timer too, and never wakes a child that sleeps', async () => {
    const sleeper: SwapModel = {
      ...qwen,
      ttl: 3_600,
      cmd: 'llama-server --sleep-idle-seconds 300 -m x.gguf',
    };
    const server = await start({ models: [sleeper], child: { sleepIdleSeconds: 300 } });
    await server.clientAsks('qwen');
    const connection = connect(llamaSwap, server);
    const seen = await connection.model(qwen.id);
    expect(seen.idle).toMatchObject({ periodMs: 300_000 });
    for (let nudged = 0; nudged < 4; nudged += 1) {
      await clockOf(server).advance(2 * minute);
      unwrap(await connection.nudge(seen));
    }
    expect(server.processes.named('qwen')?.child?.sleeping).toBe(false);
    await clockOf(server).advance(6 * minute);
    server.ledger.clear();
    expect(failureOf(await connection.nudge(seen)).code).toBe('not-supported');
    expect(server.processes.named('qwen')?.child?.sleeping).toBe(true);
    expect(server.ledger.of('woke')).toEqual([]);
  });

  test('takes a full model for busy', async () => {
    const narrow: SwapModel = { ...qwen, concurrencyLimit: 1, busyMs: minute };
    const server = await start({ models: [narrow] });
    const connection = connect(llamaSwap, server);
    const asking = server.clientAsks('qwen');
    await clockOf(server).advance(0);
    expect(unwrap(await connection.nudge(await connection.model(qwen.id)))).toEqual({
      tokens: 0,
      busy: true,
    });
    await clockOf(server).advance(minute);
    await asking;
  });
});

describe('the event stream', () => {
  const stoppers: AbortController[] = [];
  afterEach(() => {
    for (const stopper of stoppers.splice(0)) stopper.abort();
  });

  async function listening(server: FakeLlamaSwap) {
    const connection = connect(llamaSwap, server);
    await connection.observe();
    const stopper = new AbortController();
    stoppers.push(stopper);
    const seen: ServerEvent[] = [];
    const opened = server.nextRequest('/api/events');
    const done = (async () => {
      for await (const event of llamaSwap.events?.(connection.context, stopper.signal) ?? [])
        seen.push(event);
    })();
    await opened;
    return { connection, seen, done, stopper };
  }

  test('tells loading, then busy by requests in flight, then nothing, and when the time to live began', async () => {
    const slow: SwapModel = { ...qwen, loadMs: minute, busyMs: minute };
    const server = await start({ models: [slow] });
    const { connection, seen } = await listening(server);
    const asking = server.clientAsks('qwen');
    await expect
      .poll(() => seen)
      .toContainEqual({
        is: 'state',
        modelId: qwen.id,
        state: { is: 'loading', since: expect.any(Number), progress: null },
      });
    await clockOf(server).advance(minute);
    const busy = { is: 'busy', requests: 1, queued: null };
    await expect.poll(() => seen).toContainEqual({ is: 'state', modelId: qwen.id, state: busy });
    await clockOf(server).advance(minute);
    await asking;
    await expect
      .poll(() => seen.slice(-2))
      .toEqual([{ is: 'state', modelId: qwen.id, state: null }, { is: 'changed' }]);
    expect((await connection.model(qwen.id)).idle).toMatchObject({
      at: server.clock.now() + 5 * minute,
      basis: 'last-request-seen',
    });
  });

  test('keeps no logs and no headers', async () => {
    const server = await start();
    const { seen } = await listening(server);
    await server.clientAsks('qwen');
    await expect.poll(() => seen.length).toBeGreaterThan(2);
    expect(JSON.stringify(seen)).not.toMatch(/REDACTED|api key|Authorization|started/);
  });

  test('survives messages that are none', async () => {
    const server = await start();
    const nonsense = [
      '{"type":"inflight","data":"{\\"operation\\":\\"upsert\\"}"}',
      '7',
      '{"type":"modelStatus","data":"["}',
    ];
    const body = nonsense.map((data) => `data:${data}\n\n`).join('');
    server.misbehave({ match: '/api/events', body, headers: { 'content-type': 'text/event-stream' } });
    const { seen, done } = await listening(server);
    await done;
    expect(seen).toEqual([]);
  });

  test('ends quietly where there is none, and is not asked for again', async () => {
    const server = await start();
    server.misbehave({ match: '/api/events', status: 404, body: 'page not found' });
    const { connection, done } = await listening(server);
    await done;
    for await (const _ of llamaSwap.events?.(connection.context, new AbortController().signal) ?? [])
      expect.fail();
    expect(server.requestsTo('/api/events')).toHaveLength(1);
  });
});

describe('hostile answers', () => {
  survivesHostileAnswers(llamaSwap, () => startLlamaSwap({ clock: new FakeClock(), models: [qwen] }));
});
