import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../fake-servers/fake-clock.ts';
import { fakeModel } from '../../fake-servers/fake-model.ts';
import {
  type FakeLlamaServer,
  type LlamaServerOptions,
  startLlamaServer,
} from '../../fake-servers/llama-cpp.ts';
import { begun, get, post } from './ask.ts';

const model = fakeModel({ id: 'qwen3-8b-q4_k_m', loadMs: 0, busyMs: 0 });

let clock: FakeClock;
let server: FakeLlamaServer;

beforeEach(async () => {
  clock = new FakeClock();
  server = await begin();
});
afterEach(() => server.stop());

async function begin(options: Partial<LlamaServerOptions> = {}): Promise<FakeLlamaServer> {
  await server?.stop();
  server = await startLlamaServer({ model, clock, ...options });
  return server;
}

/** A server that sleeps after a minute, fast asleep. */
async function asleep(options: Partial<LlamaServerOptions> = {}): Promise<void> {
  await begin({ sleepIdleSeconds: 60, ...options });
  await clock.advance(60_000);
  expect(server.asleep).toBe(true);
  server.ledger.clear();
}

const effects = () => server.ledger.sideEffects().map((entry) => entry.effect);
const chat = () => post(server, '/v1/chat/completions', { messages: [{ role: 'user', content: 'hi' }] });
const idText = { content: 'a', tokens: [], messages: [] };

test('names itself in every answer', async () => {
  for (const path of ['/health', '/v1/models', '/props', '/nothing']) {
    expect((await get(server, path)).headers.get('server')).toBe('llama.cpp');
  }
  expect((await get(server, '/nothing')).json).toEqual({
    error: { code: 404, message: 'File Not Found', type: 'not_found_error' },
  });
});

test('while loading every route answers 503 "Loading model"', async () => {
  await begin({ model: { ...model, loadMs: 20_000 } });
  for (const path of ['/health', '/v1/models', '/props', '/slots', '/nothing']) {
    const answer = await get(server, path);
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({ error: { message: 'Loading model', type: 'unavailable_error' } });
  }
  await clock.advance(20_000);
  expect((await get(server, '/health')).json).toEqual({ status: 'ok' });
});

test('tells the context per slot beside the trained one', async () => {
  expect((await get(server, '/v1/models')).json).toMatchObject({
    data: [{ owned_by: 'llamacpp', meta: { n_ctx: 8_192, n_ctx_train: 40_960, ftype: 'Q4_K_M' } }],
  });
  expect((await get(server, '/props')).json).toMatchObject({
    default_generation_settings: { n_ctx: 8_192 },
    total_slots: 4,
    is_sleeping: false,
  });
});

test('builds before December 2025 tell neither context in the list nor sleep', async () => {
  await begin({ build: 6_900 });
  const list = (await get(server, '/v1/models')).json as { data: { meta: object }[] };
  expect(list.data[0]?.meta).not.toHaveProperty('n_ctx');
  expect((await get(server, '/props')).json).not.toHaveProperty('is_sleeping');
  expect((await post(server, '/v1/responses', { input: 'hi' })).status).toBe(404);
});

test.each(['/health', '/props', '/models', '/v1/models', '/metrics'])(
  'GET %s neither wakes a sleeping model nor keeps it awake',
  async (path) => {
    await asleep();
    expect((await get(server, path)).status).toBe(200);
    expect(effects()).toEqual([]);
    expect(server.asleep).toBe(true);
  },
);

test('GET /metrics wakes and keeps awake on builds before b10519', async () => {
  await asleep({ build: 10_518 });
  await get(server, '/metrics');
  expect(effects()).toEqual(['woke', 'reset-timer']);
});

test.each(['/slots', '/lora-adapters'])('GET %s wakes and keeps awake', async (path) => {
  await asleep();
  await get(server, path);
  expect(effects()).toEqual(['woke', 'reset-timer']);
  expect(server.asleep).toBe(false);
});

test.each([
  '/tokenize',
  '/detokenize',
  '/apply-template',
  '/v1/responses/input_tokens',
  '/v1/messages/count_tokens',
])('POST %s wakes but does not keep awake', async (path) => {
  await asleep();
  await post(server, path, idText);
  expect(effects()).toEqual(['woke']);
  server.ledger.clear();
  await clock.advance(30_000);
  await post(server, path, idText);
  expect(effects()).toEqual([]);
  await clock.advance(30_000);
  expect(server.asleep).toBe(true);
});

test('a completion wakes, generates and starts the idle time over at its start and its end', async () => {
  await asleep();
  await chat();
  expect(effects()).toEqual(['woke', 'reset-timer', 'generated', 'reset-timer']);
});

test('polling /slots for busy keeps a model awake forever', async () => {
  await begin({ sleepIdleSeconds: 60 });
  for (let poll = 0; poll < 20; poll += 1) {
    await clock.advance(10_000);
    await get(server, '/slots');
  }
  expect(server.asleep).toBe(false);
});

test('waking takes as long as loading, and the request waits', async () => {
  await asleep();
  server.child?.kill();
  await begin({ model: { ...model, loadMs: 20_000 }, sleepIdleSeconds: 60 });
  await clock.advance(80_000);
  const { answer } = await begun(server, '/slots', () => get(server, '/slots'));
  expect(server.asleep).toBe(true);
  await clock.advance(20_000);
  expect((await answer).status).toBe(200);
  expect(server.asleep).toBe(false);
});

test('without sleep /slots and completions leave no timer behind', async () => {
  await get(server, '/slots');
  expect(effects()).toEqual([]);
  expect(clock.waiting).toBe(0);
});

test('a busy slot shows, and a busy model does not fall asleep', async () => {
  await begin({ model: { ...model, busyMs: 120_000 }, sleepIdleSeconds: 60, parallel: 2 });
  const first = await begun(server, '/v1/chat', chat);
  expect((await get(server, '/slots')).json).toMatchObject([
    { is_processing: true },
    { is_processing: false },
  ]);
  const second = await begun(server, '/v1/chat', chat);
  expect((await get(server, '/slots?fail_on_no_slot=1')).status).toBe(503);
  expect((await get(server, '/metrics')).text).toContain('llamacpp:requests_processing 2');
  await clock.advance(120_000);
  await Promise.all([first.answer, second.answer]);
  expect(server.asleep).toBe(false);
});

test('more requests than slots wait and count as deferred', async () => {
  await begin({ model: { ...model, busyMs: 1_000 }, parallel: 1 });
  const first = await begun(server, '/v1/chat', chat);
  const second = await begun(server, '/v1/chat', chat);
  expect((await get(server, '/metrics')).text).toContain('llamacpp:requests_deferred 1');
  await clock.advance(2_000);
  expect((await second.answer).status).toBe(200);
  expect((await first.answer).status).toBe(200);
});

test('--no-slots and a missing --metrics answer 501', async () => {
  await begin({ slotsRoute: false, metricsRoute: false });
  expect((await get(server, '/slots')).status).toBe(501);
  expect((await get(server, '/metrics')).json).toMatchObject({ error: { type: 'not_supported_error' } });
  expect((await get(server, '/lora-adapters')).status).toBe(200);
});

test('the key leaves health and models open and works as X-Api-Key too', async () => {
  await begin({ apiKey: 'sesame' });
  for (const path of ['/health', '/v1/health', '/models', '/v1/models', '/']) {
    expect((await get(server, path)).status).toBe(200);
  }
  const refused = await get(server, '/props');
  expect(refused.status).toBe(401);
  expect(refused.json).toMatchObject({ error: { type: 'authentication_error' } });
  expect((await get(server, '/props', { 'x-api-key': 'sesame' })).status).toBe(200);
});

test('a prompt longer than the context is refused with both numbers', async () => {
  await begin({ model: { ...model, defaultContext: 4 } });
  const refused = await post(server, '/v1/completions', { prompt: 'x'.repeat(100) });
  expect(refused.status).toBe(400);
  expect(refused.json).toMatchObject({
    error: { type: 'exceed_context_size_error', n_prompt_tokens: 25, n_ctx: 4 },
  });
});

test('--api-prefix shifts every path', async () => {
  await begin({ apiPrefix: '/llm' });
  expect((await get(server, '/health')).status).toBe(404);
  expect((await get(server, '/llm/health')).status).toBe(200);
});

test('a restart starts over with loading and leaves no timer behind when stopped', async () => {
  await begin({ model: { ...model, loadMs: 1_000 }, sleepIdleSeconds: 60 });
  await clock.advance(1_000);
  await server.restart();
  expect((await get(server, '/health')).status).toBe(503);
  await server.stop();
  expect(clock.waiting).toBe(0);
});

test('reasoning is a separate field in chat and a typed item in responses', async () => {
  expect((await chat()).json).toMatchObject({
    choices: [{ message: { reasoning_content: expect.any(String) } }],
  });
  expect((await post(server, '/v1/responses', { input: 'hi' })).json).toMatchObject({
    output: [{ type: 'reasoning', content: [{ type: 'reasoning_text' }], summary: [] }, { type: 'message' }],
  });
});
