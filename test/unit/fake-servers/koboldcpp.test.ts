import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type KoboldCppOptions, startKoboldCpp } from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, stopAfter, until } from './served.ts';

const qwen = fakeModel({ id: 'Qwen3-8B', loadMs: 4_000, defaultContext: 8192 });
const gemma = fakeModel({ id: 'gemma-4', loadMs: 4_000, defaultContext: 16_384 });
const broken = fakeModel({ id: 'broken', loadMs: 4_000, loadFailure: 'not a GGUF file' });
const files = { 'gemma.kcpps': gemma, 'broken.gguf': broken };
const chat = 'POST /v1/chat/completions';
const reload = 'POST /api/admin/reload_config';

async function kobold(options: KoboldCppOptions = {}) {
  const clock = new FakeClock();
  const server = await stopAfter(startKoboldCpp({ initial: qwen, files, clock, ...options }));
  server.ledger.clear();
  return server;
}

const clockOf = (server: { clock: unknown }) => server.clock as FakeClock;

test('shows itself by its version route, its header and its service info', async () => {
  const server = await kobold();
  const version = await ask(server, 'GET /api/extra/version');
  expect(version.json).toMatchObject({ result: 'KoboldCpp', version: '1.122.1', protected: false });
  expect(version.headers.server).toMatch(/^KoboldCppServer/);
  expect((await ask(server, 'GET /.well-known/serviceinfo')).json).toMatchObject({
    software: { name: 'KoboldCpp' },
  });
  expect((await ask(server, 'GET /ping')).json).toEqual({ status: 'healthy' });
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({
    data: [{ id: 'koboldcpp/Qwen3-8B', owned_by: 'koboldcpp' }],
  });
});

test('imitates Ollama with constants that have nothing to do with what is loaded', async () => {
  const loaded = await kobold();
  const empty = await stopAfter(startKoboldCpp({ clock: new FakeClock() }));
  expect((await ask(loaded, 'GET /api/version')).json).toEqual({ version: '0.7.0' });
  for (const path of ['/api/tags', '/api/ps']) {
    const answer = await ask(loaded, `GET ${path}`);
    expect(answer.json).toMatchObject({ models: [{ size: 394998579 }] });
    expect((await ask(empty, `GET ${path}`)).json).toEqual(answer.json);
  }
});

test('its /props looks like llama.cpp and its /slots is 501', async () => {
  const server = await kobold();
  expect((await ask(server, 'GET /props')).json).toMatchObject({
    default_generation_settings: { n_ctx: 8192 },
  });
  expect((await ask(server, 'GET /slots')).status).toBe(501);
});

test("Ollama's empty prompt generates here", async () => {
  const server = await kobold();
  await ask(server, 'POST /api/generate', { body: { model: 'koboldcpp', stream: false } });
  expect(server.ledger.tokens()).toBeGreaterThan(0);
});

test('tells the allocated context', async () => {
  const server = await kobold();
  expect((await ask(server, 'GET /api/extra/true_max_context_length')).json).toEqual({ value: 8192 });
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/Qwen3-8B' });
});

test('says inactive when nothing is loaded', async () => {
  const server = await stopAfter(startKoboldCpp({ clock: new FakeClock() }));
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'inactive' });
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({ data: [{ id: 'inactive' }] });
});

test('failed admin calls are 200 too', async () => {
  const noAdmin = await kobold();
  const body = { filename: 'gemma.kcpps' };
  expect(await ask(noAdmin, reload, { body })).toMatchObject({ status: 200, json: { success: false } });
  const admin = await kobold({ admin: true, adminPassword: 'pw' });
  expect((await ask(admin, reload, { body })).json).toEqual({ success: false });
  expect((await ask(admin, reload, { body: { filename: 'nope.gguf' }, key: 'pw' })).json).toEqual({
    success: false,
  });
  await clockOf(admin).advance(10_000);
  expect(admin.current.model?.id).toBe('Qwen3-8B');
  expect(admin.ledger.entries).toEqual([]);
});

test('lists what can be loaded to the admin only', async () => {
  const server = await kobold({ admin: true, adminPassword: 'pw' });
  expect((await ask(server, 'GET /api/admin/list_options')).json).toEqual([]);
  expect((await ask(server, 'GET /api/admin/list_options', { key: 'pw' })).json).toEqual([
    'gemma.kcpps',
    'broken.gguf',
    'unload_model',
    'initial_model',
  ]);
});

test('reload says success first, then the old model still answers, then the port refuses', async () => {
  const server = await kobold({ admin: true });
  const answer = await ask(server, reload, { body: { filename: 'gemma.kcpps' } });
  expect(answer.json).toEqual({ success: true });
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/Qwen3-8B' });
  await clockOf(server).advance(500);
  await until(() => !server.running);
  await expect(ask(server, 'GET /api/extra/version')).rejects.toThrow('ECONNREFUSED');
  await clockOf(server).advance(6_000);
  await until(() => server.running);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/gemma-4' });
  expect((await ask(server, 'GET /api/extra/true_max_context_length')).json).toEqual({ value: 16_384 });
  expect(effects(server)).toEqual(['unloaded Qwen3-8B', 'loaded gemma-4']);
});

test('a failed load falls back to the initial configuration although it said success', async () => {
  const server = await kobold({ admin: true });
  expect((await ask(server, reload, { body: { filename: 'broken.gguf' } })).json).toEqual({ success: true });
  await clockOf(server).advance(12_500);
  await until(() => server.running);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/Qwen3-8B' });
});

test('unloads by reloading into nothing', async () => {
  const server = await kobold({ admin: true });
  await ask(server, reload, { body: { filename: 'unload_model' } });
  await clockOf(server).advance(500);
  await until(() => !server.running);
  await clockOf(server).advance(2_000);
  await until(() => server.running);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'inactive' });
  expect((await ask(server, chat, { body: hello('x') })).status).toBe(503);
});

test('observing leaves no trace and resets no timer', async () => {
  const server = await kobold({ unloadAfterMs: 60_000 });
  const paths = [
    '/api/extra/perf',
    '/api/v1/model',
    '/api/extra/true_max_context_length',
    '/v1/models',
    '/props',
  ];
  await clockOf(server).advance(59_000);
  for (const path of paths) expect((await ask(server, `GET ${path}`)).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
  await clockOf(server).advance(1_000);
  expect(server.ledger.of('unloaded')).toMatchObject([{ by: 'timer' }]);
});

test('never idles away unless told to', async () => {
  const server = await kobold();
  await clockOf(server).advance(30 * 86_400_000);
  expect(server.current.model?.id).toBe('Qwen3-8B');
});

test('idle unload counts from entry: a generation longer than the limit is cut off', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 90_000 });
  const server = await kobold({ initial: slow, unloadAfterMs: 60_000 });
  const { answer } = await begin(server, chat, { body: hello('slow') });
  await clockOf(server).advance(60_000);
  await expect(answer).rejects.toThrow();
  expect(server.ledger.of('unloaded')).toMatchObject([{ note: 'cut a running answer' }]);
});

test('check_state resets the idle timer with no tokens, even when it says success false', async () => {
  const server = await kobold({ unloadAfterMs: 60_000 });
  await clockOf(server).advance(59_000);
  const answer = await ask(server, 'POST /api/admin/check_state', { body: {} });
  expect(answer).toMatchObject({ status: 200, json: { success: false } });
  await clockOf(server).advance(59_000);
  expect(server.current.model?.id).toBe('Qwen3-8B');
  expect(server.ledger.tokens()).toBe(0);
  expect(effects(server)).toEqual(['reset-timer koboldcpp/Qwen3-8B']);
});

test('check_state answers 503 while generating, which is as good', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 30_000 });
  const server = await kobold({ initial: slow, unloadAfterMs: 60_000 });
  await begin(server, chat, { body: hello('slow') });
  await clockOf(server).advance(29_000);
  const answer = await ask(server, 'POST /api/admin/check_state', { body: {} });
  expect(answer).toMatchObject({ status: 503, json: { detail: { type: 'service_unavailable' } } });
  await clockOf(server).advance(59_000);
  expect(server.current.model?.id).toBe('slow');
});

test('check_state may wait for the running generation instead', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 30_000 });
  const server = await kobold({ initial: slow, admin: true, checkStateWhileBusy: 'wait' });
  await begin(server, chat, { body: hello('slow') });
  const answer = await askFor(30_100, server, 'POST /api/admin/check_state', { body: {} });
  expect(answer.json).toMatchObject({ success: true });
});

test('tokencount, tokenize and generate/check do not reset the idle timer', async () => {
  const server = await kobold({ unloadAfterMs: 60_000 });
  await clockOf(server).advance(59_000);
  for (const path of ['/api/extra/tokencount', '/tokenize', '/api/extra/generate/check']) {
    expect((await ask(server, `POST ${path}`, { body: { prompt: 'a' } })).status).toBe(200);
  }
  await clockOf(server).advance(1_000);
  expect(server.ledger.of('unloaded')).toHaveLength(1);
});

test('perf tells idle and queue', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 30_000 });
  const server = await kobold({ initial: slow });
  expect((await ask(server, 'GET /api/extra/perf')).json).toMatchObject({ idle: 1, queue: 0, total_gens: 0 });
  await begin(server, chat, { body: hello('slow') });
  await begin(server, chat, { body: hello('slow') });
  expect((await ask(server, 'GET /api/extra/perf')).json).toMatchObject({ idle: 0, queue: 1 });
  await clockOf(server).advance(60_000);
  await until(() => server.generating === 0);
  expect((await ask(server, 'GET /api/extra/perf')).json).toMatchObject({ idle: 1, queue: 0, total_gens: 2 });
});

test('too many at once, or too often, is 503 busy', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 30_000 });
  const narrow = await kobold({ initial: slow, multiuser: 1 });
  await begin(narrow, chat, { body: hello('slow') });
  expect((await ask(narrow, chat, { body: hello('slow') })).status).toBe(503);
  const limited = await kobold({ rateLimitMs: 10_000 });
  expect((await ask(limited, chat, { body: hello('x') })).status).toBe(200);
  expect((await ask(limited, chat, { body: hello('x') })).status).toBe(503);
});

test('silently truncates a prompt longer than the context', async () => {
  const server = await kobold();
  const body = { messages: [{ role: 'user', content: 'a'.repeat(400_000) }] };
  expect((await ask(server, chat, { body })).status).toBe(200);
});

test('the Responses route throws the reasoning away; older builds have none', async () => {
  const server = await kobold();
  const body = { model: 'x', input: 'hi' };
  const answer = (await ask(server, 'POST /v1/responses', { body })).json as { output: { type: string }[] };
  expect(answer.output.map((item) => item.type)).toEqual(['message']);
  const old = await kobold({ older: true });
  expect((await ask(old, 'POST /v1/responses', { body })).status).toBe(404);
  expect((await ask(old, 'POST /api/admin/check_state', { body: {} })).status).toBe(404);
});

test('a password guards what generates, not what is looked at', async () => {
  const server = await kobold({ apiKey: 'pw' });
  expect((await ask(server, 'GET /api/extra/version')).json).toMatchObject({ protected: true });
  expect((await ask(server, chat, { body: hello('x') })).status).toBe(401);
  expect((await ask(server, chat, { body: hello('x'), key: 'pw' })).status).toBe(200);
});

test('router: lists the files that can be asked for, without telling which is loaded', async () => {
  const server = await kobold({ router: true });
  const { data } = (await ask(server, 'GET /v1/models')).json as { data: { id: string }[] };
  expect(data.map(({ id }) => id)).toEqual(['koboldcpp/Qwen3-8B', 'gemma.kcpps', 'broken.gguf']);
});

test('router: while the child restarts everything is an HTML 502', async () => {
  const server = await kobold({ router: true, admin: true });
  await ask(server, reload, { body: { filename: 'gemma.kcpps' } });
  await clockOf(server).advance(500);
  const answer = await ask(server, 'GET /api/extra/version');
  expect(answer.status).toBe(502);
  expect(answer.headers['content-type']).toContain('text/html');
  await clockOf(server).advance(6_000);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/gemma-4' });
});

test('router: a wake that takes over two minutes is an HTML 504', async () => {
  const huge = fakeModel({ id: 'huge', loadMs: 300_000 });
  const server = await kobold({ router: true, files: { 'huge.gguf': huge } });
  const answer = await askFor(120_000, server, chat, { body: hello('huge.gguf') });
  expect(answer.status).toBe(504);
  expect(answer.json).toBeNull();
});

test('router: naming the initially loaded file reloads it once', async () => {
  const server = await kobold({ router: true, initialFile: 'qwen.gguf' });
  await askFor(6_000, server, chat, { body: hello('qwen.gguf') });
  expect(effects(server)).toEqual(['unloaded Qwen3-8B', 'loaded Qwen3-8B', 'generated Qwen3-8B']);
  server.ledger.clear();
  await ask(server, chat, { body: hello('qwen.gguf') });
  expect(effects(server)).toEqual(['generated Qwen3-8B']);
});

test('router: unmatched names, and none, pass through to what is loaded', async () => {
  const server = await kobold({ router: true });
  await ask(server, chat, { body: hello('whatever') });
  await ask(server, chat, { body: { messages: [] } });
  expect(effects(server)).toEqual(['generated Qwen3-8B', 'generated Qwen3-8B']);
});

test('router: tokencount wakes an unloaded model yet does not keep it warm', async () => {
  const server = await kobold({ router: true, unloadAfterMs: 60_000 });
  const clock = clockOf(server);
  await clock.advance(62_000);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'inactive' });
  const count = 'POST /api/extra/tokencount';
  expect((await askFor(6_000, server, count, { body: { prompt: 'a' } })).status).toBe(200);
  expect(server.current.model?.id).toBe('Qwen3-8B');
  expect(server.ledger.of('woke')).toMatchObject([{ by: 'http', request: count }]);
  await clock.advance(59_000);
  await ask(server, count, { body: { prompt: 'a' } });
  await clock.advance(1_000);
  expect(server.ledger.of('unloaded')).toHaveLength(2);
});

test('a restart by hand starts with the initial model again', async () => {
  const server = await kobold({ admin: true });
  await ask(server, reload, { body: { filename: 'gemma.kcpps' } });
  await server.restart();
  await clockOf(server).advance(20_000);
  expect((await ask(server, 'GET /api/v1/model')).json).toEqual({ result: 'koboldcpp/Qwen3-8B' });
});
