import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../fake-servers/fake-clock.ts';
import { fakeModel } from '../../fake-servers/fake-model.ts';
import {
  type FakeLlamaRouter,
  type LlamaRouterOptions,
  startLlamaRouter,
} from '../../fake-servers/llama-cpp-router.ts';
import { begun, get, openEvents, post } from './ask.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const quick = names.map((id) => fakeModel({ id }));
const slow = fakeModel({ id: 'slow', loadMs: 20_000, busyMs: 60_000 });
const broken = fakeModel({ id: 'broken', loadFailure: 'no such file' });

let clock: FakeClock;
let router: FakeLlamaRouter;

beforeEach(async () => {
  clock = new FakeClock();
  router = await begin();
});
afterEach(() => router.stop());

async function begin(options: Partial<LlamaRouterOptions> = {}): Promise<FakeLlamaRouter> {
  await router?.stop();
  router = await startLlamaRouter({ models: [...quick, slow, broken], clock, ...options });
  return router;
}

const load = (model: string) => post(router, '/models/load', { model });
const unload = (model: string) => post(router, '/models/unload', { model });
const effects = () => router.ledger.sideEffects().map((entry) => entry.effect);
const status = async (id: string) => {
  const list = (await get(router, '/models')).json as {
    data: { id: string; status: Record<string, unknown> }[];
  };
  return list.data.find((entry) => entry.id === id)?.status;
};

test('says that it is a router, with a context of 0 that means nothing', async () => {
  expect((await get(router, '/props')).json).toMatchObject({
    role: 'router',
    max_instances: 4,
    models_autoload: true,
    default_generation_settings: { n_ctx: 0 },
  });
});

test('listing, health and props without a model cause nothing', async () => {
  for (const path of ['/models', '/v1/models', '/health', '/props']) await get(router, path);
  expect(router.ledger.sideEffects()).toEqual([]);
});

test('load answers at once and ends later, with the context in the list', async () => {
  expect((await load('slow')).json).toEqual({ success: true });
  expect(await status('slow')).toMatchObject({ value: 'loading' });
  await clock.advance(20_000);
  expect(await status('slow')).toMatchObject({ value: 'loaded' });
  expect((await get(router, '/models')).json).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({ meta: expect.objectContaining({ n_ctx: 8_192 }) }),
    ]),
  });
});

test('refuses to load twice, to unload what is not running, and names it does not know', async () => {
  await load('a');
  expect((await load('a')).json).toMatchObject({ error: { message: 'model is already running' } });
  expect((await unload('b')).json).toMatchObject({ error: { message: 'model is not running' } });
  expect((await load('nothing')).status).toBe(404);
});

test('a failed load is "unloaded" with failed and an exit code', async () => {
  await load('broken');
  expect(await status('broken')).toMatchObject({ value: 'unloaded', failed: true, exit_code: 1 });
  expect((await post(router, '/v1/chat/completions', { model: 'broken', messages: [] })).status).toBe(500);
});

test('the event stream shows the progress of a load that anybody began', async () => {
  const events = await openEvents(router, '/models/sse');
  const asking = router.clientAsks('slow');
  await clock.advance(80_000);
  await asking;
  await events.until((all) => all.length >= 4);
  expect(events.all).toMatchObject([
    { model: 'slow', event: 'model_status', data: { status: 'loading', progress: { value: 0 } } },
    { data: { progress: { value: 0.5 } } },
    { data: { progress: { value: 1 } } },
    { data: { status: 'loaded', info: { meta: { n_ctx: 8_192 } } } },
  ]);
  events.close();
});

test('the source names the event differently than the README', async () => {
  await begin({ statusEvent: 'status_change' });
  const events = await openEvents(router, '/models/sse');
  await load('broken');
  await events.until((all) => all.length >= 4);
  expect(events.all.at(-1)).toMatchObject({
    event: 'status_change',
    data: { status: 'unloaded', exit_code: 1 },
  });
  events.close();
});

test.each(['/props', '/slots', '/metrics', '/lora-adapters'])('GET %s?model=X loads X', async (path) => {
  expect((await get(router, `${path}?model=a`)).status).toBe(200);
  expect(effects()).toEqual(['loaded']);
});

test.each(['/props', '/slots', '/metrics', '/lora-adapters'])(
  'GET %s?model=X&autoload=false refuses instead of loading',
  async (path) => {
    const answer = await get(router, `${path}?model=a&autoload=false`);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { message: 'model is not loaded' } });
    expect(effects()).toEqual([]);
  },
);

test('--no-models-autoload refuses too', async () => {
  await begin({ autoload: false });
  expect((await get(router, '/slots?model=a')).status).toBe(400);
});

test('autoload=false does not stop /slots from waking a sleeping child', async () => {
  await begin({ sleepIdleSeconds: 60 });
  await load('a');
  await clock.advance(60_000);
  expect(await status('a')).toMatchObject({ value: 'sleeping' });
  router.ledger.clear();
  await get(router, '/slots?model=a&autoload=false');
  expect(effects()).toEqual(['woke', 'reset-timer']);
  expect(await status('a')).toMatchObject({ value: 'loaded' });
});

test('a fifth model evicts the least recently used one', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    await load(name);
    await clock.advance(1_000);
  }
  await load('e');
  expect(router.ledger.of('evicted')).toMatchObject([{ model: 'a' }]);
});

test('GET proxies do not count as use, POST /tokenize does', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    await load(name);
    await clock.advance(1_000);
  }
  await get(router, '/slots?model=a&autoload=false');
  await post(router, '/tokenize', { model: 'b', content: '' });
  await load('e');
  await clock.advance(1_000);
  await load('a');
  expect(router.ledger.of('evicted').map((entry) => entry.model)).toEqual(['a', 'c']);
  expect(router.ledger.tokens()).toBe(0);
});

test('eviction hits a busy model', async () => {
  await begin({ modelsMax: 1 });
  const asking = router.clientAsks('slow');
  await clock.advance(20_000);
  await load('a');
  await asking;
  expect(router.ledger.of('evicted')).toMatchObject([
    { model: 'slow', note: 'in the middle of a generation' },
  ]);
});

test('eviction hits a loading model', async () => {
  await begin({ modelsMax: 1 });
  await load('slow');
  await load('a');
  expect(await status('slow')).toMatchObject({ value: 'unloaded' });
  expect(router.ledger.of('evicted')).toMatchObject([{ model: 'slow', note: 'while loading' }]);
  await clock.advance(20_000);
  expect(await status('slow')).toMatchObject({ value: 'unloaded' });
});

test('a full router may say that the limit is reached', async () => {
  await begin({ modelsMax: 1 });
  router.refusesWhenFull = true;
  await load('a');
  const refused = await load('b');
  expect(refused.status).toBe(500);
  expect(refused.json).toMatchObject({ error: { message: 'model limit reached, try again later' } });
});

test('unload gives a busy model ten seconds and then kills it', async () => {
  await load('slow');
  await clock.advance(20_000);
  const { answer } = await begun(router, '/v1/completions', () =>
    post(router, '/v1/completions', { model: 'slow', prompt: 'a' }),
  );
  const cut = expect(answer).rejects.toThrow();
  expect((await unload('slow')).json).toEqual({ success: true });
  expect(await status('slow')).toMatchObject({ value: 'loaded' });
  await clock.advance(10_000);
  await cut;
  expect(await status('slow')).toMatchObject({ value: 'unloaded' });
});

test('unload kills a loading model at once', async () => {
  await load('slow');
  await unload('slow');
  expect(await status('slow')).toMatchObject({ value: 'unloaded' });
  expect(router.ledger.of('aborted-load')).toHaveLength(1);
});

test('?reload=1 unloads models whose preset changed', async () => {
  await load('a');
  router.changedPresets.add('a');
  await get(router, '/models');
  expect(await status('a')).toMatchObject({ value: 'loaded' });
  await get(router, '/models?reload=1');
  expect(await status('a')).toMatchObject({ value: 'unloaded' });
  expect(effects()).toContain('unloaded');
});

test('a request during a load waits for it', async () => {
  await load('slow');
  const { answer } = await begun(router, '/tokenize', () => post(router, '/tokenize', { model: 'slow' }));
  await clock.advance(20_000);
  expect((await answer).status).toBe(200);
  expect(router.ledger.of('loaded')).toHaveLength(1);
});

test('shows downloading models', async () => {
  router.setStatus('a', 'downloading');
  expect(await status('a')).toMatchObject({ value: 'downloading' });
});

test('a stopped router leaves no timer behind', async () => {
  await begin({ sleepIdleSeconds: 60 });
  await load('a');
  await load('slow');
  await router.stop();
  expect(clock.waiting).toBe(0);
});
