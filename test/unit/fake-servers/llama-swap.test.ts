import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../fake-servers/fake-clock.ts';
import { fakeModel } from '../../fake-servers/fake-model.ts';
import { type FakeLlamaSwap, type LlamaSwapOptions, startLlamaSwap } from '../../fake-servers/llama-swap.ts';
import { ask, begun, get, openEvents, post } from './ask.ts';

const minute = 60_000;
const qwen = {
  ...fakeModel({ id: 'qwen3-8b', maxContext: 32_768 }),
  ttl: 300,
  aliases: ['qwen'],
  cmd: 'llama-server --port 5801 --api-key sk-very-secret',
};
const gemma = { ...fakeModel({ id: 'gemma' }), ttl: 300 };
const slashed = { ...fakeModel({ id: 'org/model' }), group: 'other' };
const slow = { ...fakeModel({ id: 'slow', loadMs: 30_000, busyMs: 10_000 }), ttl: 60 };

let clock: FakeClock;
let swap: FakeLlamaSwap;

beforeEach(async () => {
  clock = new FakeClock();
  swap = await begin();
});
afterEach(() => swap.stop());

async function begin(options: Partial<LlamaSwapOptions> = {}): Promise<FakeLlamaSwap> {
  await swap?.stop();
  swap = await startLlamaSwap({ models: [qwen, gemma, slashed, slow], clock, ...options });
  return swap;
}

type Running = { running: { model: string; state: string; ttl: number; cmd: string }[] };
const running = async () =>
  ((await get(swap, '/running')).json as Running).running.map(({ model, state }) => `${model} ${state}`);
const effects = () => swap.ledger.sideEffects().map((entry) => entry.effect);
const chat = (model: string, more: object = {}) =>
  post(swap, '/v1/chat/completions', { model, messages: [{ role: 'user', content: 'hi' }], ...more });

test('tells version with commit and build date, and redirects to its pages', async () => {
  expect((await get(swap, '/api/version')).json).toEqual({
    version: '250',
    commit: expect.any(String),
    build_date: expect.any(String),
  });
  const home = await get(swap, '/');
  expect([home.status, home.headers.get('location')]).toEqual([302, '/ui']);
  expect((await get(swap, '/health')).text).toBe('OK');
});

test('observing starts nothing and resets nothing', async () => {
  await swap.clientAsks('qwen3-8b');
  await clock.advance(4 * minute);
  for (const path of ['/running', '/v1/models', '/models', '/health', '/logs', '/api/version'])
    await get(swap, path);
  const events = await openEvents(swap, '/api/events');
  await events.until((all) => all.length >= 6);
  events.close();
  expect(effects()).toEqual([]);
  await clock.advance(minute + 1_000);
  expect(await running()).toEqual([]);
});

test('lists models, aliases and peers with declared context', async () => {
  await begin({ peers: ['far-model'] });
  const list = (await get(swap, '/v1/models')).json as { data: { id: string }[] };
  const named = Object.fromEntries(list.data.map((entry) => [entry.id, entry]));
  expect(named['qwen3-8b']).toMatchObject({
    owned_by: 'llama-swap',
    context_length: 32_768,
    meta: { llamaswap: { type: 'model', aliases: ['qwen'] } },
    status: { value: 'unloaded' },
  });
  expect(named.qwen).toMatchObject({ meta: { llamaswap: { type: 'alias' } } });
  expect(named['far-model']).toMatchObject({ meta: { llamaswap: { type: 'peer' } } });
});

test('"loaded" in the list also covers starting and stopping', async () => {
  await begin({ stopMs: 5_000 });
  const status = async () => {
    const list = (await get(swap, '/v1/models')).json as {
      data: { id: string; status: { value: string } }[];
    };
    return list.data.find((entry) => entry.id === 'slow')?.status.value;
  };
  const { answer } = await begun(swap, '/upstream', () => get(swap, '/upstream/slow/health'));
  expect(await status()).toBe('loaded');
  expect(await running()).toEqual(['slow starting']);
  await clock.advance(30_000);
  await answer;
  expect(await running()).toEqual(['slow ready']);
  const stopping = await begun(swap, '/unload', () => post(swap, '/api/models/unload/slow', {}));
  expect(await status()).toBe('loaded');
  expect(await running()).toEqual(['slow stopping']);
  await clock.advance(5_000);
  expect((await stopping.answer).text).toBe('OK');
  expect(await running()).toEqual([]);
});

test('/running holds a command line with a secret', async () => {
  await swap.clientAsks('qwen3-8b');
  const [entry] = ((await get(swap, '/running')).json as Running).running;
  expect(entry).toMatchObject({ model: 'qwen3-8b', state: 'ready', ttl: 300 });
  expect(entry?.cmd).toContain('sk-very-secret');
});

test('the health of an upstream keeps a ready model without tokens', async () => {
  await swap.clientAsks('qwen3-8b');
  await clock.advance(4 * minute);
  swap.ledger.clear();
  expect((await get(swap, '/upstream/qwen3-8b/health')).json).toEqual({ status: 'ok' });
  expect(effects()).toEqual(['reset-timer']);
  await clock.advance(5 * minute);
  expect(await running()).toEqual(['qwen3-8b ready']);
  await clock.advance(1_001);
  expect(await running()).toEqual([]);
});

test('the very same request starts a model that is not running and swaps another out', async () => {
  await swap.clientAsks('gemma');
  await get(swap, '/upstream/qwen3-8b/health');
  expect(effects()).toEqual(['evicted', 'loaded', 'reset-timer']);
  expect(await running()).toEqual(['qwen3-8b ready']);
});

test('/props?model=X starts X too, whatever autoload says', async () => {
  await get(swap, '/props?model=qwen&autoload=false');
  expect(await running()).toEqual(['qwen3-8b ready']);
});

test('an ignored path does not start a model: 409', async () => {
  await begin({ ignorePaths: /^\/health$/ });
  expect((await get(swap, '/upstream/qwen3-8b/health')).status).toBe(409);
  expect(effects()).toEqual([]);
});

test('ids with slashes work below /upstream', async () => {
  expect((await get(swap, '/upstream/org/model/v1/models')).json).toMatchObject({
    data: [{ owned_by: 'llamacpp', meta: { n_ctx: 8_192 } }],
  });
  expect(await running()).toEqual(['org/model ready']);
});

test('models of different groups stay side by side', async () => {
  await swap.clientAsks('qwen3-8b');
  await swap.clientAsks('org/model');
  expect(await running()).toEqual(['qwen3-8b ready', 'org/model ready']);
});

test('the time to live counts from the end of a request, and a busy model stays', async () => {
  await begin({ models: [{ ...slow, loadMs: 0, busyMs: 10 * minute }] });
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  await clock.advance(10 * minute);
  expect((await answer).status).toBe(200);
  await clock.advance(minute);
  expect(await running()).toEqual(['slow ready']);
  await clock.advance(1_001);
  expect(await running()).toEqual([]);
});

test('old builds count it from the start, so a long request is cut off', async () => {
  await begin({ old: true, models: [{ ...slow, loadMs: 0, busyMs: 10 * minute }] });
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  await clock.advance(2 * minute);
  expect((await answer).status).toBe(502);
});

test('ttl -1 takes the global one and 0 never leaves', async () => {
  await begin({
    globalTtlSeconds: 60,
    models: [
      { ...gemma, ttl: -1 },
      { ...qwen, ttl: 0, group: 'other' },
    ],
  });
  await swap.clientAsks('gemma');
  await swap.clientAsks('qwen3-8b');
  await clock.advance(100 * minute);
  expect(await running()).toEqual(['qwen3-8b ready']);
});

test('GET /unload unloads everything', async () => {
  await swap.clientAsks('qwen3-8b');
  await swap.clientAsks('org/model');
  await get(swap, '/unload');
  expect(effects()).toEqual(['unloaded', 'unloaded']);
});

test('unloading kills requests in flight', async () => {
  await begin({ models: [{ ...slow, loadMs: 0 }] });
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  expect((await post(swap, '/api/models/unload/slow', {})).text).toBe('OK');
  expect((await answer).status).toBe(502);
  expect(swap.ledger.of('unloaded')).toMatchObject([{ note: 'killed what was in flight' }]);
});

test('an unknown model is a 404 with "src"', async () => {
  const answer = await post(swap, '/api/models/unload/nothing', {});
  expect(answer.status).toBe(404);
  expect(answer.json).toMatchObject({ src: 'llama-swap', error: { message: 'model not found' } });
});

test('a failed start and one that takes too long are 502', async () => {
  await begin({
    models: [
      { ...gemma, loadFailure: 'exit 1' },
      { ...slow, loadMs: 300_000 },
    ],
  });
  expect((await chat('gemma')).status).toBe(502);
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  await clock.advance(120_000);
  expect((await answer).status).toBe(502);
  expect(await running()).toEqual([]);
});

test('more requests than the limit get 429, keepalives included', async () => {
  await begin({ models: [{ ...slow, loadMs: 0, concurrencyLimit: 1 }] });
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  const refused = await get(swap, '/upstream/slow/health');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  await clock.advance(10_000);
  expect((await answer).status).toBe(200);
});

test('with sendLoadingState a first byte does not mean loaded', async () => {
  await begin({ sendLoadingState: true });
  const response = await fetch(`${swap.url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'slow', messages: [], stream: true }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(response.status).toBe(200);
  expect((await reader?.read())?.value).toContain('llama-swap loading model');
  expect(await running()).toEqual(['slow starting']);
  await clock.advance(40_000);
  expect((await reader?.read())?.value).toContain('Hi!');
});

type Message = { type: string; data: string };
const told = (all: Record<string, unknown>[], type: string) =>
  (all as unknown as Message[]).filter((each) => each.type === type).map((each) => JSON.parse(each.data));

test('the event stream begins with a snapshot and tells state and inflight, logs included', async () => {
  await begin({ models: [{ ...slow, loadMs: 0 }] });
  const events = await openEvents(swap, '/api/events');
  await events.until((all) => told(all, 'inflight').length > 0);
  expect(told(events.all, 'modelStatus')).toMatchObject([[{ id: 'slow', state: 'stopped' }]]);
  expect(told(events.all, 'inflight')).toEqual([{ operation: 'snapshot' }]);
  expect(told(events.all, 'logData')).toHaveLength(2);
  const { answer } = await begun(swap, '/v1/chat', () => chat('slow'));
  await clock.advance(10_000);
  await answer;
  await events.until((all) => told(all, 'inflight').length >= 3);
  expect(told(events.all, 'inflight').slice(1)).toMatchObject([
    { operation: 'upsert', request: { id: '1', model: 'slow', req_path: '/v1/chat/completions' } },
    { operation: 'remove', id: '1' },
  ]);
  expect(told(events.all, 'modelStatus').at(-1)).toMatchObject([{ state: 'ready' }]);
  events.close();
});

test('a keepalive below /upstream is not told as inflight', async () => {
  const events = await openEvents(swap, '/api/events');
  await get(swap, '/upstream/qwen3-8b/health');
  await swap.clientAsks('qwen3-8b');
  await events.until((all) => told(all, 'inflight').length >= 3);
  expect(told(events.all, 'inflight')[1]).toMatchObject({ request: { req_path: '/v1/chat/completions' } });
  events.close();
});

test('old builds have no version, status, context or inflight, and the oldest no /running', async () => {
  await begin({ old: true, noRunning: true });
  expect((await get(swap, '/api/version')).status).toBe(404);
  expect((await get(swap, '/running')).status).toBe(404);
  const list = (await get(swap, '/v1/models')).json as { data: object[] };
  expect(list.data[0]).not.toHaveProperty('status');
  expect(list.data[0]).not.toHaveProperty('context_length');
});

test('the key works as Bearer, as Basic password and as x-api-key, and health stays open', async () => {
  await begin({ apiKey: 'sesame' });
  const refused = await get(swap, '/running');
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
    401,
    'Basic realm="llama-swap"',
  ]);
  expect((await get(swap, '/health')).status).toBe(200);
  const basic = `Basic ${Buffer.from('me:sesame').toString('base64')}`;
  expect((await ask(swap, '/running', { headers: { authorization: basic } })).status).toBe(200);
  expect((await get(swap, '/running', { 'x-api-key': 'sesame' })).status).toBe(200);
});

test("health below /upstream does not touch the child's own sleep, slots do", async () => {
  await begin({ child: { sleepIdleSeconds: 120 }, models: [{ ...qwen, ttl: 0 }] });
  await swap.clientAsks('qwen3-8b');
  await clock.advance(60_000);
  swap.ledger.clear();
  await get(swap, '/upstream/qwen3-8b/health');
  expect(effects()).toEqual([]);
  await get(swap, '/upstream/qwen3-8b/slots');
  expect(effects()).toEqual(['reset-timer']);
});

test('a stopped llama-swap leaves no timer behind', async () => {
  await swap.clientAsks('qwen3-8b');
  await swap.stop();
  expect(clock.waiting).toBe(0);
});
