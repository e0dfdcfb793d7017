import { describe, expect, test } from 'vitest';
import { ollama } from '../../../electron/core/servers/ollama/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeOllama,
  fakeModel,
  type OllamaModel,
  type OllamaOptions,
  startKoboldCpp,
  startLlmman,
  startLocalAi,
  startOllama,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const qwen: OllamaModel = fakeModel({ id: 'qwen3:8b', params: '8.2B', maxContext: 40_960 });
const plain: OllamaModel = fakeModel({ id: 'mistral', thinking: false });
const embedder: OllamaModel = fakeModel({
  id: 'nomic-embed-text',
  kind: 'embeddings',
  maxContext: 2_048,
  tokens: 0,
});
const cloud: OllamaModel = { ...fakeModel({ id: 'gpt-oss:120b-cloud' }), remoteHost: 'https://ollama.com' };
const minute = 60_000;

function start(options: Partial<OllamaOptions> = {}): Promise<FakeOllama> {
  const models = [qwen, plain, embedder, cloud];
  return running(startOllama({ clock: new FakeClock(), models, ...options }));
}

function clockOf(server: FakeOllama): FakeClock {
  return server.clock as FakeClock;
}

describe('recognising', () => {
  test('is known by its greeting and its version', async () => {
    const server = await start({ version: '0.34.2' });
    expect(unwrap(await recognise(clientOf(server)))).toMatchObject({ kind: 'ollama', version: '0.34.2' });
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('is not taken for LocalAI, KoboldCpp or llmman, which answer the same routes', async () => {
    const clock = new FakeClock();
    const localAi = await running(startLocalAi({ clock, models: [qwen], ollamaRoot: true }));
    const kobold = await running(startKoboldCpp({ clock, initial: qwen }));
    const llmman = await running(startLlmman({ clock, models: [qwen] }));
    expect(unwrap(await recognise(clientOf(localAi))).kind).toBe('localai');
    expect(unwrap(await recognise(clientOf(kobold))).kind).toBe('koboldcpp');
    expect(unwrap(await recognise(clientOf(llmman))).kind).toBe('openai-compatible');
  });
});

describe('observing', () => {
  test('shows the context really allocated beside the largest, memory, and the exact expiry', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b');
    const seen = await connect(ollama, server).model('qwen3:8b');
    expect(seen).toMatchObject({
      state: { is: 'loaded' },
      contextAllocated: 4_096,
      contextMax: 40_960,
      quantisation: 'Q4_K_M',
      bitsPerWeight: 4,
      parameters: 8_200_000_000,
      fileBytes: qwen.sizeBytes,
      memoryBytes: Math.round(qwen.sizeBytes * 1.2),
      gpuBytes: Math.round(qwen.sizeBytes * 1.2),
      capabilities: ['chat', 'tools', 'reasoning'],
      idle: { is: 'at', at: server.clock.now() + 5 * minute, periodMs: 5 * minute, exact: true, basis: null },
      place: 'this-machine',
      hosted: false,
    });
  });

  test('keeps the period while the expiry stands and learns it anew after a request', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b', { keepAlive: '30m' });
    const connection = connect(ollama, server);
    await connection.observe();
    await clockOf(server).advance(10 * minute);
    expect((await connection.model('qwen3:8b')).idle).toMatchObject({ periodMs: 30 * minute });
    await server.clientAsks('qwen3:8b', { keepAlive: '2m' });
    expect((await connection.model('qwen3:8b')).idle).toMatchObject({ periodMs: 2 * minute });
  });

  test('calls an expiry 292 years ahead never', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b', { keepAlive: -1 });
    expect((await connect(ollama, server).model('qwen3:8b')).idle).toEqual({ is: 'never' });
  });

  test('calls a model busy whose expiry is long past and still listed', async () => {
    const long = fakeModel({ id: 'long:1b', busyMs: 20 * minute });
    const server = await start({ models: [long] });
    const first = server.clientAsks('long:1b');
    await clockOf(server).advance(20 * minute);
    await first;
    const second = server.clientAsks('long:1b');
    await clockOf(server).advance(10 * minute);
    const connection = connect(ollama, server);
    expect(await connection.model('long:1b')).toMatchObject({
      state: { is: 'busy' },
      idle: { is: 'unknown' },
    });
    const farAway = connect(ollama, server, { place: 'lan' });
    expect((await farAway.model('long:1b')).state.is).toBe('loaded');
    await clockOf(server).advance(10 * minute);
    await second;
  });

  test('a name without a tag is the same model as :latest', async () => {
    const server = await start();
    await server.clientAsks('mistral');
    const seen = await connect(ollama, server).model('mistral:latest');
    expect(seen).toMatchObject({ aliases: ['mistral'], state: { is: 'loaded' } });
  });

  test('marks cloud models as running elsewhere and costing, never as loaded here', async () => {
    const server = await start();
    const seen = await connect(ollama, server).model('gpt-oss:120b-cloud');
    expect(seen).toMatchObject({
      hosted: true,
      place: 'elsewhere',
      state: { is: 'unknown' },
      fileBytes: null,
      instances: [],
    });
  });

  test('asks older versions once per model for what their list lacks, and never about cloud models', async () => {
    const server = await start({ version: '0.9.6' });
    await server.clientAsks('qwen3:8b');
    const connection = connect(ollama, server);
    const first = await connection.observe();
    expect(first.models[0]).toMatchObject({
      contextMax: 40_960,
      contextAllocated: null,
      capabilities: ['chat', 'tools', 'reasoning'],
    });
    expect(first.abilities.freeNudge).toEqual({ can: false, why: 'needs-newer-version' });
    await connection.observe();
    const shown = server.requestsTo('POST /api/show').map(({ body }) => body.model);
    expect(shown).toEqual(['qwen3:8b', 'mistral:latest', 'nomic-embed-text:latest']);
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test('a day of observing keeps nothing loaded and touches no timer', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b');
    const connection = connect(ollama, server);
    for (let asked = 0; asked < 96; asked += 1) {
      await connection.observe();
      await clockOf(server).advance(15 * minute);
    }
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.loadedNames()).toEqual([]);
  });
});

describe('loading and unloading', () => {
  test('loads without a prompt, with the context asked for, and without keep_alive', async () => {
    const server = await start();
    const answer = unwrap(await connect(ollama, server).load('qwen3:8b', 16_384));
    expect(answer).toEqual({ instanceId: 'qwen3:8b', contextAllocated: 16_384 });
    expect(server.requestsTo('POST /api/generate').map(({ body }) => body)).toEqual([
      { model: 'qwen3:8b', options: { num_ctx: 16_384 }, stream: false },
    ]);
    expect(server.ledger.tokens()).toBe(0);
  });

  test('waits many minutes for a slow load instead of aborting it by leaving', async () => {
    const slow = fakeModel({ id: 'slow:70b', loadMs: 20 * minute });
    const server = await start({ models: [slow] });
    const arrived = server.nextRequest('POST /api/generate');
    const loading = connect(ollama, server).load('slow:70b');
    await arrived;
    await clockOf(server).advance(20 * minute);
    expect((await loading).ok).toBe(true);
    expect(server.ledger.of('aborted-load')).toEqual([]);
  });

  test('a cancelled load is aborted by the server', async () => {
    const slow = fakeModel({ id: 'slow:70b', loadMs: 20 * minute });
    const server = await start({ models: [slow] });
    const cancelling = new AbortController();
    const arrived = server.nextRequest('POST /api/generate');
    const loading = connect(ollama, server).load('slow:70b', null, { signal: cancelling.signal });
    await arrived;
    cancelling.abort();
    expect(failureOf(await loading).code).toBe('cancelled');
    await expect.poll(() => server.ledger.of('aborted-load')).toHaveLength(1);
  });

  test('leaves a loaded model alone instead of reconfiguring it', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b', { numCtx: 20_000 });
    const connection = connect(ollama, server);
    expect(unwrap(await connection.load('qwen3:8b'))).toMatchObject({ contextAllocated: 20_000 });
    expect(failureOf(await connection.load('qwen3:8b', 8_192)).code).toBe('load-failed');
    expect(server.ledger.sideEffects()).toEqual([]);
  });

  test.each(['0.33.0', '0.6.0'])(
    'loads and unloads an embedding model by its own route (%s)',
    async (version) => {
      const server = await start({ version });
      const connection = connect(ollama, server);
      unwrap(await connection.load('nomic-embed-text:latest'));
      expect(server.loadedNames()).toEqual(['nomic-embed-text:latest']);
      unwrap(await connection.unload('nomic-embed-text:latest'));
      expect(server.loadedNames()).toEqual([]);
      expect(server.ledger.of('generated')).toEqual([]);
      expect(server.ledger.of('reconfigured')).toEqual([]);
    },
  );

  test('unloading is done when the list of running models shows it gone', async () => {
    const server = await start({ unloadDelayMs: 4_000 });
    await server.clientAsks('qwen3:8b');
    unwrap(await connect(ollama, server).unload('qwen3:8b'));
    expect(server.loadedNames()).toEqual([]);
  });

  test('unloading what is not loaded sends nothing', async () => {
    const server = await start();
    unwrap(await connect(ollama, server).unload('qwen3:8b'));
    expect(server.requestsTo('POST')).toEqual([]);
  });

  test('never touches a cloud model', async () => {
    const server = await start();
    const connection = connect(ollama, server);
    expect(failureOf(await connection.load('gpt-oss:120b-cloud')).code).toBe('may-cost-money');
    expect(failureOf(await connection.unload('gpt-oss:120b-cloud')).code).toBe('may-cost-money');
    const seen = await connection.model('gpt-oss:120b-cloud');
    expect(failureOf(await connection.nudge(seen)).code).toBe('may-cost-money');
    expect(server.requestsTo('POST')).toEqual([]);
  });

  test('says why a load failed', async () => {
    const oom = fakeModel({ id: 'huge:1t', loadFailure: 'llama-server out-of-memory during startup' });
    const server = await start({ models: [oom, qwen] });
    const connection = connect(ollama, server);
    expect(failureOf(await connection.load('huge:1t')).code).toBe('out-of-memory');
    expect(failureOf(await connection.load('missing')).code).toBe('model-not-found');
    server.misbehave({
      match: 'POST',
      body: '{"error":"llama-server process has terminated: exit status 2"}',
    });
    expect(failureOf(await connection.load('qwen3:8b')).code).toBe('load-failed');
  });
});

describe('the nudge', () => {
  async function nudged(server: FakeOllama, id: string) {
    const connection = connect(ollama, server);
    const before = await connection.model(id);
    await clockOf(server).advance(2 * minute);
    server.ledger.clear();
    const answer = unwrap(await connection.nudge(before));
    return { answer, after: await connection.model(id), before };
  }

  test('generates nothing and restarts the idle time', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b');
    const { answer, after } = await nudged(server, 'qwen3:8b');
    expect(answer).toEqual({ tokens: 0, busy: false });
    expect(after.idle).toMatchObject({ at: server.clock.now() + 5 * minute });
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['reset-timer']);
  });

  test('does not reload a model another client loaded with its own context', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b', { numCtx: 20_000 });
    const { after } = await nudged(server, 'qwen3:8b');
    expect(after.contextAllocated).toBe(20_000);
    expect(server.ledger.of('reconfigured')).toEqual([]);
  });

  test.each(['1h', '90s', -1])('leaves the keep_alive %s somebody set as it is', async (keepAlive) => {
    const server = await start();
    await server.clientAsks('qwen3:8b', { keepAlive });
    const connection = connect(ollama, server);
    const before = await connection.model('qwen3:8b');
    unwrap(await connection.nudge(before));
    expect((await connection.model('qwen3:8b')).idle).toEqual(before.idle);
    expect(server.requestsTo('POST').every(({ body }) => !('keep_alive' in body))).toBe(true);
  });

  test('reaches an embedding model without computing', async () => {
    const server = await start();
    unwrap(await connect(ollama, server).load('nomic-embed-text:latest'));
    const { answer } = await nudged(server, 'nomic-embed-text:latest');
    expect(answer.tokens).toBe(0);
    expect(server.ledger.sideEffects().map(({ effect }) => effect)).toEqual(['reset-timer']);
  });

  test('is refused where the context in use is not told, because it could reload', async () => {
    const server = await start({ version: '0.9.6' });
    await server.clientAsks('qwen3:8b');
    const connection = connect(ollama, server);
    expect(failureOf(await connection.nudge(await connection.model('qwen3:8b'))).code).toBe('not-supported');
    expect(server.requestsTo('POST /api/generate')).toEqual([]);
  });

  test('sends nothing to a model that is not loaded', async () => {
    const server = await start();
    const connection = connect(ollama, server);
    expect(failureOf(await connection.nudge(await connection.model('qwen3:8b'))).code).toBe(
      'model-not-found',
    );
    expect(server.requestsTo('POST')).toEqual([]);
  });

  test('takes a full queue for busy, not for a failure', async () => {
    const server = await start();
    await server.clientAsks('qwen3:8b');
    const connection = connect(ollama, server);
    const seen = await connection.model('qwen3:8b');
    const body = '{"error":"server busy, please try again.  maximum pending requests exceeded"}';
    server.misbehave({ match: 'POST', status: 503, body });
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 0, busy: true });
  });
});

describe('hostile answers', () => {
  survivesHostileAnswers(ollama, () => startOllama({ clock: new FakeClock(), models: [qwen] }));
});
