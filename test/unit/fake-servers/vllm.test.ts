import { expect, test } from 'vitest';
import { FakeClock, fakeModel, startVllm, type VllmOptions } from '../../fake-servers/index.ts';
import { ask, askFor, begin, effects, hello, stopAfter, until } from './served.ts';

const model = fakeModel({ id: 'Qwen/Qwen3-8B', defaultContext: 2048, loadMs: 30_000, busyMs: 1_000 });

function vllm(options: Partial<VllmOptions> = {}) {
  return stopAfter(startVllm({ model, clock: new FakeClock(), ...options }));
}

test('shows itself by owned_by, /version, an empty /health and vllm: gauges', async () => {
  const server = await vllm();
  expect((await ask(server, 'GET /v1/models')).json).toMatchObject({
    object: 'list',
    data: [
      { id: 'Qwen/Qwen3-8B', owned_by: 'vllm', max_model_len: 2048, parent: null, root: 'Qwen/Qwen3-8B' },
    ],
  });
  expect((await ask(server, 'GET /version')).json).toEqual({ version: expect.any(String) });
  expect(await ask(server, 'GET /health')).toMatchObject({ status: 200, text: '' });
  expect((await ask(server, 'GET /metrics')).text).toMatch(/vllm:num_requests_running\{.*\} 0\.0/);
});

test('observing leaves no trace', async () => {
  const server = await vllm({ sleepMode: true });
  for (const path of ['/health', '/v1/models', '/metrics', '/is_sleeping', '/version', '/load']) {
    expect((await ask(server, `GET ${path}`)).status).toBe(200);
  }
  expect(server.ledger.entries).toEqual([]);
});

test('metrics tell running from waiting', async () => {
  const server = await vllm({ maxSequences: 1, tracksLoad: true });
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id) });
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id) });
  const metrics = (await ask(server, 'GET /metrics')).text;
  expect(metrics).toMatch(/num_requests_running\{.*\} 1\.0/);
  expect(metrics).toMatch(/num_requests_waiting\{.*\} 1\.0/);
  expect((await ask(server, 'GET /load')).json).toEqual({ server_load: 2 });
});

test('/load says 0 while busy unless load tracking is on', async () => {
  const server = await vllm();
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id) });
  expect((await ask(server, 'GET /load')).json).toEqual({ server_load: 0 });
});

test('the key guards /v1 only, and the refusal is a plain string', async () => {
  const server = await vllm({ apiKey: 'k', sleepMode: true });
  expect(await ask(server, 'GET /v1/models')).toMatchObject({ status: 401, json: { error: 'Unauthorized' } });
  expect((await ask(server, 'GET /v1/models', { key: 'k' })).status).toBe(200);
  for (const path of ['/health', '/metrics', '/version', '/is_sleeping']) {
    expect((await ask(server, `GET ${path}`)).status).toBe(200);
  }
});

test('sleep routes are 404 without dev mode', async () => {
  const server = await vllm();
  expect((await ask(server, 'GET /is_sleeping')).status).toBe(404);
  expect((await ask(server, 'POST /wake_up')).status).toBe(404);
});

test('sleeps and wakes on request, and waking takes its time', async () => {
  const server = await vllm({ sleepMode: true });
  await ask(server, 'POST /sleep?level=2');
  expect((await ask(server, 'GET /is_sleeping')).json).toEqual({ is_sleeping: true });
  const { answer } = await begin(server, 'POST /wake_up');
  expect(server.asleep).toBe(true);
  await (server.clock as FakeClock).advance(30_000);
  expect((await answer).status).toBe(200);
  expect((await ask(server, 'GET /is_sleeping')).json).toEqual({ is_sleeping: false });
  expect(effects(server)).toEqual(['unloaded Qwen/Qwen3-8B', 'woke Qwen/Qwen3-8B']);
});

test('inference on a sleeping engine crashes the process', async () => {
  const server = await vllm({ sleepMode: true });
  await ask(server, 'POST /sleep');
  await expect(
    ask(server, 'POST /v1/completions', { body: { model: model.id, prompt: 'a' } }),
  ).rejects.toThrow();
  await expect(ask(server, 'GET /health')).rejects.toThrow('ECONNREFUSED');
  expect(effects(server)).toContain('crashed Qwen/Qwen3-8B');
});

test('the port is closed until the engine is ready', async () => {
  const server = await vllm();
  await server.relaunch();
  await expect(ask(server, 'GET /health')).rejects.toThrow('ECONNREFUSED');
  await (server.clock as FakeClock).advance(30_000);
  await until(() => server.running);
  expect((await ask(server, 'GET /health')).status).toBe(200);
});

test('aliases and LoRA adapters have cards of their own; only adapters have a parent', async () => {
  const server = await vllm({ aliases: ['qwen'], loras: ['sql'] });
  const { json } = await ask(server, 'GET /v1/models');
  expect(json).toMatchObject({
    data: [{ parent: null }, { id: 'qwen', parent: null }, { id: 'sql', parent: 'Qwen/Qwen3-8B' }],
  });
});

test('an unknown model name is a 404 that names it', async () => {
  const server = await vllm();
  const answer = await ask(server, 'POST /v1/chat/completions', { body: hello('x') });
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({
    error: { message: 'The model `x` does not exist.', type: 'NotFoundError', param: 'model', code: 404 },
  });
});

test.each([
  ['nested', { error: { type: 'BadRequestError', param: 'input_tokens', code: 400 } }],
  ['flat', { object: 'error', type: 'BadRequestError', param: 'input_tokens', code: 400 }],
] as const)('refuses a prompt longer than the context, %s body', async (errors, body) => {
  const server = await vllm({ errors });
  const answer = await ask(server, 'POST /v1/completions', {
    body: { model: model.id, prompt: 'a'.repeat(9000) },
  });
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject(body);
  expect(answer.text).toContain("This model's maximum context length is 2048 tokens.");
});

test('gives reasoning on the Responses route as reasoning_text, and remembers the response', async () => {
  const server = await vllm();
  const first = await askFor(1_000, server, 'POST /v1/responses', { body: { model: model.id, input: 'hi' } });
  expect(first.json).toMatchObject({
    output: [{ type: 'reasoning', content: [{ type: 'reasoning_text' }], summary: [] }, { type: 'message' }],
  });
  const { id } = first.json as { id: string };
  const more = (previous: string) => ({
    body: { model: model.id, input: 'a', previous_response_id: previous },
  });
  expect((await askFor(1_000, server, 'POST /v1/responses', more(id))).status).toBe(200);
  expect((await ask(server, 'POST /v1/responses', more('resp_none'))).status).toBe(404);
});

test('without a reasoning parser the thoughts are inside the answer', async () => {
  const server = await vllm({ reasoning: 'mixed' });
  const body = hello(model.id, { max_tokens: 4 });
  const answer = await askFor(1_000, server, 'POST /v1/chat/completions', { body });
  const [choice] = (answer.json as { choices: { message: Record<string, string> }[] }).choices;
  expect(choice?.message.content).toMatch(/^<think>/);
  expect(choice?.message.reasoning_content).toBeUndefined();
  expect(answer.json).toMatchObject({ usage: { completion_tokens: 4 } });
  expect(server.ledger.tokens()).toBe(4);
});

test('streams the reasoning, then the answer, then [DONE]', async () => {
  const server = await vllm();
  const body = hello(model.id, { stream: true });
  const answer = await askFor(1_000, server, 'POST /v1/chat/completions', { body });
  expect(answer.headers['content-type']).toBe('text/event-stream');
  expect(answer.text.indexOf('reasoning_content')).toBeLessThan(answer.text.indexOf('"content":"Hi!"'));
  expect(answer.text.trimEnd().endsWith('data: [DONE]')).toBe(true);
});

test('a client that leaves ends its generation', async () => {
  const server = await vllm();
  const leaving = new AbortController();
  await begin(server, 'POST /v1/chat/completions', { body: hello(model.id), gone: leaving.signal });
  expect(server.generating).toBe(1);
  leaving.abort();
  await until(() => server.generating === 0);
  expect((server.clock as FakeClock).waiting).toBe(0);
});
