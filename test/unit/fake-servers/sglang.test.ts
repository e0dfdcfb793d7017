import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type SglangOptions, startSglang } from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, stopAfter, until } from './served.ts';

const model = fakeModel({ id: '/models/Qwen3-8B', defaultContext: 1024, busyMs: 1_000, loadMs: 20_000 });

function sglang(options: Partial<SglangOptions> = {}) {
  return stopAfter(startSglang({ model, clock: new FakeClock(), ...options }));
}

test('shows itself by its model info and owned_by; the id is the path', async () => {
  const server = await sglang();
  expect((await ask(server, 'GET /get_model_info')).json).toMatchObject({ model_path: '/models/Qwen3-8B' });
  expect((await ask(server, 'GET /model_info')).json).toMatchObject({ model_path: '/models/Qwen3-8B' });
  expect((await ask(server, 'GET /get_server_info')).json).toMatchObject({ version: '0.5.9' });
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({
    data: [{ id: '/models/Qwen3-8B', owned_by: 'sglang', max_model_len: 1024 }],
  });
});

test.each([
  ['old', '/get_model_info', '/model_info', '/get_load', '/v1/loads'],
  ['new', '/model_info', '/get_model_info', '/v1/loads', '/get_load'],
] as const)(
  '%s versions have only their own names of the routes',
  async (routes, has, hasNot, load, noLoad) => {
    const server = await sglang({ routes });
    expect((await ask(server, `GET ${has}`)).status).toBe(200);
    expect((await ask(server, `GET ${hasNot}`)).status).toBe(404);
    expect((await ask(server, `GET ${load}`)).status).toBe(200);
    expect((await ask(server, `GET ${noLoad}`)).status).toBe(404);
  },
);

test('GET /health generates a real token', async () => {
  const server = await sglang();
  expect((await askFor(1_000, server, 'GET /health')).status).toBe(200);
  expect((await askFor(1_000, server, 'GET /health_generate')).status).toBe(200);
  expect(server.ledger.of('generated')).toMatchObject([{ tokens: 1 }, { tokens: 1 }]);
});

test('GET /health generates nothing when that is switched off', async () => {
  const server = await sglang({ healthGenerates: false });
  expect((await ask(server, 'GET /health')).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
});

test('GET /health waits 20 seconds for a stuck engine and then says 503', async () => {
  const server = await sglang();
  server.stuck = true;
  expect((await askFor(20_000, server, 'GET /health')).status).toBe(503);
});

test('GET /health is 503 while starting, the list already answers', async () => {
  const server = await sglang({ warmUpMs: 5_000 });
  expect((await ask(server, 'GET /health')).status).toBe(503);
  expect((await ask(server, 'GET /v1/models')).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
});

test('observing through the safe routes leaves no trace', async () => {
  const server = await sglang({ metrics: true });
  for (const path of ['/v1/models', '/get_model_info', '/ping', '/get_load', '/v1/loads', '/metrics']) {
    expect((await ask(server, `GET ${path}`)).status).toBe(200);
  }
  expect(server.ledger.entries).toEqual([]);
});

test('tells running from waiting on every load route', async () => {
  const server = await sglang({ maxRunning: 1, metrics: true });
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id) });
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id) });
  expect((await ask(server, 'GET /get_load')).json).toMatchObject([{ num_reqs: 2, num_waiting_reqs: 1 }]);
  expect((await ask(server, 'GET /v1/loads')).json).toMatchObject({
    loads: [{ num_running_reqs: 1, num_waiting_reqs: 1 }],
  });
  const metrics = (await ask(server, 'GET /metrics')).text;
  expect(metrics).toMatch(/sglang:num_running_reqs\{.*\} 1\.0/);
  expect(metrics).toMatch(/sglang:num_queue_reqs\{.*\} 1\.0/);
});

test('metrics need their flag', async () => {
  expect((await ask(await sglang(), 'GET /metrics')).status).toBe(404);
});

test('OpenAI routes answer overflow flat, the native route nested', async () => {
  const server = await sglang();
  const long = 'a'.repeat(8_000);
  const flat = await ask(server, 'POST /v1/completions', { body: { model: model.id, prompt: long } });
  expect(flat.status).toBe(400);
  expect(flat.json).toMatchObject({
    object: 'error',
    message: "The input (2000 tokens) is longer than the model's context length (1024 tokens).",
    code: 400,
  });
  const native = await ask(server, 'POST /generate', { body: { prompt: long } });
  expect(native.json).toMatchObject({ error: { message: expect.stringContaining('longer than') } });
});

test('memory is released and resumed by hand only', async () => {
  const server = await sglang();
  await ask(server, 'POST /release_memory_occupation');
  expect(server.memoryReleased).toBe(true);
  await ask(server, 'POST /resume_memory_occupation');
  expect(effects(server)).toEqual(['unloaded /models/Qwen3-8B', 'loaded /models/Qwen3-8B']);
});

test('never unloads by itself', async () => {
  const server = await sglang();
  await (server.clock as FakeClock).advance(7 * 86_400_000);
  expect((await ask(server, 'GET /v1/models')).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
});

test('nothing listens until the weights are loaded', async () => {
  const server = await sglang();
  await server.relaunch();
  await expect(ask(server, 'GET /ping')).rejects.toThrow('ECONNREFUSED');
  await (server.clock as FakeClock).advance(20_000);
  await until(() => server.running);
  expect((await ask(server, 'GET /ping')).status).toBe(200);
});

test('wants its key as Bearer, but not for health', async () => {
  const server = await sglang({ apiKey: 'k', healthGenerates: false });
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /v1/models', { key: 'k' })).status).toBe(200);
  expect((await ask(server, 'GET /health')).status).toBe(200);
});
