import { describe, expect, test } from 'vitest';
import type { Processes } from '../../../electron/core/ports.ts';
import { lmStudio } from '../../../electron/core/servers/lm-studio/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { fail, ok } from '../../../shared/result.ts';
import {
  FakeClock,
  type FakeLmStudio,
  fakeModel,
  type LmStudioOptions,
  sampleModels,
  startLmStudio,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const model = fakeModel();
const other = fakeModel({ id: 'google/gemma-4-27b', vision: true });
const { embedder } = sampleModels;

function start(options: Partial<LmStudioOptions> = {}): Promise<FakeLmStudio> {
  return running(startLmStudio({ clock: new FakeClock(), models: [model, other, embedder], ...options }));
}

/** A machine where `lms` prints what the simulated server knows. */
function machineWithLms(server: FakeLmStudio, asked: string[][] = []): Processes {
  return {
    run: async (command, args) => {
      if (command !== 'lms') return fail('cli-failed', `${command} could not be run (ENOENT).`);
      asked.push([...args]);
      return ok({ code: 0, stdout: server.lmsPs(), stderr: '', tookMs: 5 });
    },
    shellEnvironment: async () => ({}),
    environment: {},
    platform: 'linux',
    homeFolder: '/home/ada',
    freeMemory: async () => null,
    mayHaveGraphicsMemory: async () => true,
  };
}

describe('recognising', () => {
  test('is known by its greeting', async () => {
    const server = await start();
    expect(unwrap(await recognise(clientOf(server)))).toMatchObject({ kind: 'lm-studio' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/lmstudio-greeting']);
  });

  test('is known although it demands a token, and then says the token is missing', async () => {
    const server = await start({ apiKey: 'lm-token' });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('lm-studio');
    expect(failureOf(await connect(lmStudio, server).tryObserve()).code).toBe('unauthorised');
    expect((await connect(lmStudio, server, { key: 'lm-token' }).observe()).models).toHaveLength(3);
  });

  test('is known by its refusal when even the greeting is guarded', async () => {
    const server = await start();
    const error = { message: 'An LM Studio API token is required.', type: 'invalid_request_error' };
    server.misbehave({ status: 401, body: JSON.stringify({ error }) });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('lm-studio');
  });
});

describe('observing', () => {
  test('shows both contexts, size, quantisation, capabilities and copies', async () => {
    const server = await start();
    await server.userLoads(model.id, { context: 8192 });
    await server.userLoads(model.id, { context: 4096 });
    const connection = connect(lmStudio, server);
    expect(await connection.model(model.id)).toMatchObject({
      name: model.displayName,
      state: { is: 'loaded' },
      instances: [
        { id: model.id, contextAllocated: 8192 },
        { id: `${model.id}:2`, contextAllocated: 4096 },
      ],
      aliases: [`${model.id}:2`],
      contextAllocated: 4096,
      contextMax: 40_960,
      quantisation: 'Q4_K_M',
      bitsPerWeight: 4,
      parameters: 8_000_000_000,
      fileBytes: model.sizeBytes,
      capabilities: ['chat', 'tools', 'reasoning'],
      memoryBytes: null,
    });
    expect(await connection.model(other.id)).toMatchObject({
      state: { is: 'not-loaded' },
      contextAllocated: null,
      capabilities: ['chat', 'vision', 'tools', 'reasoning'],
      idle: { is: 'unknown' },
    });
    expect(await connection.model(embedder.id)).toMatchObject({ capabilities: ['embedding'] });
  });

  test('falls back to v0 and says what an older version cannot do', async () => {
    const server = await start({ version: '0.3.20' });
    await server.userLoads(model.id);
    const seen = await connect(lmStudio, server).observe();
    expect(seen.variant).toBe('v0');
    expect(seen.models[0]).toMatchObject({
      state: { is: 'loaded' },
      contextAllocated: 8192,
      contextMax: 40_960,
    });
    expect(seen.models[2]).toMatchObject({ state: { is: 'not-loaded' }, capabilities: ['embedding'] });
    expect(seen.abilities.load).toEqual({ can: false, why: 'needs-newer-version' });
  });

  test.each([200, 404] as const)('falls back when an unknown route answers %i', async (status) => {
    const server = await start({ version: '0.3.20', unknownRouteStatus: status });
    expect((await connect(lmStudio, server).observe()).variant).toBe('v0');
  });

  test('never reads state from the OpenAI listing, which shows every download', async () => {
    const server = await start({ version: '0.3.5' });
    const seen = await connect(lmStudio, server).observe();
    expect(seen.variant).toBe('openai');
    expect(seen.models.map(({ state }) => state.is)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(seen.abilities.listState).toEqual({ can: false, why: 'needs-newer-version' });
  });

  test('a day of observing loads, evicts and resets nothing', async () => {
    const server = await start();
    const clock = server.clock as FakeClock;
    await server.clientAsks(model.id, { ttlSeconds: 12 * 3600 });
    const connection = connect(lmStudio, server);
    for (let minute = 0; minute < 24 * 60; minute += 15) {
      await connection.observe();
      await clock.advance(15 * 60_000);
    }
    expect(server.ledger.sideEffects()).toEqual([]);
    expect((await connection.model(model.id)).state.is).toBe('not-loaded');
  });
});

describe('the idle deadline', () => {
  test('is an estimate of an hour that stays put, and starts over when the model outlives it', async () => {
    const server = await start();
    const clock = server.clock as FakeClock;
    await server.clientAsks(model.id);
    const connection = connect(lmStudio, server);
    const first = (await connection.model(model.id)).idle;
    expect(first).toEqual({
      is: 'at',
      at: clock.now() + 3_600_000,
      periodMs: 3_600_000,
      exact: false,
      basis: 'default-idle-time',
    });
    await clock.advance(10 * 60_000);
    expect((await connection.model(model.id)).idle).toEqual(first);
    await server.clientAsks(model.id);
    await clock.advance(55 * 60_000);
    expect((await connection.model(model.id)).idle).toMatchObject({ at: clock.now() + 3_600_000 });
  });

  test('counts from our own nudge', async () => {
    const server = await start();
    const clock = server.clock as FakeClock;
    await server.clientAsks(model.id);
    const connection = connect(lmStudio, server);
    const seen = await connection.model(model.id);
    await clock.advance(20 * 60_000);
    unwrap(await connection.nudge(seen));
    expect((await connection.model(model.id)).idle).toMatchObject({
      at: clock.now() + 3_600_000,
      basis: 'last-request-seen',
    });
  });

  test('is never for a model we loaded ourselves, until it is gone', async () => {
    const server = await start();
    const connection = connect(lmStudio, server);
    unwrap(await connection.load(model.id));
    expect((await connection.model(model.id)).idle).toEqual({ is: 'never' });
    server.userUnloads(model.id);
    expect((await connection.model(model.id)).idle).toEqual({ is: 'unknown' });
    await server.clientAsks(model.id);
    expect((await connection.model(model.id)).idle).toMatchObject({ is: 'at' });
  });
});

describe('loading and unloading', () => {
  test('loads with the context asked for and reads back what was applied', async () => {
    const server = await start({ contextCap: 6000 });
    const connection = connect(lmStudio, server);
    expect(unwrap(await connection.load(model.id, 16_384))).toEqual({
      instanceId: model.id,
      contextAllocated: 6000,
    });
    expect(await connection.model(model.id)).toMatchObject({ contextAllocated: 6000 });
  });

  test.each(['documented', 'flat', 'nested'] as const)('understands the %s answer', async (loadReply) => {
    const server = await start({ loadReply });
    const answer = unwrap(await connect(lmStudio, server).load(model.id, 4096));
    expect(answer).toEqual({ instanceId: model.id, contextAllocated: 4096 });
  });

  test('never makes a second copy of a model that is loaded', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const connection = connect(lmStudio, server);
    expect(unwrap(await connection.load(model.id))).toMatchObject({ instanceId: model.id });
    expect(failureOf(await connection.load(model.id, 4096)).facts).toEqual({
      contextAllocated: 8192,
    });
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('takes its copy back when somebody else loaded the same model meanwhile', async () => {
    const slow = fakeModel({ loadMs: 10_000 });
    const server = await start({ models: [slow] });
    const connection = connect(lmStudio, server);
    const theirs = server.userLoads(slow.id);
    const arrived = server.nextRequest('POST /api/v1/models/load');
    const ours = connection.load(slow.id);
    await arrived;
    await (server.clock as FakeClock).advance(10_000);
    await theirs;
    expect(unwrap(await ours)).toMatchObject({ instanceId: slow.id });
    expect(server.instances.all.map(({ id }) => id)).toEqual([slow.id]);
  });

  test('says when memory is not enough', async () => {
    const server = await start({ memoryBytes: 1000 });
    const answer = await connect(lmStudio, server).load(model.id);
    expect(failureOf(answer)).toMatchObject({ code: 'out-of-memory' });
  });

  test('says when a load failed and when there is no such model', async () => {
    const broken = fakeModel({ id: 'broken', loadFailure: 'Engine exited before becoming healthy' });
    const server = await start({ models: [broken] });
    const connection = connect(lmStudio, server);
    expect(failureOf(await connection.load('broken')).code).toBe('load-failed');
    expect(failureOf(await connection.load('missing')).code).toBe('model-not-found');
  });

  test('unloads one copy, or all, by their exact ids', async () => {
    const server = await start();
    for (let copies = 0; copies < 3; copies += 1) await server.userLoads(model.id);
    const connection = connect(lmStudio, server);
    unwrap(await connection.unload(model.id, `${model.id}:2`));
    expect(server.instances.all.map(({ id }) => id)).toEqual([model.id, `${model.id}:3`]);
    unwrap(await connection.unload(model.id));
    expect(server.instances.all).toEqual([]);
  });

  test('does not load on a version without a load call', async () => {
    const server = await start({ version: '0.3.20' });
    expect(failureOf(await connect(lmStudio, server).load(model.id)).code).toBe('not-supported');
    expect(server.ledger.sideEffects()).toEqual([]);
  });
});

describe('the nudge', () => {
  test('is one token to the exact copy and restarts its time', async () => {
    const server = await start();
    await server.clientAsks(model.id);
    server.ledger.clear();
    const connection = connect(lmStudio, server);
    const seen = await connection.model(model.id);
    const answer = await connection.nudge(seen);
    expect(answer).toEqual({ ok: true, value: { tokens: 1, busy: false } });
    expect(server.ledger.entries.map(({ effect, model: id, tokens }) => ({ effect, id, tokens }))).toEqual([
      { effect: 'generated', id: model.id, tokens: 1 },
      { effect: 'reset-timer', id: model.id, tokens: undefined },
    ]);
    expect(server.requestsTo('POST /v1/completions')[0]?.body).toMatchObject({
      model: model.id,
      max_tokens: 1,
    });
  });

  test('reaches a copy that carries its own id instead of loading one more', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const second = await server.userLoads(model.id, { ttlSeconds: 600 });
    server.userUnloads(model.id);
    const connection = connect(lmStudio, server);
    const seen = await connection.model(model.id);
    unwrap(await connection.nudge(seen));
    expect(server.requestsTo('POST')[0]?.body.model).toBe(second);
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['generated', 'reset-timer']);
  });

  test('costs an embedding model no token', async () => {
    const server = await start();
    await server.clientAsks(embedder.id);
    const connection = connect(lmStudio, server);
    const seen = await connection.model(embedder.id);
    const answer = await connection.nudge(seen);
    expect(answer).toEqual({ ok: true, value: { tokens: 0, busy: false } });
  });

  test('sends nothing to a model without a copy', async () => {
    const server = await start();
    const connection = connect(lmStudio, server);
    const seen = await connection.model(model.id);
    const answer = await connection.nudge(seen);
    expect(failureOf(answer).code).toBe('model-not-found');
    expect(server.requestsTo('POST')).toEqual([]);
  });

  test('takes a 200 with an error inside for the refusal it is', async () => {
    const server = await start();
    await server.clientAsks(model.id);
    const connection = connect(lmStudio, server);
    const seen = await connection.model(model.id);
    server.misbehave({
      match: 'POST',
      body: '{"error":"Unexpected endpoint or method. Returning 200 anyway"}',
    });
    const answer = await connection.nudge(seen);
    expect(failureOf(answer)).toMatchObject({ code: 'bad-answer' });
  });
});

describe('looking closer with lms', () => {
  test('tells busy and the exact deadline, asking the very server we watch', async () => {
    const busy = fakeModel({ busyMs: 5_000 });
    const server = await start({ models: [busy] });
    const clock = server.clock as FakeClock;
    const asked: string[][] = [];
    const connection = connect(lmStudio, server, { processes: machineWithLms(server, asked) });
    const asking = server.clientAsks(busy.id, { ttlSeconds: 600 });
    await clock.advance(0);
    const seen = await connection.model(busy.id);
    const during = await connection.lookCloser(seen);
    expect(during).toMatchObject({ value: { busy: true, idle: { is: 'at', exact: false } } });
    await clock.advance(5_000);
    await asking;
    await clock.advance(60_000);
    const after = await connection.lookCloser(seen);
    expect(after).toEqual({
      ok: true,
      value: {
        busy: false,
        idle: { is: 'at', at: clock.now() + 540_000, periodMs: 600_000, exact: true, basis: null },
      },
    });
    expect(asked[0]).toEqual(['ps', '--json', '--port', String(server.port)]);
    expect(await connection.model(busy.id)).toMatchObject({
      idle: { at: clock.now() + 540_000, basis: 'last-request-seen' },
    });
  });

  test('learns that a model loaded by hand never unloads', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const connection = connect(lmStudio, server, { processes: machineWithLms(server) });
    const seen = await connection.model(model.id);
    expect(seen.idle).toMatchObject({ is: 'at' });
    const closer = await connection.lookCloser(seen);
    expect(closer).toMatchObject({ value: { idle: { is: 'never' } } });
    expect((await connection.model(model.id)).idle).toEqual({ is: 'never' });
  });

  test('asks no tool about a server on another machine', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const asked: string[][] = [];
    const processes = machineWithLms(server, asked);
    const connection = connect(lmStudio, server, { processes, place: 'lan' });
    const seen = await connection.model(model.id);
    const closer = await connection.lookCloser(seen);
    expect(closer).toEqual({ ok: true, value: { busy: null, idle: null } });
    expect(asked).toEqual([]);
  });

  test('says that busy is told as long as the command is there', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const processes = { ...machineWithLms(server), run: async () => fail('cli-missing', 'No lms here.') };
    const connection = connect(lmStudio, server, { processes });
    expect((await connection.observe()).abilities.busy).toEqual({ can: true });
    await connection.lookCloser(await connection.model(model.id));
    expect((await connection.observe()).abilities.busy).toEqual({ can: false, why: 'not-told' });
  });

  test('a copy that LM Link has on another machine is elsewhere, and nobody is paid for it', async () => {
    const server = await start();
    await server.userLoads(model.id);
    const entry = { identifier: model.id, status: 'idle', queued: 0, deviceIdentifier: 'studio' };
    const stdout = JSON.stringify([entry]);
    const processes = {
      ...machineWithLms(server),
      run: async () => ok({ code: 0, stdout, stderr: '', tookMs: 1 }),
    };
    const connection = connect(lmStudio, server, { processes });
    expect((await connection.model(model.id)).place).toBe('this-machine');
    await connection.lookCloser(await connection.model(model.id));
    expect(await connection.model(model.id)).toMatchObject({ place: 'elsewhere', hosted: false });
  });

  test.each(['not json', '{"a":1}', '[{"identifier":7},null,3]'])(
    'survives lms printing %s',
    async (stdout) => {
      const server = await start();
      await server.userLoads(model.id);
      const processes = {
        ...machineWithLms(server),
        run: async () => ok({ code: 0, stdout, stderr: '', tookMs: 1 }),
      };
      const connection = connect(lmStudio, server, { processes });
      const seen = await connection.model(model.id);
      const closer = await connection.lookCloser(seen);
      if (closer.ok === true) expect(closer.value).toEqual({ busy: null, idle: null });
      else expect(closer.failure.code).toBe('bad-answer');
    },
  );
});

describe('hostile answers', () => {
  survivesHostileAnswers(lmStudio, () => startLmStudio({ clock: new FakeClock(), models: [model] }));
});
