import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type MlxLmOptions, startMlxLm } from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, settleAll, stopAfter } from './served.ts';

const qwen = fakeModel({ id: 'mlx-community/Qwen3-8B-4bit', format: 'mlx' });
const gemma = fakeModel({ id: 'mlx-community/gemma-4-4bit', format: 'mlx' });
const started = {
  asked: 'models/minimax',
  listedAs: '/Users/me/models/minimax',
  model: fakeModel({ id: 'minimax' }),
};

async function mlx(options: MlxLmOptions = {}) {
  const server = await stopAfter(startMlxLm({ cache: [qwen, gemma], clock: new FakeClock(), ...options }));
  await settleAll();
  server.ledger.clear();
  return server;
}

const chat = 'POST /v1/chat/completions';

test('shows itself by a BaseHTTP header, cards without owned_by and a bare 404', async () => {
  const server = await mlx();
  const list = await ask(server, 'GET /v1/models');
  expect(list.headers.server).toMatch(/^BaseHTTP\/.* Python\//);
  const created = expect.any(Number);
  expect(list.json).toEqual({
    object: 'list',
    data: [
      { id: qwen.id, object: 'model', created },
      { id: gemma.id, object: 'model', created },
    ],
  });
  expect((await ask(server, 'GET /health')).json).toEqual({ status: 'ok' });
  expect(await ask(server, 'GET /api/version')).toMatchObject({ status: 404, text: 'Not Found', json: null });
});

test('the list is what is downloaded, not what is loaded, and looking changes nothing', async () => {
  const server = await mlx();
  await ask(server, 'GET /v1/models');
  await ask(server, 'GET /health');
  expect(server.loaded).toBeNull();
  expect(server.ledger.entries).toEqual([]);
});

test('/health is ok while the model is still loading', async () => {
  const server = await mlx({ started: { ...started, model: fakeModel({ id: 'minimax', loadMs: 60_000 }) } });
  expect((await ask(server, 'GET /health')).json).toEqual({ status: 'ok' });
  expect(server.loaded).toBeNull();
  await (server.clock as FakeClock).advance(60_000);
  expect(server.loaded?.key).toBe('models/minimax');
});

test('a different model string drops the loaded model and loads the other', async () => {
  const server = await mlx();
  await ask(server, chat, { body: hello(qwen.id) });
  await ask(server, chat, { body: hello(gemma.id) });
  expect(effects(server)).toEqual([
    `loaded ${qwen.id}`,
    `generated ${qwen.id}`,
    `evicted ${qwen.id}`,
    `loaded ${gemma.id}`,
    `generated ${gemma.id}`,
  ]);
});

test('naming the listed absolute path reloads the same weights', async () => {
  const server = await mlx({ started });
  expect((await ask(server, 'GET /v1/models')).text).toContain('"/Users/me/models/minimax"');
  await ask(server, chat, { body: hello('/Users/me/models/minimax') });
  expect(effects(server).slice(0, 2)).toEqual(['evicted models/minimax', 'loaded /Users/me/models/minimax']);
});

test('default_model, or no model at all, reloads nothing', async () => {
  const server = await mlx({ started });
  await ask(server, chat, { body: hello('default_model') });
  await ask(server, chat, { body: { messages: [] } });
  expect(effects(server)).toEqual(['generated minimax', 'generated minimax']);
});

test('naming the model drops the adapter', async () => {
  const server = await mlx({ started, adapter: 'adapters/mine' });
  expect(server.loaded?.adapter).toBe('adapters/mine');
  await ask(server, chat, { body: hello('models/minimax') });
  expect(server.loaded?.adapter).toBeNull();
  expect(effects(server)).toContain('evicted models/minimax');
});

test('failures of any sort are 404 with a plain error', async () => {
  const broken = fakeModel({ id: 'broken', loadFailure: 'Failed to load: out of memory' });
  const server = await mlx({ cache: [qwen, broken] });
  const answer = await ask(server, chat, { body: hello('broken') });
  expect(answer).toMatchObject({ status: 404, json: { error: 'Failed to load: out of memory' } });
  expect((await ask(server, chat, { body: hello('default_model') })).status).toBe(404);
  expect((await ask(server, chat, { body: hello('unknown/repo') })).status).toBe(404);
});

test('a failed switch leaves nothing loaded', async () => {
  const server = await mlx();
  await ask(server, chat, { body: hello(qwen.id) });
  await ask(server, chat, { body: hello('unknown/repo') });
  expect(server.loaded).toBeNull();
});

test('enforces no context', async () => {
  const server = await mlx();
  const body = { model: qwen.id, messages: [{ role: 'user', content: 'a'.repeat(400_000) }] };
  expect((await ask(server, chat, { body })).status).toBe(200);
});

test('gives message.reasoning and a fingerprint, and has no Responses or embeddings route', async () => {
  const server = await mlx();
  const answer = await ask(server, chat, { body: hello(qwen.id) });
  expect(answer.json).toMatchObject({
    system_fingerprint: expect.stringMatching(/^0\.32\.0-.*applegpu/),
    choices: [{ message: { reasoning: expect.any(String), content: 'Hi!' } }],
  });
  expect((await ask(server, 'POST /v1/responses', { body: { model: qwen.id, input: 'hi' } })).status).toBe(
    404,
  );
  expect((await ask(server, 'POST /v1/embeddings', { body: { model: qwen.id, input: 'hi' } })).status).toBe(
    404,
  );
});

test('a load goes on after its client left, and the next request waits for it', async () => {
  const slow = fakeModel({ id: 'slow', loadMs: 10_000 });
  const server = await mlx({ cache: [slow] });
  const leaving = new AbortController();
  await begin(server, chat, { body: hello('slow'), gone: leaving.signal });
  leaving.abort();
  const answer = await askFor(10_000, server, chat, { body: hello('slow') });
  expect(answer.status).toBe(200);
  expect(server.ledger.of('loaded')).toHaveLength(1);
});
