import { describe, expect, test } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import {
  FakeClock,
  type FakeServer,
  fakeModel,
  startFakeServer,
  startJan,
  startKoboldCpp,
  startLiteLlm,
  startLlamaRouter,
  startLlamaServer,
  startLlamaSwap,
  startLlmman,
  startLmStudio,
  startLocalAi,
  startMlxLm,
  startOaiProxy,
  startOllama,
  startOpenAiCompatible,
  startSglang,
  startTabbyApi,
  startVllm,
  tabbyApiKey,
} from '../../fake-servers/index.ts';
import { clientOf, failureOf, running, unwrap } from './connection.ts';

const model = fakeModel();
const models = [model];

type World = { clock: FakeClock; apiKey?: string };

const starters: Record<string, [ServerKind, (world: World) => Promise<FakeServer>]> = {
  'LM Studio': ['lm-studio', (world) => startLmStudio({ ...world, models })],
  Ollama: ['ollama', (world) => startOllama({ ...world, models })],
  'llama-server': ['llama-cpp', (world) => startLlamaServer({ ...world, model })],
  'a llama.cpp router': ['llama-cpp', (world) => startLlamaRouter({ ...world, models })],
  'llama-swap': ['llama-swap', (world) => startLlamaSwap({ ...world, models })],
  vLLM: ['vllm', (world) => startVllm({ ...world, model })],
  LiteLLM: ['litellm', (world) => startLiteLlm({ ...world, deployments: [] })],
  'mlx_lm.server': ['mlx-lm', (world) => startMlxLm({ ...world, cache: models })],
  SGLang: ['sglang', (world) => startSglang({ ...world, model })],
  LocalAI: ['localai', (world) => startLocalAi({ ...world, models })],
  'LocalAI that greets like Ollama': [
    'localai',
    (world) => startLocalAi({ ...world, models, ollamaRoot: true }),
  ],
  TabbyAPI: ['tabbyapi', (world) => startTabbyApi({ ...world, models })],
  KoboldCpp: ['koboldcpp', (world) => startKoboldCpp({ ...world, initial: model })],
  Jan: ['jan', (world) => startJan({ ...world, sessions: models })],
  llmman: ['openai-compatible', (world) => startLlmman({ ...world, models })],
  'a gateway': ['openai-compatible', (world) => startOpenAiCompatible({ ...world, models })],
  'OAI-proxy': ['openai-compatible', (world) => startOaiProxy({ ...world, models })],
};

describe.each(Object.entries(starters))('%s', (name, [kind, start]) => {
  test('is told from all its look-alikes, by a few harmless GETs', async () => {
    const server = await running(start({ clock: new FakeClock() }));
    const key = name === 'TabbyAPI' ? tabbyApiKey : undefined;
    expect(unwrap(await recognise(clientOf(server, key))).kind).toBe(kind);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(server.requests.length).toBeLessThanOrEqual(8);
    expect(server.requests.map(({ path }) => path)).not.toContain('/health');
    expect(server.ledger.entries.filter(({ by }) => by === 'http')).toEqual([]);
  });

  test('is known without its key, or asks for it', async () => {
    const server = await running(start({ clock: new FakeClock(), apiKey: 'sesame' }));
    const seen = await recognise(clientOf(server));
    if (seen.ok) expect(seen.value.kind).toBe(kind);
    else expect(seen.failure.code).toBe('unauthorised');
    expect(unwrap(await recognise(clientOf(server, 'sesame'))).kind).toBe(kind);
  });
});

test('only SGLang and plain gateways cannot be told without their key', async () => {
  const unknown: string[] = [];
  for (const [name, [, start]] of Object.entries(starters)) {
    const server = await running(start({ clock: new FakeClock(), apiKey: 'sesame' }));
    if (!(await recognise(clientOf(server))).ok) unknown.push(name);
  }
  expect(unknown).toEqual(['SGLang', 'llmman', 'a gateway', 'OAI-proxy']);
});

test('a gateway in front of vLLM is a gateway, whoever owns the models', async () => {
  const server = await running(startOpenAiCompatible({ clock: new FakeClock(), models, ownedBy: 'vllm' }));
  expect(unwrap(await recognise(clientOf(server))).kind).toBe('openai-compatible');
});

test('an owner with the name of a JavaScript property is just a name', async () => {
  const server = await running(
    startOpenAiCompatible({ clock: new FakeClock(), models, ownedBy: 'constructor' }),
  );
  expect(unwrap(await recognise(clientOf(server))).kind).toBe('openai-compatible');
});

test.each([
  ['a web site', 200, '<!doctype html><title>Router</title>', 'wrong-kind-of-server'],
  ['a JSON service', 200, '{"error":"Unexpected endpoint"}', 'wrong-kind-of-server'],
  ['nothing but 404', 404, 'not found', 'wrong-kind-of-server'],
  ['a guarded site', 401, 'who are you?', 'unauthorised'],
  ['a forbidden host', 403, 'Invalid host header', 'forbidden'],
  ['a proxy without its backend', 502, '<html>Bad gateway</html>', 'server-error'],
] as const)('%s is no inference server', async (_name, status, body, code) => {
  const server = await running(startFakeServer((call) => call.raw(status, body)));
  expect(failureOf(await recognise(clientOf(server))).code).toBe(code);
});

test('nobody at the address is one refused request, not eight', async () => {
  const server = await running(startFakeServer((call) => call.empty(200)));
  const client = clientOf(server);
  await server.stop();
  expect(failureOf(await recognise(client)).code).toBe('connection-refused');
});
