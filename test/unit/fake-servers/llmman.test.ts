import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type LlmmanOptions, startLlmman } from '../../fake-servers/index.ts';
import { ask, begin, effects, hello, stopAfter } from './served.ts';

const qwen = fakeModel({ id: 'qwen3.8', defaultContext: 65_536 });
const hybrid = 'llmman.hybrid/qwen3.8,openai/gpt-5.6-luna';
const chat = 'POST /v1/chat/completions';

function llmman(options: Partial<LlmmanOptions> = {}) {
  return stopAfter(startLlmman({ models: [qwen], clock: new FakeClock(), ...options }));
}

test('is ready by /api/version and /v1/models; there is no /health', async () => {
  const server = await llmman();
  expect((await ask(server, 'GET /api/version')).json).toEqual({ version: '0.1.334' });
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({
    data: [{ id: 'docker.io/ai/qwen3.8:latest' }],
  });
  expect((await ask(server, 'GET /health')).status).toBe(404);
});

test('short and full ids are the same model', async () => {
  const server = await llmman();
  await ask(server, chat, { body: hello('qwen3.8') });
  await ask(server, chat, { body: hello('docker.io/ai/qwen3.8:latest') });
  expect(server.ledger.of('loaded')).toHaveLength(1);
});

test('ps is Ollama-shaped and tells the context really given', async () => {
  const server = await llmman();
  expect((await ask(server, 'GET /api/ps')).json).toEqual({ models: [] });
  await ask(server, chat, { body: hello('qwen3.8') });
  const expires = new Date(server.clock.now() + 300_000).toISOString();
  expect((await ask(server, 'GET /api/ps')).json).toMatchObject({
    models: [{ name: 'docker.io/ai/qwen3.8:latest', context_length: 65_536, expires_at: expires }],
  });
});

test('unloads after five idle minutes, counted from the end of the last request', async () => {
  const server = await llmman({ models: [fakeModel({ id: 'qwen3.8', busyMs: 400_000 })] });
  const clock = server.clock as FakeClock;
  await begin(server, chat, { body: hello('qwen3.8') });
  await clock.advance(400_000);
  await clock.advance(299_000);
  expect(server.loaded.size).toBe(1);
  await clock.advance(1_000);
  expect(server.loaded.size).toBe(0);
  expect(server.ledger.of('unloaded')).toMatchObject([{ by: 'timer' }]);
});

test('observing leaves no trace', async () => {
  const server = await llmman();
  for (const path of ['/api/version', '/api/ps', '/api/tags', '/v1/models']) {
    expect((await ask(server, `GET ${path}`)).status).toBe(200);
  }
  expect(server.ledger.entries).toEqual([]);
});

test('a hybrid id stays local while it is small, and leaves the machine when it is large', async () => {
  const server = await llmman({ hybridLocalBytes: 1_000 });
  await ask(server, chat, { body: hello(hybrid) });
  expect(effects(server)).toEqual(['loaded qwen3.8', 'generated qwen3.8', 'reset-timer qwen3.8']);
  server.ledger.clear();
  const body = { model: hybrid, messages: [{ role: 'user', content: 'a'.repeat(2_000) }] };
  await ask(server, chat, { body });
  expect(effects(server)).toEqual(['billed openai/gpt-5.6-luna']);
});

test('a route header wins over the size', async () => {
  const server = await llmman({ hybridLocalBytes: 10 });
  await ask(server, chat, { body: hello(hybrid), headers: { 'x-llmman-route': 'local' } });
  expect(server.ledger.of('billed')).toEqual([]);
  await ask(server, chat, { body: hello(hybrid), headers: { 'x-llmman-route': 'cloud' } });
  expect(server.ledger.of('billed')).toHaveLength(1);
});

test('a provider id is hosted behind a local address', async () => {
  const server = await llmman();
  await ask(server, chat, { body: hello('llmman.provider/openai/gpt-5.6-luna') });
  expect(effects(server)).toEqual(['billed openai/gpt-5.6-luna']);
});
