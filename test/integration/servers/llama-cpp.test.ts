import { afterEach, describe, expect, test } from 'vitest';
import { llamaCpp } from '../../../electron/core/servers/llama-cpp/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import type { ServerEvent } from '../../../electron/core/servers/types.ts';
import {
  FakeClock,
  type FakeLlamaRouter,
  type FakeLlamaServer,
  fakeModel,
  type LlamaRouterOptions,
  type LlamaServerOptions,
  startLlamaRouter,
  startLlamaServer,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const qwen = fakeModel({ id: 'qwen3-8b-q4_k_m', defaultContext: 8_192 });
const gemma = fakeModel({ id: 'ggml-org/gemma-4-27b-GGUF:Q4_K_M', vision: true });
const minute = 60_000;

function single(options: Partial<LlamaServerOptions> = {}): Promise<FakeLlamaServer> {
  return running(startLlamaServer({ clock: new FakeClock(), model: qwen, ...options }));
}

function router(options: Partial<LlamaRouterOptions> = {}): Promise<FakeLlamaRouter> {
  return running(startLlamaRouter({ clock: new FakeClock(), models: [qwen, gemma], ...options }));
}

function clockOf(server: { clock: unknown }): FakeClock {
  return server.clock as FakeClock;
}

const singleId = 'qwen3-8b-q4_k_m.gguf';

describe('recognising', () => {
  test('is known by its first answer, loading or not', async () => {
    const loading = await single({ model: fakeModel({ loadMs: minute }) });
    expect(unwrap(await recognise(clientOf(loading))).kind).toBe('llama-cpp');
    expect(loading.requests).toHaveLength(1);
    expect(unwrap(await recognise(clientOf(await router()))).kind).toBe('llama-cpp');
  });

  test('is known although it demands a key, and then says the key is missing', async () => {
    const server = await single({ apiKey: 'sesame' });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('llama-cpp');
    expect(failureOf(await connect(llamaCpp, server).tryObserve()).code).toBe('unauthorised');
    expect((await connect(llamaCpp, server, { key: 'sesame' }).observe()).models).toHaveLength(1);
  });
});

describe('observing one model', () => {
  test('shows both contexts, size, quantisation and capabilities', async () => {
    const seen = await connect(llamaCpp, await single()).observe();
    expect(seen).toMatchObject({ variant: 'single', version: 'b10644-0123abcd' });
    expect(seen.models[0]).toMatchObject({
      id: singleId,
      aliases: [qwen.id],
      state: { is: 'loaded' },
      contextAllocated: 8_192,
      contextMax: 40_960,
      quantisation: 'Q4_K_M',
      parameters: qwen.parameterCount,
      fileBytes: qwen.sizeBytes,
      memoryBytes: null,
      capabilities: ['chat', 'tools'],
      idle: { is: 'unknown' },
    });
    expect(seen.abilities.load).toEqual({ can: false, why: 'one-model-per-process' });
  });

  test('finds the context in /props where the list lacks it', async () => {
    const seen = await connect(llamaCpp, await single({ build: 6_000 })).observe();
    expect(seen.models[0]).toMatchObject({ contextAllocated: 8_192, quantisation: null });
  });

  test('a 503 while loading is the state loading, since it began', async () => {
    const slow = fakeModel({ id: qwen.id, loadMs: 3 * minute });
    const server = await single({ model: slow });
    const connection = connect(llamaCpp, server);
    expect(failureOf(await connection.tryObserve()).code).toBe('server-loading');
    await clockOf(server).advance(3 * minute);
    await connection.observe();
    await server.restart();
    await connection.tryObserve(); // may still find the connection the restart broke
    const since = clockOf(server).now();
    await connection.observe();
    await clockOf(server).advance(minute);
    expect((await connection.model(singleId)).state).toEqual({ is: 'loading', since, progress: null });
  });

  test('tells busy from metrics on builds where asking wakes nobody', async () => {
    const busy = fakeModel({ id: qwen.id, busyMs: minute });
    const server = await single({ model: busy });
    const asking = server.clientAsks();
    await clockOf(server).advance(0);
    const connection = connect(llamaCpp, server);
    expect((await connection.model(singleId)).state).toEqual({ is: 'busy', requests: 1, queued: 0 });
    await clockOf(server).advance(minute);
    await asking;
    expect((await connection.model(singleId)).state).toEqual({ is: 'loaded' });
  });

  test('never asks older builds for metrics, which would wake the model', async () => {
    const server = await single({ build: 10_518, sleepIdleSeconds: 60 });
    const connection = connect(llamaCpp, server);
    expect((await connection.observe()).abilities.busy).toEqual({ can: false, why: 'needs-newer-version' });
    await clockOf(server).advance(2 * minute);
    expect((await connection.model(singleId)).state).toEqual({ is: 'asleep' });
    expect(server.requestsTo('/metrics')).toEqual([]);
  });

  test.each([
    { build: 10_518, why: 'needs-newer-version' },
    { metricsRoute: false, why: 'needs-admin-option' },
  ])('tells the same of its busy slots asleep as awake ($why)', async ({ why, ...options }) => {
    const server = await single({ ...options, sleepIdleSeconds: 60 });
    const connection = connect(llamaCpp, server);
    const awake = await connection.observe();
    await clockOf(server).advance(2 * minute);
    const asleep = await connection.observe();
    expect(asleep.models[0]?.state).toEqual({ is: 'asleep' });
    expect([awake.abilities.busy, asleep.abilities.busy]).toEqual([
      { can: false, why },
      { can: false, why },
    ]);
  });

  test('asks once for metrics that are switched off', async () => {
    const server = await single({ metricsRoute: false });
    const connection = connect(llamaCpp, server);
    expect((await connection.observe()).abilities.busy).toEqual({ can: false, why: 'needs-admin-option' });
    await connection.observe();
    expect(server.requestsTo('/metrics')).toHaveLength(1);
  });

  test('never asks for metrics a newer build says it has not', async () => {
    const server = await single();
    const body = JSON.stringify({ build_info: 'b10700-x', endpoint_metrics: false, is_sleeping: false });
    server.misbehave({ match: 'GET /props', body });
    expect((await connect(llamaCpp, server).observe()).abilities.busy).toEqual({
      can: false,
      why: 'needs-admin-option',
    });
    expect(server.requestsTo('/metrics')).toEqual([]);
  });

  test('a sleeping model shows no copy and is not woken by an hour of looking', async () => {
    const server = await single({ sleepIdleSeconds: 120 });
    const connection = connect(llamaCpp, server);
    for (let looked = 0; looked < 60; looked += 1) {
      await connection.observe();
      await clockOf(server).advance(minute);
    }
    expect(await connection.model(singleId)).toMatchObject({ state: { is: 'asleep' }, instances: [] });
    expect(server.asleep).toBe(true);
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.requestsTo('/slots')).toEqual([]);
  });
});

describe('the nudge to one model', () => {
  test('keeps it awake without a token', async () => {
    const server = await single({ sleepIdleSeconds: 300 });
    const connection = connect(llamaCpp, server);
    for (let nudged = 0; nudged < 12; nudged += 1) {
      await clockOf(server).advance(2 * minute);
      expect(unwrap(await connection.nudge(await connection.model(singleId)))).toEqual({
        tokens: 0,
        busy: false,
      });
    }
    expect(server.asleep).toBe(false);
    expect(new Set(server.ledger.sideEffects().map(({ effect }) => effect))).toEqual(
      new Set(['reset-timer']),
    );
  });

  test('takes the adapters when the slots route is off', async () => {
    const server = await single({ sleepIdleSeconds: 300, slotsRoute: false });
    const connection = connect(llamaCpp, server);
    expect((await connection.nudge(await connection.model(singleId))).ok).toBe(true);
    expect(server.ledger.of('reset-timer')).toHaveLength(1);
  });

  test('never wakes a model that sleeps, nor one that fell asleep a moment ago', async () => {
    const server = await single({ sleepIdleSeconds: 60 });
    const connection = connect(llamaCpp, server);
    const awake = await connection.model(singleId);
    await clockOf(server).advance(2 * minute);
    expect(failureOf(await connection.nudge(awake)).code).toBe('not-supported');
    expect(failureOf(await connection.nudge(await connection.model(singleId))).code).toBe('not-supported');
    expect(server.asleep).toBe(true);
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('tells whether a slot works, in the same request', async () => {
    const busy = fakeModel({ id: qwen.id, busyMs: minute });
    const server = await single({ model: busy, metricsRoute: false });
    const connection = connect(llamaCpp, server);
    const seen = await connection.model(singleId);
    expect(unwrap(await connection.nudge(seen)).busy).toBe(false);
    expect(server.requestsTo('/slots')).toHaveLength(1);
    const asking = server.clientAsks();
    await clockOf(server).advance(0);
    expect(unwrap(await connection.nudge(seen)).busy).toBe(true);
    await clockOf(server).advance(minute);
    await asking;
  });
});

describe('one model cannot be loaded or unloaded', () => {
  test('but a sleeping one can be woken', async () => {
    const server = await single({ sleepIdleSeconds: 60 });
    const connection = connect(llamaCpp, server);
    expect(failureOf(await connection.unload(singleId)).code).toBe('not-supported');
    await clockOf(server).advance(2 * minute);
    expect((await connection.observe()).abilities.load).toEqual({ can: true });
    expect(unwrap(await connection.load(singleId))).toEqual({
      instanceId: singleId,
      contextAllocated: 8_192,
    });
    expect(server.asleep).toBe(false);
  });
});

describe('observing a router', () => {
  test('shows every status, and the context 0 of its own props for nothing', async () => {
    const broken = fakeModel({ id: 'broken', loadFailure: 'bad file' });
    const slow = fakeModel({ id: 'slow', loadMs: 10 * minute });
    const fetching = fakeModel({ id: 'fetching' });
    const server = await router({ models: [qwen, gemma, broken, slow, fetching], sleepIdleSeconds: 60 });
    const connection = connect(llamaCpp, server);
    await server.clientAsks(gemma.id);
    await clockOf(server).advance(2 * minute);
    await server.clientAsks(qwen.id);
    await server.clientAsks('broken').catch(() => undefined);
    const slowly = server.clientAsks('slow').catch(() => undefined);
    server.setStatus('fetching', 'downloading');
    await clockOf(server).advance(0);
    const since = clockOf(server).now();
    const states = new Map((await connection.observe()).models.map((model) => [model.id, model]));
    expect(states.get(qwen.id)).toMatchObject({ state: { is: 'loaded' }, contextAllocated: 8_192 });
    expect(states.get(gemma.id)).toMatchObject({
      state: { is: 'asleep' },
      contextAllocated: null,
      quantisation: 'Q4_K_M',
      capabilities: ['chat', 'vision'],
    });
    expect(states.get('broken')?.state).toEqual({ is: 'failed', reason: 'Its process ended with code 1.' });
    expect(states.get('slow')?.state).toEqual({ is: 'loading', since, progress: null });
    expect(states.get('fetching')?.state).toEqual({ is: 'not-loaded' });
    expect(server.ledger.sideEffects()).toEqual([]);
    await server.stop();
    await slowly;
  });

  test('never unloads models by asking for a rescan, and loads none in a day of looking', async () => {
    const server = await router({ sleepIdleSeconds: 600 });
    await server.clientAsks(qwen.id);
    server.changedPresets.add(qwen.id);
    const connection = connect(llamaCpp, server);
    for (let looked = 0; looked < 96; looked += 1) {
      await connection.observe();
      await clockOf(server).advance(15 * minute);
    }
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.statusOf(qwen.id)).toBe('sleeping');
    expect(server.statusOf(gemma.id)).toBe('unloaded');
    expect(server.requestsTo('reload')).toEqual([]);
  });

  test('asks a loaded child whether it works, never an unloaded one', async () => {
    const busy = fakeModel({ id: 'busy', busyMs: minute });
    const server = await router({ models: [busy, gemma] });
    const connection = connect(llamaCpp, server);
    await connection.observe();
    const asking = server.clientAsks('busy');
    await clockOf(server).advance(0);
    expect((await connection.model('busy')).state).toEqual({ is: 'busy', requests: 1, queued: 0 });
    expect(server.requestsTo('/metrics').map(({ path }) => path)).toEqual([
      '/metrics?model=busy&autoload=false',
    ]);
    await clockOf(server).advance(minute);
    await asking;
  });
});

describe('loading in a router', () => {
  test.each(['model_status', 'status_change'] as const)(
    'follows the load and its progress (%s)',
    async (statusEvent) => {
      const slow = fakeModel({ id: 'slow', loadMs: 10_000 });
      const server = await router({ models: [slow], statusEvent });
      const connection = connect(llamaCpp, server);
      const waiting = connection.context.wait;
      connection.context.wait = async (ms, signal) => {
        await waiting(ms, signal);
        await new Promise((resolve) => setTimeout(resolve, 5));
      };
      const progress: number[] = [];
      const answer = await connection.load('slow', null, { onProgress: (value) => progress.push(value) });
      expect(unwrap(answer)).toEqual({ instanceId: 'slow', contextAllocated: 8_192 });
      expect(progress).toContain(0.5);
      expect(server.statusOf('slow')).toBe('loaded');
    },
  );

  test('tells the exit code of a load that failed, even when an earlier one failed too', async () => {
    const broken = fakeModel({ id: 'broken', loadFailure: 'bad file', loadMs: 5_000 });
    const server = await router({ models: [broken] });
    const connection = connect(llamaCpp, server);
    for (let tried = 0; tried < 2; tried += 1) {
      expect(failureOf(await connection.load('broken'))).toMatchObject({
        code: 'load-failed',
        detail: 'Its process ended with code 1.',
      });
    }
  });

  test('joins a load somebody else began', async () => {
    const slow = fakeModel({ id: 'slow', loadMs: 10_000 });
    const server = await router({ models: [slow] });
    const theirs = server.clientAsks('slow');
    await clockOf(server).advance(1_000);
    expect((await connect(llamaCpp, server).load('slow')).ok).toBe(true);
    await theirs;
  });

  test('ends the load it began when cancelled', async () => {
    const slow = fakeModel({ id: 'slow', loadMs: minute });
    const server = await router({ models: [slow] });
    const connection = connect(llamaCpp, server);
    const cancelling = new AbortController();
    connection.context.wait = async () => cancelling.abort();
    const answer = await connection.load('slow', null, { signal: cancelling.signal });
    expect(failureOf(answer).code).toBe('cancelled');
    expect(server.statusOf('slow')).toBe('unloaded');
  });

  test('says when the router is full or has no such model', async () => {
    const server = await router({ modelsMax: 1 });
    server.refusesWhenFull = true;
    await server.clientAsks(qwen.id);
    const connection = connect(llamaCpp, server);
    expect(failureOf(await connection.load(gemma.id))).toMatchObject({ code: 'load-failed' });
    expect(failureOf(await connection.load('missing')).code).toBe('model-not-found');
    expect(unwrap(await connection.load(qwen.id)).instanceId).toBe(qwen.id);
  });

  test('wakes a sleeping model without loading a second', async () => {
    const server = await router({ sleepIdleSeconds: 60 });
    await server.clientAsks(qwen.id);
    await clockOf(server).advance(2 * minute);
    expect((await connect(llamaCpp, server).load(qwen.id)).ok).toBe(true);
    expect(server.statusOf(qwen.id)).toBe('loaded');
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['woke', 'reset-timer']);
  });

  test('a woken model counts as used at that moment', async () => {
    const server = await router({ sleepIdleSeconds: 600 });
    await server.clientAsks(qwen.id);
    await clockOf(server).advance(20 * minute);
    const connection = connect(llamaCpp, server);
    unwrap(await connection.load(qwen.id));
    const wokenAt = clockOf(server).now();
    await clockOf(server).advance(minute);
    expect((await connection.model(qwen.id)).idle).toMatchObject({
      at: wokenAt + 10 * minute,
      basis: 'last-request-seen',
    });
  });

  test('unloads and confirms, and takes "not running" for done', async () => {
    const server = await router();
    await server.clientAsks(qwen.id);
    const connection = connect(llamaCpp, server);
    unwrap(await connection.unload(qwen.id));
    expect(server.statusOf(qwen.id)).toBe('unloaded');
    unwrap(await connection.unload(qwen.id));
  });
});

describe('the nudge in a router', () => {
  test('keeps the child awake and the model among those the router keeps, without a token', async () => {
    const server = await router({ sleepIdleSeconds: 300, modelsMax: 2 });
    await server.clientAsks(qwen.id);
    const connection = connect(llamaCpp, server);
    for (let nudged = 0; nudged < 6; nudged += 1) {
      await clockOf(server).advance(2 * minute);
      expect(unwrap(await connection.nudge(await connection.model(qwen.id))).tokens).toBe(0);
    }
    expect(server.statusOf(qwen.id)).toBe('loaded');
    expect(server.entries.get(qwen.id)?.lastUsed).toBe(server.clock.now());
    expect(server.ledger.tokens()).toBe(qwen.tokens);
  });

  test('never loads a model that went away since it was seen', async () => {
    const server = await router();
    await server.clientAsks(qwen.id);
    const connection = connect(llamaCpp, server);
    const seen = await connection.model(qwen.id);
    unwrap(await connection.unload(qwen.id));
    server.ledger.clear();
    expect((await connection.nudge(seen)).ok).toBe(false);
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.statusOf(qwen.id)).toBe('unloaded');
  });
});

describe('the idle deadline in a router', () => {
  test('comes from the child’s command line: never without sleep', async () => {
    const server = await router();
    await server.clientAsks(qwen.id);
    expect((await connect(llamaCpp, server).model(qwen.id)).idle).toEqual({ is: 'never' });
  });
});

describe('the event stream of a router', () => {
  const stoppers: AbortController[] = [];
  afterEach(() => {
    for (const stopper of stoppers.splice(0)) stopper.abort();
  });

  test('tells progress of loads anybody started, and every other change', async () => {
    const slow = fakeModel({ id: 'slow', loadMs: 10_000 });
    const server = await router({ models: [slow] });
    const connection = connect(llamaCpp, server);
    await connection.observe();
    const stopper = new AbortController();
    stoppers.push(stopper);
    const seen: ServerEvent[] = [];
    const opened = server.nextRequest('/models/sse');
    const reading = (async () => {
      const stream = llamaCpp.events?.(connection.context, stopper.signal);
      if (stream === undefined) throw new Error('no events');
      for await (const event of stream) seen.push(event);
    })();
    await opened;
    const since = clockOf(server).now();
    const asking = server.clientAsks('slow');
    await clockOf(server).advance(5_000);
    await expect
      .poll(() => seen)
      .toContainEqual({
        is: 'state',
        modelId: 'slow',
        state: { is: 'loading', since: expect.any(Number), progress: 0.5 },
      });
    await clockOf(server).advance(5_000);
    await asking;
    await expect.poll(() => seen.at(-1)).toEqual({ is: 'changed' });
    expect(seen).toContainEqual({ is: 'state', modelId: 'slow', state: null });
    expect(since).toBeLessThanOrEqual(server.clock.now());
    stopper.abort();
    await reading;
  });

  test('is not there for a single model', async () => {
    const connection = connect(llamaCpp, await single());
    await connection.observe();
    const stream = llamaCpp.events?.(connection.context, new AbortController().signal);
    const seen: ServerEvent[] = [];
    for await (const event of stream ?? []) seen.push(event);
    expect(seen).toEqual([]);
  });
});

describe('hostile answers to a single server', () => {
  survivesHostileAnswers(llamaCpp, () => startLlamaServer({ clock: new FakeClock(), model: qwen }));
});

describe('hostile answers to a router', () => {
  survivesHostileAnswers(llamaCpp, () => startLlamaRouter({ clock: new FakeClock(), models: [qwen] }));
});
