import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../fake-servers/fake-clock.ts';
import { fakeModel } from '../../fake-servers/fake-model.ts';
import { type FakeLmStudio, type LmStudioOptions, startLmStudio } from '../../fake-servers/lm-studio.ts';
import { get, post, postText } from './ask.ts';

const minute = 60_000;
const a = fakeModel({ id: 'qwen/qwen3-8b', maxContext: 40_960 });
const b = fakeModel({ id: 'google/gemma-4-27b' });
const embedder = fakeModel({ id: 'nomic-embed', kind: 'embeddings', maxContext: 2_048 });

let clock: FakeClock;
let studio: FakeLmStudio;

beforeEach(async () => {
  clock = new FakeClock();
  studio = await begin();
});
afterEach(() => studio.stop());

async function begin(options: Partial<LmStudioOptions> = {}): Promise<FakeLmStudio> {
  await studio?.stop();
  studio = await startLmStudio({ models: [a, b, embedder], clock, ...options });
  return studio;
}

const one = (model: string, more: object = {}) =>
  post(studio, '/v1/completions', { model, prompt: 'a', max_tokens: 1, ...more });
const load = (model: string, more: object = {}) => post(studio, '/api/v1/models/load', { model, ...more });
const loadedIds = () => studio.instances.all.map((instance) => instance.id);

test('greets as LM Studio', async () => {
  expect((await get(studio, '/lmstudio-greeting')).json).toEqual({ lmstudio: true });
});

test('listing by every version of the API causes nothing', async () => {
  await studio.userLoads(a.id);
  for (const path of ['/api/v1/models', '/api/v0/models', '/v1/models', '/lmstudio-greeting']) {
    expect((await get(studio, path)).status).toBe(200);
  }
  expect(studio.ledger.sideEffects()).toEqual([]);
});

test('tells the context in use beside the maximum', async () => {
  await load(a.id, { context_length: 8_192 });
  expect((await get(studio, '/api/v1/models')).json).toMatchObject({
    models: [
      {
        key: a.id,
        max_context_length: 40_960,
        loaded_instances: [{ id: a.id, config: { context_length: 8_192 } }],
      },
      { key: b.id, loaded_instances: [] },
      { type: 'embedding' },
    ],
  });
  expect((await get(studio, '/api/v0/models')).json).toMatchObject({
    data: [
      { state: 'loaded', loaded_context_length: 8_192 },
      { state: 'not-loaded' },
      { type: 'embeddings' },
    ],
  });
});

test('embedding models say less in the list', async () => {
  const list = (await get(studio, '/api/v1/models')).json as { models: object[] };
  expect(list.models[2]).not.toHaveProperty('capabilities');
  expect(list.models[2]).not.toHaveProperty('architecture');
});

test('an unknown route is answered 200 with an error', async () => {
  const answer = await post(studio, '/api/v0/models/load', { model: a.id });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    error: 'Unexpected endpoint or method. (POST /api/v0/models/load). Returning 200 anyway',
  });
});

test('before 0.4.0 there is no /api/v1, before 0.3.6 no /api/v0', async () => {
  await begin({ version: '0.3.39' });
  expect((await get(studio, '/api/v1/models')).json).toHaveProperty('error');
  expect((await get(studio, '/api/v0/models')).json).toHaveProperty('data');
  await begin({ version: '0.3.5' });
  expect((await get(studio, '/api/v0/models')).json).toHaveProperty('error');
  expect((await get(studio, '/v1/models')).json).toHaveProperty('data');
});

test('/v1/models names everything downloaded with JIT on and only what is loaded with JIT off', async () => {
  const count = async () => ((await get(studio, '/v1/models')).json as { data: object[] }).data.length;
  expect(await count()).toBe(3);
  studio.jit = false;
  expect(await count()).toBe(0);
  await studio.userLoads(a.id);
  expect(await count()).toBe(1);
});

test('a request naming a model that is not loaded loads it', async () => {
  await one(a.id);
  expect(studio.ledger.of('loaded')).toMatchObject([{ by: 'http', model: a.id }]);
});

test('an on-demand model leaves after 60 idle minutes, and each request starts the time over', async () => {
  await one(a.id);
  await clock.advance(59 * minute);
  await one(a.id);
  await clock.advance(59 * minute);
  expect(loadedIds()).toEqual([a.id]);
  await clock.advance(minute);
  expect(loadedIds()).toEqual([]);
  expect(studio.ledger.of('unloaded')).toMatchObject([{ by: 'timer' }]);
});

test('a model loaded by the load route or by hand has no idle time', async () => {
  await load(a.id);
  await studio.userLoads(b.id);
  await one(a.id);
  await clock.advance(1_000 * minute);
  expect(loadedIds()).toEqual([a.id, b.id]);
  expect(studio.ledger.of('reset-timer')).toEqual([]);
});

test('ttl counts only on the request that loads', async () => {
  await one(a.id, { ttl: 300 });
  await one(a.id, { ttl: 30_000 });
  await clock.advance(5 * minute);
  expect(loadedIds()).toEqual([]);
});

test('a busy model does not leave', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: 90 * minute });
  await begin({ models: [slow] });
  const arrived = studio.nextRequest('/v1/completions');
  const asking = one('slow');
  await arrived;
  await clock.advance(90 * minute);
  expect((await asking).status).toBe(200);
  expect(loadedIds()).toEqual(['slow']);
});

test('an on-demand load evicts the last on-demand model, even in the middle of a generation', async () => {
  const slow = fakeModel({ id: 'slow', busyMs: minute });
  await begin({ models: [slow, b] });
  const arrived = studio.nextRequest('/v1/completions');
  const asking = one('slow');
  await arrived;
  await one(b.id);
  expect((await asking).status).toBe(400);
  expect(studio.ledger.of('evicted')).toMatchObject([
    { model: 'slow', note: 'in the middle of a generation' },
  ]);
  expect(loadedIds()).toEqual([b.id]);
});

test('an on-demand load leaves hand-loaded models alone', async () => {
  await studio.userLoads(a.id);
  await one(b.id);
  expect(loadedIds()).toEqual([a.id, b.id]);
});

test('a keepalive to a model that has just expired loads it and evicts the one in use', async () => {
  await one(a.id, { ttl: 60 });
  await clock.advance(minute);
  await studio.clientAsks(b.id);
  studio.ledger.clear();
  await one(a.id);
  expect(studio.ledger.sideEffects().map((entry) => entry.effect)).toEqual([
    'evicted',
    'loaded',
    'generated',
    'reset-timer',
  ]);
});

test('loading a loaded model makes a second copy', async () => {
  await load(a.id);
  const second = await load(a.id);
  expect(second.json).toMatchObject({ instance_id: `${a.id}:2` });
  expect(loadedIds()).toEqual([a.id, `${a.id}:2`]);
});

test('another spelling of a loaded model loads a duplicate', async () => {
  await studio.userLoads(a.id);
  await one('Qwen3-8B');
  expect(loadedIds()).toEqual([a.id, `${a.id}:2`]);
});

test('unloads an instance and does not know it twice', async () => {
  await load(a.id);
  const unload = () => post(studio, '/api/v1/models/unload', { instance_id: a.id });
  expect((await unload()).json).toEqual({ instance_id: a.id });
  expect((await unload()).status).toBe(404);
});

test('the load answer has three shapes', async () => {
  expect((await load(a.id, { echo_load_config: true })).json).toMatchObject({
    instance_id: a.id,
    status: 'loaded',
    load_config: { context_length: 8_192 },
  });
  await begin({ loadReply: 'flat' });
  expect((await load(a.id)).json).toMatchObject({ instance_id: a.id, context_length: 8_192 });
  await begin({ loadReply: 'nested' });
  expect((await load(a.id)).json).toMatchObject({
    model_instance_id: a.id,
    config: { context_length: 8_192 },
  });
});

test('gives less context than asked without a word', async () => {
  await begin({ contextCap: 4_096 });
  expect((await load(a.id, { context_length: 32_768 })).status).toBe(200);
  expect(studio.instances.all[0]?.context).toBe(4_096);
});

test('the guardrail refuses a model that does not fit', async () => {
  await begin({ memoryBytes: a.sizeBytes + 1 });
  await load(a.id);
  const refused = await load(b.id);
  expect(refused.status).toBe(500);
  expect(refused.json).toMatchObject({
    error: { message: expect.stringContaining('insufficient system resources') },
  });
});

test('a failing load says why and leaves nothing behind', async () => {
  const broken = fakeModel({ id: 'broken', loadFailure: 'exited before becoming healthy' });
  await begin({ models: [broken] });
  expect((await load('broken')).json).toMatchObject({ error: { type: 'model_load_failed' } });
  expect(loadedIds()).toEqual([]);
});

test('an unknown id and an inexact variant are invalid identifiers', async () => {
  await begin({ variants: { [a.id]: [`${a.id}@q4_k_m`] } });
  expect((await load('nothing')).status).toBe(400);
  expect((await load(`${a.id}@q8_0`)).status).toBe(400);
  expect((await load(`${a.id}@q4_k_m`)).status).toBe(200);
});

test('on-demand loading sometimes refuses with "No models loaded"', async () => {
  studio.refusesJit = true;
  const refused = await one(a.id);
  expect(refused.status).toBe(400);
  expect(refused.json).toMatchObject({ error: { message: expect.stringContaining('No models loaded') } });
});

test('two requests for the same unloaded model cause one load', async () => {
  const slow = fakeModel({ id: 'slow', loadMs: 9_000 });
  await begin({ models: [slow] });
  const first = studio.nextRequest('/v1/completions');
  const asked = [one('slow')];
  await first;
  const second = studio.nextRequest('/v1/completions');
  asked.push(one('slow'));
  await second;
  await clock.advance(9_000);
  await Promise.all(asked);
  expect(loadedIds()).toEqual(['slow']);
});

test('a load blocks without progress and tells how long it took', async () => {
  const slow = fakeModel({ id: 'slow', loadMs: 9_000 });
  await begin({ models: [slow] });
  const arrived = studio.nextRequest('/models/load');
  const loading = load('slow');
  await arrived;
  const during = (await get(studio, '/api/v1/models')).json;
  expect(during).toMatchObject({ models: [{ loaded_instances: [] }] });
  await clock.advance(9_000);
  expect((await loading).json).toMatchObject({ load_time_seconds: 9 });
});

test('only the native chat shows load progress', async () => {
  const text = await postText(studio, '/api/v1/chat', { model: a.id, input: 'hi', stream: true });
  expect(text).toContain('event: model_load.start');
  expect(text).toContain('"progress":0.5');
  expect(text).toContain('event: chat.end');
});

test('a prompt longer than the context is refused in words', async () => {
  await load(a.id, { context_length: 4 });
  const refused = await post(studio, '/v1/completions', { model: a.id, prompt: 'x'.repeat(100) });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.json)).toContain('when context the overflows');
});

test('only the command line tells idle time and busy', async () => {
  await one(a.id);
  expect(JSON.parse(studio.lmsPs())).toMatchObject([
    { identifier: a.id, ttlMs: 60 * minute, status: 'idle', queued: 0, lastUsedTime: clock.now() },
  ]);
});

test('a token guards everything but the greeting from 0.4.0', async () => {
  await begin({ apiKey: 'sesame' });
  expect((await get(studio, '/lmstudio-greeting')).status).toBe(200);
  expect((await get(studio, '/api/v1/models')).status).toBe(401);
});

test('a restart forgets what was loaded and leaves no timer behind', async () => {
  await one(a.id);
  await studio.restart();
  expect(loadedIds()).toEqual([]);
  expect(clock.waiting).toBe(0);
});

test('answers chat, embeddings and responses', async () => {
  const chat = await post(studio, '/v1/chat/completions', { model: a.id, messages: [] });
  expect(chat.json).toMatchObject({
    choices: [{ message: { content: 'Hi!', reasoning: expect.any(String) } }],
  });
  const vectors = await post(studio, '/v1/embeddings', { model: embedder.id, input: ['a', 'b'] });
  expect((vectors.json as { data: object[] }).data).toHaveLength(2);
  const response = await post(studio, '/v1/responses', { model: a.id, input: 'hi' });
  expect(response.json).toMatchObject({ output: [{ type: 'reasoning' }, { type: 'message' }] });
});
