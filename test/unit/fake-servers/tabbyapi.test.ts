import { expect, test } from 'vitest';
import {
  FakeClock,
  fakeModel,
  startTabbyApi,
  type TabbyApiOptions,
  tabbyAdminKey,
  tabbyApiKey,
} from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, stopAfter } from './served.ts';

const qwen = fakeModel({ id: 'Qwen3-8B-exl3', defaultContext: 8192, loadMs: 10_000 });
const gemma = fakeModel({ id: 'gemma-4-exl3', loadMs: 10_000 });
const broken = fakeModel({ id: 'broken-exl3', loadMs: 10_000, loadFailure: 'CUDA out of memory' });
const chat = 'POST /v1/chat/completions';
const load = 'POST /v1/model/load';
const key = tabbyApiKey;
const adminKey = tabbyAdminKey;

async function tabby(options: Partial<TabbyApiOptions> = {}) {
  const models = [qwen, gemma, broken];
  const server = await stopAfter(startTabbyApi({ models, clock: new FakeClock(), ...options }));
  server.ledger.clear();
  return server;
}

test('shows itself without a key by serviceinfo and health', async () => {
  const server = await tabby();
  expect((await ask(server, 'GET /.well-known/serviceinfo')).json).toMatchObject({
    software: { name: 'TabbyAPI' },
  });
  expect((await ask(server, 'GET /health')).json).toEqual({ status: 'healthy', issues: [] });
});

test('authentication is on by default, as X-Api-Key or Bearer', async () => {
  const server = await tabby();
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /v1/models', { key })).status).toBe(200);
  expect((await ask(server, 'GET /v1/models', { headers: { 'x-api-key': key } })).status).toBe(200);
  expect((await ask(server, 'GET /v1/models', { key: 'wrong' })).json).toEqual({ detail: 'Invalid API key' });
});

test('without authentication everybody is admin', async () => {
  const server = await tabby({ disableAuth: true });
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({ data: [{}, {}, {}] });
});

test('the list is all folders for the admin, only the current model for others', async () => {
  const server = await tabby({ initial: qwen.id });
  const admin = await ask(server, 'GET /v1/models', { headers: { 'x-admin-key': adminKey } });
  expect(admin.json).toMatchObject({ data: [{ id: qwen.id, owned_by: 'tabbyAPI' }, { id: gemma.id }, {}] });
  const plain = (await ask(server, 'GET /v1/models', { key })).json as { data: unknown[] };
  expect(plain.data).toHaveLength(1);
});

test('a dummy gpt-3.5-turbo may head the list', async () => {
  const server = await tabby({ initial: qwen.id, dummyModel: true });
  expect((await ask(server, 'GET /v1/models', { key })).json).toMatchObject({
    data: [{ id: 'gpt-3.5-turbo' }, { id: qwen.id }],
  });
});

test('/v1/model tells the allocated context, and 503 when nothing is loaded', async () => {
  const loaded = await tabby({ initial: qwen.id });
  expect((await ask(loaded, 'GET /v1/model', { key })).json).toMatchObject({
    id: qwen.id,
    parameters: { max_seq_len: 8192, use_vision: false },
  });
  expect((await ask(loaded, 'GET /props', { key })).json).toMatchObject({
    default_generation_settings: { n_ctx: 8192 },
  });
  const empty = await tabby();
  expect(await ask(empty, 'GET /v1/model', { key })).toMatchObject({
    status: 503,
    json: { detail: 'No models are currently loaded.' },
  });
});

test('loads with a stream of progress and the asked context', async () => {
  const server = await tabby();
  const body = { model_name: qwen.id, max_seq_len: 32_768 };
  const answer = await askFor(10_000, server, load, { key: adminKey, body });
  expect(answer.headers['content-type']).toBe('text/event-stream');
  const lines = answer.text.trim().split('\n\n');
  const events = lines.map((line) => JSON.parse(line.slice('data: '.length)));
  expect(events[0]).toEqual({ model_type: 'model', module: 4, modules: 40, status: 'processing' });
  expect(events.at(-1)).toEqual({ model_type: 'model', module: 40, modules: 40, status: 'finished' });
  expect((await ask(server, 'GET /v1/model', { key })).json).toMatchObject({
    parameters: { max_seq_len: 32_768 },
  });
});

test('a failing load fails inside its 200', async () => {
  const server = await tabby();
  const answer = await askFor(10_000, server, load, { key: adminKey, body: { model_name: broken.id } });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('{"error":{"message":"CUDA out of memory","trace":');
  expect(server.loaded).toBeNull();
  expect(server.loading).toBeNull();
});

test('loading the loaded model again fails inside its 200', async () => {
  const server = await tabby({ initial: qwen.id });
  const answer = await ask(server, load, { key: adminKey, body: { model_name: qwen.id } });
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('already loaded') });
  expect(server.loaded?.model.id).toBe(qwen.id);
});

test('a bad name is a 400, a plain key a 401', async () => {
  const server = await tabby();
  expect((await ask(server, load, { key: adminKey, body: { model_name: 'nope' } })).status).toBe(400);
  expect((await ask(server, load, { key: adminKey, body: {} })).status).toBe(400);
  expect((await ask(server, load, { key, body: { model_name: qwen.id } })).status).toBe(401);
  expect((await ask(server, 'POST /v1/model/unload', { key })).status).toBe(401);
  expect(server.ledger.entries).toEqual([]);
});

test('a client that disconnects does not cancel the load', async () => {
  const server = await tabby();
  const leaving = new AbortController();
  await begin(server, load, { key: adminKey, body: { model_name: qwen.id }, gone: leaving.signal });
  leaving.abort();
  await (server.clock as FakeClock).advance(10_000);
  expect(server.loaded?.model.id).toBe(qwen.id);
});

test('loading another model drops the first', async () => {
  const server = await tabby({ initial: qwen.id });
  await askFor(10_000, server, load, { key: adminKey, body: { model_name: gemma.id } });
  expect(effects(server)).toEqual([`evicted ${qwen.id}`, `loaded ${gemma.id}`]);
});

test('unloads at once, cutting a running answer', async () => {
  const slow = fakeModel({ id: 'slow-exl3', busyMs: 60_000 });
  const server = await tabby({ models: [slow], initial: slow.id });
  const { answer } = await begin(server, chat, { key, body: hello(slow.id) });
  expect((await ask(server, 'POST /v1/model/unload', { key: adminKey })).status).toBe(200);
  expect((await answer).status).toBe(503);
  expect((await ask(server, 'POST /v1/model/unload', { key: adminKey })).status).toBe(503);
});

test('ignores the model name unless inline loading is on and the key is admin', async () => {
  const off = await tabby({ initial: qwen.id });
  await ask(off, chat, { key: adminKey, body: hello(gemma.id) });
  expect(off.loaded?.model.id).toBe(qwen.id);
  const on = await tabby({ initial: qwen.id, inlineModelLoading: true });
  await ask(on, chat, { key, body: hello(gemma.id) });
  expect(on.loaded?.model.id).toBe(qwen.id);
});

test('inline loading with an admin key switches the model under everybody', async () => {
  const server = await tabby({ initial: qwen.id, inlineModelLoading: true });
  await askFor(10_000, server, chat, { key: adminKey, body: hello(gemma.id) });
  expect(effects(server)).toEqual([`evicted ${qwen.id}`, `loaded ${gemma.id}`, `generated ${gemma.id}`]);
});

test('observing and counting tokens leave no trace, and nothing idles away', async () => {
  const server = await tabby({ initial: qwen.id });
  for (const path of ['/health', '/v1/model', '/v1/models', '/props', '/v1/auth/permission']) {
    expect((await ask(server, `GET ${path}`, { key })).status).toBe(200);
  }
  const counted = await ask(server, 'POST /v1/token/encode', { key, body: { text: 'a' } });
  expect(counted.json).toEqual({ tokens: [1], length: 1 });
  await (server.clock as FakeClock).advance(30 * 86_400_000);
  expect(server.loaded?.model.id).toBe(qwen.id);
  expect(server.ledger.entries).toEqual([]);
});

test('a streamed answer may break off with an error inside its 200', async () => {
  const server = await tabby({ initial: qwen.id });
  server.failNextStream = 'generation failed';
  const answer = await ask(server, chat, { key, body: hello(qwen.id, { stream: true }) });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('"error":{"message":"generation failed"');
});

test('refuses a prompt longer than the context with its own words', async () => {
  const server = await tabby({ initial: qwen.id });
  const body = { messages: [{ role: 'user', content: 'a'.repeat(40_000) }] };
  const answer = await ask(server, chat, { key, body });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({
    error: {
      message: 'Prompt length 10000 exceeds the available context size of 8192 tokens',
      type: 'invalid_request_error',
      param: null,
      code: 'context_length_exceeded',
    },
  });
});

test('says 503 when unhealthy, and has no Responses route', async () => {
  const server = await tabby({ initial: qwen.id });
  server.issues = ['a generation hung'];
  expect(await ask(server, 'GET /health')).toMatchObject({ status: 503, json: { status: 'unhealthy' } });
  expect((await ask(server, 'POST /v1/responses', { key, body: { input: 'hi' } })).status).toBe(404);
});
