import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type JanOptions, startJan } from '../../fake-servers/index.ts';
import { ask, hello, stopAfter } from './served.ts';

const qwen = fakeModel({ id: 'Qwen3-8B-IQ4_XS', defaultContext: 8192 });
const chat = 'POST /v1/chat/completions';

function jan(options: JanOptions = {}) {
  return stopAfter(startJan({ sessions: [qwen], clock: new FakeClock(), ...options }));
}

test('shows itself by a Swagger page and cards owned by "user"', async () => {
  const server = await jan();
  expect((await ask(server, 'GET /')).text).toContain('Swagger');
  expect((await ask(server, 'GET /openapi.json')).json).toMatchObject({ openapi: expect.any(String) });
  expect((await ask(server, 'GET /v1/models')).json).toEqual({
    object: 'list',
    data: [{ id: qwen.id, object: 'model', created: 1, owned_by: 'user' }],
  });
});

test('lists running sessions only, which may be none', async () => {
  const server = await jan({ sessions: [] });
  expect((await ask(server, 'GET /v1/models')).json).toEqual({ object: 'list', data: [] });
});

test('errors are plain text', async () => {
  const empty = await jan({ sessions: [] });
  const none = await ask(empty, chat, { body: hello('x') });
  expect(none).toMatchObject({ status: 503, text: 'No models are available', json: null });
  expect(none.headers['content-type']).toContain('text/plain');
  const unknown = await ask(await jan(), chat, { body: hello('x') });
  expect(unknown).toMatchObject({ status: 404, text: "No running session found for model 'x'", json: null });
});

test('refuses requests addressed to an unknown host, before it looks at the key', async () => {
  const server = await jan({ apiKey: 'k' });
  const refused = await ask(server, 'GET /v1/models', { headers: { host: 'evil.example' } });
  expect(refused).toMatchObject({ status: 403, text: 'Invalid host header' });
  const trusting = await jan({ trustedHosts: ['studio.local'] });
  const accepted = await ask(trusting, 'GET /v1/models', { headers: { host: 'studio.local:1337' } });
  expect(accepted.status).toBe(200);
});

test('takes its key as Bearer or X-Api-Key', async () => {
  const server = await jan({ apiKey: 'k' });
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /v1/models', { key: 'k' })).status).toBe(200);
  expect((await ask(server, 'GET /v1/models', { headers: { 'x-api-key': 'k' } })).status).toBe(200);
  expect((await ask(server, 'GET /')).status).toBe(200);
});

test('proxies neither /props nor /slots nor /v1/responses, and has no load or unload', async () => {
  const server = await jan();
  for (const line of ['GET /props', 'GET /slots']) expect((await ask(server, line)).status).toBe(404);
  for (const path of ['/v1/responses', '/v1/models/load', '/models/unload']) {
    expect((await ask(server, `POST ${path}`, { body: { model: qwen.id } })).status).toBe(404);
  }
  expect(server.ledger.entries).toEqual([]);
});

test('answers chat and an overflow like its llama-server child', async () => {
  const server = await jan();
  const answer = await ask(server, chat, { body: hello(qwen.id) });
  expect(answer.json).toMatchObject({ choices: [{ message: { reasoning_content: expect.any(String) } }] });
  const long = { model: qwen.id, messages: [{ role: 'user', content: 'a'.repeat(40_000) }] };
  expect((await ask(server, chat, { body: long })).json).toMatchObject({
    error: { type: 'exceed_context_size_error', n_prompt_tokens: 10_000, n_ctx: 8192 },
  });
});
