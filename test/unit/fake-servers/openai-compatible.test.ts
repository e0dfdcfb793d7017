import { expect, test } from 'vitest';
import { FakeClock, fakeModel, startOaiProxy, startOpenAiCompatible } from '../../fake-servers/index.ts';
import { ask, hello, stopAfter } from './served.ts';

const model = fakeModel({ id: 'some-model', maxContext: 1024 });
const clock = new FakeClock();
const chat = 'POST /v1/chat/completions';

test('has a model list and chat, and nothing else', async () => {
  const server = await stopAfter(startOpenAiCompatible({ models: [model], clock }));
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({
    data: [{ id: 'some-model', owned_by: 'gateway' }],
  });
  expect((await ask(server, chat, { body: hello('some-model') })).status).toBe(200);
  for (const line of [
    'GET /',
    'GET /health',
    'GET /version',
    'GET /api/version',
    'GET /props',
    'GET /metrics',
  ]) {
    expect((await ask(server, line)).status).toBe(404);
  }
  expect((await ask(server, 'POST /v1/responses', { body: { input: 'hi' } })).status).toBe(404);
});

test('may leave owned_by out', async () => {
  const server = await stopAfter(startOpenAiCompatible({ models: [model], ownedBy: null, clock }));
  expect((await ask(server, 'GET /v1/models')).text).not.toContain('owned_by');
});

test('rejects max_tokens 0 without generating', async () => {
  const server = await stopAfter(startOpenAiCompatible({ models: [model], clock }));
  expect((await ask(server, chat, { body: hello('some-model', { max_tokens: 0 }) })).status).toBe(400);
  expect(server.ledger.entries).toEqual([]);
});

test('refuses an unknown model and a prompt that is too long', async () => {
  const server = await stopAfter(startOpenAiCompatible({ models: [model], clock }));
  expect((await ask(server, chat, { body: hello('other') })).json).toMatchObject({
    error: { code: 'model_not_found' },
  });
  const body = { model: 'some-model', messages: [{ role: 'user', content: 'a'.repeat(8_000) }] };
  expect((await ask(server, chat, { body })).json).toMatchObject({
    error: { code: 'context_length_exceeded' },
  });
});

test('OAI-proxy bills every call and looks like openai', async () => {
  const server = await stopAfter(startOaiProxy({ models: [model], apiKey: 'k', clock }));
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /v1/models', { key: 'k' })).json).toMatchObject({
    data: [{ owned_by: 'openai' }],
  });
  expect(server.ledger.entries).toEqual([]);
  await ask(server, chat, { key: 'k', body: hello('some-model', { max_tokens: 1 }) });
  expect(server.ledger.of('billed')).toMatchObject([{ tokens: 1 }]);
});
