import { expect, test } from 'vitest';
import { FakeClock, fakeModel, type LiteLlmOptions, startLiteLlm } from '../../fake-servers/index.ts';
import { ask, begin, effects, hello, stopAfter } from './served.ts';

const local = (group: string, target: string, host = 'http://127.0.0.1:11434') => ({
  group,
  target,
  localHost: host,
  model: fakeModel({ id: target }),
});
const hosted = {
  group: 'gpt',
  target: 'openai/gpt-5.6',
  localHost: null,
  model: fakeModel({ id: 'gpt-5.6' }),
};
const qwen = local('qwen', 'ollama/qwen3:8b');
const gemma = local('gemma', 'ollama/gemma4:27b');

function litellm(options: Partial<LiteLlmOptions> = {}) {
  const deployments = [qwen, gemma, hosted].map((each) => ({ ...each }));
  return stopAfter(startLiteLlm({ deployments, clock: new FakeClock(), apiKey: 'sk-1', ...options }));
}

const key = 'sk-1';

test('shows itself by its headers and two open health routes', async () => {
  const server = await litellm();
  const live = await ask(server, 'GET /health/liveliness');
  expect(live).toMatchObject({ status: 200, json: "I'm alive!" });
  expect(live.headers['x-litellm-version']).toBe('1.83.0');
  expect((await ask(server, 'GET /health/liveness')).json).toBe("I'm alive!");
  expect((await ask(server, 'GET /health/readiness')).json).toMatchObject({
    status: 'healthy',
    litellm_version: '1.83.0',
  });
});

test('can name itself on inference answers only', async () => {
  const server = await litellm({ versionHeader: 'inference' });
  expect((await ask(server, 'GET /v1/models', { key })).headers['x-litellm-version']).toBeUndefined();
  const answer = await ask(server, 'POST /v1/chat/completions', { key, body: hello('gpt') });
  expect(answer.headers['x-litellm-version']).toBe('1.83.0');
  expect(answer.headers['x-litellm-call-id']).toBeTruthy();
});

test('its model cards claim to be from openai and hide the backend', async () => {
  const server = await litellm();
  const card = { object: 'model', created: 1677610602, owned_by: 'openai' };
  expect((await ask(server, 'GET /v1/models', { key })).json).toEqual({
    object: 'list',
    data: [
      { id: 'qwen', ...card },
      { id: 'gemma', ...card },
      { id: 'gpt', ...card },
    ],
  });
});

test('gives static figures only', async () => {
  const server = await litellm();
  for (const path of ['/model/info', '/v1/model/info']) {
    expect((await ask(server, `GET ${path}`, { key })).json).toMatchObject({
      data: [{ model_name: 'qwen', model_info: { max_input_tokens: 40_960 } }, {}, {}],
    });
  }
  expect((await ask(server, 'GET /model_group/info', { key })).json).toMatchObject({
    data: [{ model_group: 'qwen', providers: ['ollama'] }, {}, { model_group: 'gpt', providers: ['openai'] }],
  });
});

test('observing leaves no trace', async () => {
  const server = await litellm();
  const paths = ['/health/liveliness', '/health/readiness', '/v1/models', '/model/info', '/health/backlog'];
  for (const path of paths) expect((await ask(server, `GET ${path}`, { key })).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
});

test('GET /health calls every deployment: bills the hosted, loads and evicts the local ones', async () => {
  const server = await litellm();
  const answer = await ask(server, 'GET /health', { key });
  expect(answer.json).toMatchObject({ healthy_count: 3, unhealthy_count: 0 });
  expect(effects(server)).toEqual([
    'loaded ollama/qwen3:8b',
    'generated ollama/qwen3:8b',
    'evicted ollama/qwen3:8b',
    'loaded ollama/gemma4:27b',
    'generated ollama/gemma4:27b',
    'billed openai/gpt-5.6',
  ]);
});

test('GET /health calls nobody when background checks are on', async () => {
  const server = await litellm({ backgroundHealthChecks: true });
  expect((await ask(server, 'GET /health', { key })).status).toBe(200);
  expect(server.ledger.entries).toEqual([]);
});

test('GET /health/services sends an alert', async () => {
  const server = await litellm();
  await ask(server, 'GET /health/services?service=slack', { key });
  expect(server.ledger.of('alerted')).toMatchObject([{ note: 'slack' }]);
});

test('a keepalive is a billed call that may land on a fallback', async () => {
  const server = await litellm({ fallbacks: { qwen: ['gpt'] } });
  for (const each of server.deployments) each.up = each.group !== 'qwen';
  const answer = await ask(server, 'POST /v1/chat/completions', {
    key,
    body: hello('qwen', { max_tokens: 1 }),
  });
  expect(answer.headers['x-litellm-model-id']).toBe('openai/gpt-5.6');
  expect(server.ledger.of('billed')).toMatchObject([{ model: 'gpt-5.6', tokens: 1 }]);
});

test('a keepalive may land on another replica', async () => {
  const twin = local('qwen', 'ollama/qwen3-twin', 'http://127.0.0.1:11435');
  const server = await litellm({ deployments: [{ ...qwen }, twin] });
  const body = hello('qwen');
  const first = await ask(server, 'POST /v1/chat/completions', { key, body });
  const second = await ask(server, 'POST /v1/chat/completions', { key, body });
  expect(first.headers['x-litellm-model-id']).not.toBe(second.headers['x-litellm-model-id']);
});

test('the backlog counts what is in flight, where the version has it', async () => {
  const slow = { ...hosted, model: fakeModel({ id: 'gpt-5.6', busyMs: 1_000 }) };
  const server = await litellm({ deployments: [slow] });
  await begin(server, 'POST /v1/chat/completions', { key, body: hello('gpt') });
  expect((await ask(server, 'GET /health/backlog', { key })).json).toEqual({ in_flight_requests: 1 });
  const old = await litellm({ backlog: false });
  expect((await ask(old, 'GET /health/backlog', { key })).status).toBe(404);
});

test('takes the master key and virtual keys, refuses others', async () => {
  const server = await litellm({ virtualKeys: ['sk-v'] });
  expect((await ask(server, 'GET /v1/models', { key: 'sk-v' })).status).toBe(200);
  expect((await ask(server, 'GET /v1/models')).status).toBe(401);
  expect((await ask(server, 'GET /health')).status).toBe(401);
  expect(server.ledger.entries).toEqual([]);
});

test('readiness may want the key too', async () => {
  const server = await litellm({ readinessNeedsKey: true });
  expect((await ask(server, 'GET /health/readiness')).status).toBe(401);
  expect((await ask(server, 'GET /health/liveliness')).status).toBe(200);
});

test('limits the rate with 429 and says when to come back', async () => {
  const server = await litellm({ requestsPerMinute: 1 });
  const body = hello('gpt');
  expect((await ask(server, 'POST /v1/chat/completions', { key, body })).status).toBe(200);
  const refused = await ask(server, 'POST /v1/chat/completions', { key, body });
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('60');
  await (server.clock as FakeClock).advance(60_000);
  expect((await ask(server, 'POST /v1/chat/completions', { key, body })).status).toBe(200);
});

test('an overflow is a ContextWindowExceededError', async () => {
  const server = await litellm();
  const body = { model: 'gpt', messages: [{ role: 'user', content: 'a'.repeat(200_000) }] };
  const answer = await ask(server, 'POST /v1/chat/completions', { key, body });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('ContextWindowExceededError');
});

test('an unknown model is refused, and nobody is called', async () => {
  const server = await litellm();
  expect((await ask(server, 'POST /v1/chat/completions', { key, body: hello('nope') })).status).toBe(400);
  expect(server.ledger.entries).toEqual([]);
});
