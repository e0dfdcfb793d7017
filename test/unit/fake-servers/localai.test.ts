import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type LocalAiOptions, startLocalAi } from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, stopAfter, until } from './served.ts';

const qwen = fakeModel({ id: 'qwen3-8b', defaultContext: 4096 });
const gemma = fakeModel({ id: 'gemma-4' });
const chat = 'POST /v1/chat/completions';

function localai(options: Partial<LocalAiOptions> = {}) {
  return stopAfter(startLocalAi({ models: [qwen, gemma], clock: new FakeClock(), ...options }));
}

test('shows itself by its well-known file, version and bare cards', async () => {
  const server = await localai();
  expect((await ask(server, 'GET /.well-known/localai.json')).status).toBe(200);
  expect((await ask(server, 'GET /version')).json).toEqual({
    version: expect.stringMatching(/^v4\.9\.0 \(/),
  });
  expect((await ask(server, 'GET /v1/models')).json).toEqual({
    object: 'list',
    data: [
      { id: 'qwen3-8b', object: 'model' },
      { id: 'gemma-4', object: 'model' },
    ],
  });
  expect((await ask(server, 'GET /v1/models/capabilities')).json).toMatchObject({
    data: [{ id: 'qwen3-8b', capabilities: ['chat', 'completion'] }, { id: 'gemma-4' }],
  });
});

test('imitates Ollama with a fixed version and made-up sizes and expiries', async () => {
  const server = await localai();
  await ask(server, 'POST /backend/load', { body: { model: 'qwen3-8b' } });
  expect((await ask(server, 'GET /api/version')).json).toEqual({ version: '0.9.0' });
  expect((await ask(server, 'GET /api/tags')).json).toMatchObject({
    models: [{ name: 'qwen3-8b:latest' }, {}],
  });
  const ps = async () => (await ask(server, 'GET /api/ps')).json as { models: Record<string, unknown>[] };
  const before = (await ps()).models[0];
  expect(before).toMatchObject({ name: 'qwen3-8b:latest', size: 0 });
  await (server.clock as FakeClock).advance(3_600_000);
  const after = (await ps()).models[0];
  const moved = Date.parse(String(after?.expires_at)) - Date.parse(String(before?.expires_at));
  expect(moved).toBe(3_600_000);
});

test('/ is a page, or "Ollama is running" where that is switched on', async () => {
  expect((await ask(await localai(), 'GET /')).headers['content-type']).toContain('text/html');
  expect((await ask(await localai({ ollamaRoot: true }), 'GET /')).text).toBe('Ollama is running');
});

test('tells only the configured context, through /api/show', async () => {
  const server = await localai();
  expect((await ask(server, 'POST /api/show', { body: { model: 'qwen3-8b' } })).json).toMatchObject({
    model_info: { 'general.context_length': 4096 },
  });
});

test('/readyz says starting while preloading, /healthz does not care', async () => {
  const server = await localai({ preloadMs: 10_000 });
  expect(await ask(server, 'GET /readyz')).toMatchObject({ status: 503, json: { status: 'starting' } });
  expect((await ask(server, 'GET /healthz')).status).toBe(200);
  await (server.clock as FakeClock).advance(10_000);
  expect((await ask(server, 'GET /readyz')).status).toBe(200);
});

test('observing leaves no trace', async () => {
  const server = await localai();
  await ask(server, 'POST /backend/load', { body: { model: 'qwen3-8b' } });
  server.ledger.clear();
  const paths = [
    '/readyz',
    '/v1/models',
    '/v1/models/capabilities',
    '/system',
    '/api/ps',
    '/api/tags',
    '/version',
  ];
  for (const path of [...paths, '/backend/monitor?model=qwen3-8b']) {
    expect((await ask(server, `GET ${path}`)).status).toBe(200);
  }
  expect(server.ledger.entries).toEqual([]);
});

test('loads and stops a model on request; a load blocks until it is there', async () => {
  const server = await localai({ models: [fakeModel({ id: 'qwen3-8b', loadMs: 5_000 })] });
  const { answer } = await begin(server, 'POST /backend/load', { body: { model: 'qwen3-8b' } });
  expect((await ask(server, 'GET /system')).json).toMatchObject({ loaded_models: [] });
  await (server.clock as FakeClock).advance(5_000);
  expect((await answer).json).toMatchObject({ loaded: true });
  expect((await ask(server, 'GET /system')).json).toMatchObject({ loaded_models: [{ id: 'qwen3-8b' }] });
  const body = { model: 'qwen3-8b' };
  expect((await ask(server, 'POST /backend/shutdown', { body })).json).toEqual({ message: 'model stopped' });
  expect((await ask(server, 'POST /backend/shutdown', { body })).status).toBe(404);
});

test('a failed load says why', async () => {
  const server = await localai({ models: [fakeModel({ id: 'big', loadFailure: 'out of memory' })] });
  const answer = await ask(server, 'POST /backend/load', { body: { model: 'big' } });
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('out of memory');
  expect(server.loaded.size).toBe(0);
});

test('two requests for a loading model load it once', async () => {
  const server = await localai({ models: [fakeModel({ id: 'qwen3-8b', loadMs: 5_000 })] });
  await begin(server, chat, { body: hello('qwen3-8b') });
  expect((await askFor(5_000, server, chat, { body: hello('qwen3-8b') })).status).toBe(200);
  expect(server.ledger.of('loaded')).toHaveLength(1);
});

test('/v1/tokenize costs no token but loads an unloaded model', async () => {
  const server = await localai();
  await ask(server, 'POST /v1/tokenize', { body: { model: 'qwen3-8b', content: 'a' } });
  expect(effects(server)).toEqual(['loaded qwen3-8b']);
  expect(server.ledger.tokens()).toBe(0);
});

test('/v1/tokenize resets the idle watchdog, looking does not', async () => {
  const server = await localai({ watchdogIdleMs: 900_000 });
  const clock = server.clock as FakeClock;
  const tokenize = () => ask(server, 'POST /v1/tokenize', { body: { model: 'qwen3-8b', content: 'a' } });
  await tokenize();
  await clock.advance(800_000);
  await tokenize();
  await clock.advance(800_000);
  await ask(server, 'GET /backend/monitor?model=qwen3-8b');
  await ask(server, 'GET /system');
  expect(server.loaded.has('qwen3-8b')).toBe(true);
  await clock.advance(100_000);
  expect(server.loaded.has('qwen3-8b')).toBe(false);
  expect(server.ledger.of('unloaded')).toMatchObject([{ by: 'timer', note: 'idle watchdog' }]);
});

test('the watchdog is off by default', async () => {
  const server = await localai();
  await ask(server, 'POST /backend/load', { body: { model: 'qwen3-8b' } });
  await (server.clock as FakeClock).advance(30 * 86_400_000);
  expect(server.loaded.has('qwen3-8b')).toBe(true);
});

test('a busy model does not idle away, and its idle time counts from the end', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 1_000_000 });
  const server = await localai({ models: [slow], watchdogIdleMs: 900_000 });
  const clock = server.clock as FakeClock;
  await begin(server, chat, { body: hello('slow') });
  await clock.advance(1_000_000);
  await until(() => server.generating === 0);
  await clock.advance(899_000);
  expect(server.loaded.has('slow')).toBe(true);
  await clock.advance(1_000);
  expect(server.loaded.has('slow')).toBe(false);
});

test('the busy watchdog kills a long answer', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 600_000 });
  const server = await localai({ models: [slow], watchdogBusyMs: 300_000 });
  const answer = await askFor(300_000, server, chat, { body: hello('slow') });
  expect(answer.status).toBe(500);
  expect(server.loaded.size).toBe(0);
  expect(server.ledger.of('unloaded')).toMatchObject([{ note: 'busy watchdog' }]);
});

test('a pinned model is not unloaded when idle', async () => {
  const server = await localai({ watchdogIdleMs: 900_000 });
  await ask(server, 'POST /backend/load', { body: { model: 'qwen3-8b' } });
  await ask(server, 'PUT /models/toggle-pinned/qwen3-8b/pin');
  await (server.clock as FakeClock).advance(2_000_000);
  expect(server.loaded.has('qwen3-8b')).toBe(true);
  await ask(server, 'PUT /models/toggle-pinned/qwen3-8b/unpin');
  await (server.clock as FakeClock).advance(0);
  expect(server.loaded.has('qwen3-8b')).toBe(false);
});

test('one more active backend than allowed evicts the least recently used', async () => {
  const server = await localai({ maxActiveBackends: 1 });
  await ask(server, chat, { body: hello('qwen3-8b') });
  await ask(server, chat, { body: hello('gemma-4') });
  expect(server.ledger.of('evicted')).toMatchObject([{ model: 'qwen3-8b', by: 'http' }]);
});

test('/backend/monitor blocks while a one-at-a-time backend is busy', async () => {
  const server = await localai({ models: [fakeModel({ id: 'slow', busyMs: 10_000 })] });
  await begin(server, chat, { body: hello('slow') });
  const { answer } = await begin(server, 'GET /backend/monitor?model=slow');
  let done = false;
  void answer.then(() => {
    done = true;
  });
  await (server.clock as FakeClock).advance(9_000);
  expect(done).toBe(false);
  await (server.clock as FakeClock).advance(1_000);
  expect((await answer).json).toMatchObject({ state: 2, memory: { total: expect.any(Number) } });
});

test('/backend/monitor tells BUSY where backends work in parallel', async () => {
  const server = await localai({
    models: [fakeModel({ id: 'slow', busyMs: 10_000 })],
    parallelBackends: true,
  });
  await begin(server, chat, { body: hello('slow') });
  expect((await ask(server, 'GET /backend/monitor?model=slow')).json).toMatchObject({ state: 1 });
});

test('/backend/monitor fails for a model that is not loaded, and does not load it', async () => {
  const server = await localai();
  expect((await ask(server, 'GET /backend/monitor?model=qwen3-8b')).status).toBe(500);
  expect(server.ledger.entries).toEqual([]);
});

test('has no load status outside distributed mode', async () => {
  expect((await ask(await localai(), 'GET /api/models/qwen3-8b/load-status')).status).toBe(404);
});

test('a user key may infer but sees nothing of what is loaded', async () => {
  const server = await localai({ apiKey: 'admin', userKey: 'user' });
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /v1/models', { key: 'user' })).status).toBe(200);
  expect((await ask(server, 'GET /system', { key: 'user' })).status).toBe(403);
  expect((await ask(server, 'GET /system', { key: 'admin' })).status).toBe(200);
  expect((await ask(server, 'GET /readyz')).status).toBe(200);
});

test('types the parts of a reasoning item as output_text', async () => {
  const server = await localai();
  const answer = await ask(server, 'POST /v1/responses', { body: { model: 'qwen3-8b', input: 'hi' } });
  expect(answer.json).toMatchObject({
    output: [{ type: 'reasoning', content: [{ type: 'output_text' }] }, { type: 'message' }],
  });
});
