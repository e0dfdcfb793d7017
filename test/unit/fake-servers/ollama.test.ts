import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock, settle } from '../../fake-servers/fake-clock.ts';
import { fakeModel } from '../../fake-servers/fake-model.ts';
import { type FakeOllama, type OllamaOptions, startOllama } from '../../fake-servers/ollama.ts';
import { begun, get, post } from './ask.ts';

const minute = 60_000;
const qwen = fakeModel({ id: 'qwen3:8b' });
const mistral = fakeModel({ id: 'mistral' });
const vision = fakeModel({ id: 'gemma4:27b', vision: true });
const embedder = fakeModel({ id: 'nomic-embed-text', kind: 'embeddings', maxContext: 2_048 });
const cloud = { ...fakeModel({ id: 'gpt-oss:120b-cloud' }), remoteHost: 'https://ollama.com' };
const slow = fakeModel({ id: 'slow', loadMs: 30_000, busyMs: minute });

let clock: FakeClock;
let ollama: FakeOllama;

beforeEach(async () => {
  clock = new FakeClock();
  ollama = await begin();
});
afterEach(() => ollama.stop());

async function begin(options: Partial<OllamaOptions> = {}): Promise<FakeOllama> {
  await ollama?.stop();
  ollama = await startOllama({ models: [qwen, mistral, vision, embedder, cloud, slow], clock, ...options });
  return ollama;
}

type Ps = { models: { name: string; expires_at: string; context_length?: number; size: number }[] };
const ps = async () => ((await get(ollama, '/api/ps')).json as Ps).models;
const empty = (model: string, more: object = {}) =>
  post(ollama, '/api/generate', { model, stream: false, ...more });
const leftMs = async () => Date.parse((await ps())[0]?.expires_at ?? '') - clock.now();
const effects = () => ollama.ledger.sideEffects().map((entry) => entry.effect);

test('says that it is running, on GET and on HEAD', async () => {
  expect((await get(ollama, '/')).text).toBe('Ollama is running');
  expect((await fetch(ollama.url, { method: 'HEAD' })).status).toBe(200);
  expect((await get(ollama, '/api/version')).json).toEqual({ version: '0.33.0' });
});

test('observing touches no timer', async () => {
  await ollama.clientAsks(qwen.id);
  await clock.advance(4 * minute);
  for (const path of ['/', '/api/ps', '/api/tags', '/api/version', '/v1/models']) await get(ollama, path);
  await post(ollama, '/api/show', { model: qwen.id });
  expect(ollama.ledger.sideEffects()).toEqual([]);
  expect(await leftMs()).toBe(minute);
  await clock.advance(minute);
  expect(await ps()).toEqual([]);
});

test('an empty prompt loads and generates nothing', async () => {
  const answer = await empty(qwen.id);
  expect(answer.json).toMatchObject({ model: qwen.id, response: '', done: true, done_reason: 'load' });
  expect(ollama.ledger.tokens()).toBe(0);
  expect(effects()).toEqual(['loaded', 'reset-timer']);
  const chat = await post(ollama, '/api/chat', { model: mistral.id, messages: [], stream: false });
  expect(chat.json).toMatchObject({ done_reason: 'load' });
});

test('an empty request with the context in use keeps the model warm', async () => {
  await ollama.clientAsks(qwen.id, { numCtx: 16_384 });
  await clock.advance(4 * minute);
  ollama.ledger.clear();
  const context = (await ps())[0]?.context_length;
  await empty(qwen.id, { options: { num_ctx: context ?? 0 } });
  expect(effects()).toEqual(['reset-timer']);
  expect(await leftMs()).toBe(5 * minute);
});

test('a keepalive without num_ctx reloads a model that another client loaded with its own', async () => {
  await ollama.clientAsks(qwen.id, { numCtx: 16_384 });
  await empty(qwen.id);
  expect(effects()).toEqual(['reconfigured', 'unloaded', 'loaded', 'reset-timer']);
  expect((await ps())[0]?.context_length).toBe(4_096);
});

test('automatic context against automatic context never reloads', async () => {
  await ollama.clientAsks(qwen.id);
  await empty(qwen.id);
  expect(effects()).toEqual(['reset-timer']);
});

test('unusual runner options of another client reload too', async () => {
  await empty(qwen.id, { options: { num_batch: 64 } });
  ollama.ledger.clear();
  await empty(qwen.id, { options: { num_ctx: 4_096 } });
  expect(effects()).toContain('reconfigured');
});

test('a negative num_gpu does not count', async () => {
  await empty(qwen.id, { options: { num_gpu: -1 } });
  ollama.ledger.clear();
  await empty(qwen.id);
  expect(effects()).toEqual(['reset-timer']);
});

test('keep_alive of a request overwrites the duration, up and down', async () => {
  await ollama.clientAsks(qwen.id, { keepAlive: -1 });
  expect(await leftMs()).toBeGreaterThan(100 * 365 * 24 * 60 * minute);
  await empty(qwen.id, { keep_alive: '10m' });
  expect(await leftMs()).toBe(10 * minute);
  await empty(qwen.id, { keep_alive: 60 });
  expect(await leftMs()).toBe(minute);
});

test('a request without keep_alive keeps the duration that was set', async () => {
  await ollama.clientAsks(qwen.id, { keepAlive: '1h' });
  await clock.advance(30 * minute);
  await post(ollama, '/v1/chat/completions', { model: qwen.id, messages: [{ role: 'user', content: 'hi' }] });
  expect(await leftMs()).toBe(60 * minute);
});

test('keep_alive that is no duration is refused', async () => {
  expect((await empty(qwen.id, { keep_alive: 'soon' })).status).toBe(400);
});

test('a pinned model shows an expiry 292 years ahead and never leaves', async () => {
  await ollama.clientAsks(qwen.id, { keepAlive: -1 });
  expect((await ps())[0]?.expires_at).toMatch(/^2318-/);
  await clock.advance(10_000 * minute);
  expect(await ps()).toHaveLength(1);
});

test('keep_alive 0 answers at once and the model leaves when the memory is free', async () => {
  await begin({ unloadDelayMs: 5_000 });
  await ollama.clientAsks(qwen.id);
  expect((await empty(qwen.id, { keep_alive: 0 })).json).toMatchObject({ done_reason: 'unload' });
  expect(await ps()).toHaveLength(1);
  await clock.advance(5_000);
  expect(await ps()).toEqual([]);
});

test('unloading a busy model waits for its request to end', async () => {
  await begin({ models: [{ ...slow, loadMs: 0 }] });
  const { answer } = await begun(ollama, '/api/generate', () =>
    post(ollama, '/api/generate', { model: 'slow', prompt: 'hi', stream: false }),
  );
  await empty('slow', { keep_alive: 0 });
  expect(await ps()).toHaveLength(1);
  await clock.advance(minute);
  expect((await answer).status).toBe(200);
  expect(await ps()).toEqual([]);
});

test('a loading model is listed nowhere', async () => {
  const { answer } = await begun(ollama, '/api/generate', () => empty('slow'));
  expect(await ps()).toEqual([]);
  await clock.advance(30_000);
  expect((await answer).json).toMatchObject({ done_reason: 'load' });
  expect(await ps()).toHaveLength(1);
});

test('a load is aborted when its client disconnects', async () => {
  const leaving = new AbortController();
  const { answer } = await begun(ollama, '/api/generate', () =>
    post(ollama, '/api/generate', { model: 'slow', stream: false }, leaving.signal),
  );
  leaving.abort();
  await expect(answer).rejects.toThrow();
  await expect.poll(() => effects()).toEqual(['aborted-load']);
  await clock.advance(30_000);
  expect(await ps()).toEqual([]);
});

test('one load at a time, while requests to loaded models go past', async () => {
  await ollama.clientAsks(qwen.id);
  const first = await begun(ollama, '/api/generate', () => empty('slow'));
  const second = await begun(ollama, '/api/generate', () => empty(mistral.id));
  expect((await empty(qwen.id)).status).toBe(200);
  expect(ollama.loadedNames()).toEqual([qwen.id]);
  await clock.advance(30_000);
  await Promise.all([first.answer, second.answer]);
  expect(ollama.loadedNames()).toEqual([qwen.id, 'slow:latest', 'mistral:latest']);
});

test('a full queue answers 503', async () => {
  await begin({ maxQueue: 1 });
  const first = await begun(ollama, '/api/generate', () => empty('slow'));
  const second = await begun(ollama, '/api/generate', () => empty(mistral.id));
  const third = await empty(qwen.id);
  expect(third.status).toBe(503);
  expect(third.json).toEqual({
    error: 'server busy, please try again.  maximum pending requests exceeded',
  });
  await clock.advance(30_000);
  await Promise.all([first.answer, second.answer]);
});

test('the idle runner with the shortest session is evicted first', async () => {
  await begin({ maxLoaded: 2 });
  await ollama.clientAsks(qwen.id, { keepAlive: '1h' });
  await ollama.clientAsks(mistral.id, { keepAlive: '2m' });
  await empty(vision.id);
  expect(ollama.ledger.of('evicted')).toMatchObject([{ model: 'mistral:latest', by: 'http' }]);
});

test('a model that needs the memory evicts, warm or not', async () => {
  await begin({ memoryBytes: qwen.sizeBytes * 1.5 });
  await ollama.clientAsks(qwen.id, { keepAlive: -1 });
  await empty(mistral.id);
  expect(ollama.loadedNames()).toEqual(['mistral:latest']);
});

test('while a request runs the expiry stands still', async () => {
  await begin({ models: [{ ...slow, loadMs: 0, busyMs: 10 * minute }] });
  await empty('slow');
  const before = (await ps())[0]?.expires_at;
  const { answer } = await begun(ollama, '/api/chat', () =>
    post(ollama, '/api/chat', { model: 'slow', messages: [{ role: 'user', content: 'hi' }], stream: false }),
  );
  await clock.advance(9 * minute);
  expect((await ps())[0]?.expires_at).toBe(before);
  expect(await leftMs()).toBeLessThan(0);
  await empty('slow');
  await clock.advance(minute);
  expect((await answer).status).toBe(200);
  expect(await leftMs()).toBe(5 * minute);
});

test('an embedding model cannot be loaded by generate but by an empty embed', async () => {
  const refused = await empty(embedder.id);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({ error: '"nomic-embed-text" does not support generate' });
  for (const input of ['', []]) {
    const loaded = await post(ollama, '/api/embed', { model: embedder.id, input });
    expect(loaded.json).toEqual({ model: embedder.id, embeddings: [] });
  }
  expect(ollama.ledger.of('generated')).toEqual([]);
  expect(ollama.loadedNames()).toEqual(['nomic-embed-text:latest']);
});

test('an image model cannot be loaded with an empty prompt', async () => {
  await begin({ models: [{ ...qwen, id: 'flux', imageGeneration: true }] });
  expect((await empty('flux')).status).toBe(400);
});

test('even an empty prompt to a cloud model is billed', async () => {
  await empty(cloud.id);
  expect(effects()).toEqual(['billed']);
  expect(await ps()).toEqual([]);
  const tags = (await get(ollama, '/api/tags')).json as { models: { name: string }[] };
  expect(tags.models.find((model) => model.name === cloud.id)).toMatchObject({
    remote_host: 'https://ollama.com',
  });
});

test('X and X:latest are the same model and ps prints the full form', async () => {
  await empty('mistral');
  await empty('mistral:latest');
  expect(ollama.ledger.of('loaded')).toHaveLength(1);
  expect((await ps())[0]?.name).toBe('mistral:latest');
});

test('two tags over one file share a runner under the name that loaded it, and thrash by their contexts', async () => {
  const short = { ...qwen, id: 'qwen3:short', blob: 'same', numCtx: 2_048 };
  const long = { ...qwen, id: 'qwen3:long', blob: 'same', numCtx: 8_192 };
  await begin({ models: [short, long] });
  await empty(short.id);
  expect((await ps()).map((entry) => entry.name)).toEqual([short.id]);
  ollama.ledger.clear();
  await empty(long.id);
  expect(effects()).toEqual(['reconfigured', 'unloaded', 'loaded', 'reset-timer']);
  expect((await ps()).map((entry) => entry.name)).toEqual([long.id]);
});

test('vision models get at least 2048, and no model more than it was trained for', async () => {
  await empty(vision.id, { options: { num_ctx: 512 } });
  await empty(qwen.id, { options: { num_ctx: 1_000_000 } });
  const contexts = Object.fromEntries((await ps()).map((entry) => [entry.name, entry.context_length]));
  expect(contexts).toEqual({ [vision.id]: 2_048, [qwen.id]: qwen.maxContext });
});

test('old versions tell neither context in ps nor capabilities in tags', async () => {
  await begin({ version: '0.5.0' });
  await empty(qwen.id);
  expect((await ps())[0]).not.toHaveProperty('context_length');
  const tags = (await get(ollama, '/api/tags')).json as { models: object[] };
  expect(tags.models[0]).not.toHaveProperty('capabilities');
  expect((await post(ollama, '/v1/responses', { model: qwen.id, input: 'hi' })).status).toBe(404);
});

test('show tells the maximum context under the name of the architecture', async () => {
  const shown = (await post(ollama, '/api/show', { model: qwen.id })).json;
  expect(shown).toMatchObject({
    model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960 },
    capabilities: ['completion', 'tools', 'thinking'],
  });
});

test('an error in the middle of a stream is a line under status 200', async () => {
  ollama.breakNextGeneration = 'llama-server process has terminated';
  const answer = await post(ollama, '/api/generate', { model: qwen.id, prompt: 'hi' });
  expect(answer.status).toBe(200);
  const lines = answer.text.trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ error: 'llama-server process has terminated' });
});

test('a failed load is a 500 with the reason', async () => {
  await begin({ models: [{ ...qwen, loadFailure: 'out-of-memory during startup' }] });
  const failed = await empty(qwen.id);
  expect(failed.status).toBe(500);
  expect(failed.json).toEqual({ error: 'out-of-memory during startup' });
});

test('a load that runs out of memory evicts every other model before it gives up', async () => {
  await begin({ models: [qwen, mistral, { ...vision, loadFailure: 'out-of-memory during startup' }] });
  await ollama.clientAsks(qwen.id, { keepAlive: -1 });
  await ollama.clientAsks(mistral.id);
  expect((await empty(vision.id)).status).toBe(500);
  expect(effects()).toEqual(['evicted', 'evicted']);
  expect(await ps()).toEqual([]);
});

test('an unknown model is a 404 in words, wrapped on the /v1 routes', async () => {
  expect((await empty('nothing')).json).toEqual({ error: "model 'nothing' not found" });
  const wrapped = await post(ollama, '/v1/chat/completions', { model: 'nothing', messages: [] });
  expect(wrapped.status).toBe(404);
  expect(wrapped.json).toMatchObject({ error: { message: "model 'nothing' not found" } });
});

test('out of memory at run time expires every runner', async () => {
  await ollama.clientAsks(qwen.id);
  await ollama.clientAsks(mistral.id);
  ollama.scheduler.expireAll({ by: 'timer', request: 'out of memory' });
  await settle();
  expect(await ps()).toEqual([]);
});

test('a foreign Host header is refused', async () => {
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    const options = { port: ollama.port, host: '127.0.0.1', headers: { host: 'evil.example' } };
    request(options, (response) => resolve(response.resume().statusCode)).end();
  });
  expect(status).toBe(403);
});

test('the Responses route carries the thinking as a summary', async () => {
  const answer = await post(ollama, '/v1/responses', { model: qwen.id, input: 'hi' });
  expect(answer.json).toMatchObject({
    output: [{ type: 'reasoning', summary: [{ type: 'summary_text' }] }, { type: 'message' }],
  });
});
