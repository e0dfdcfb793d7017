import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import {
  FakeClock,
  type FakeServer,
  fakeModel,
  startJan,
  startKoboldCpp,
  startLiteLlm,
  startLlmman,
  startLocalAi,
  startMlxLm,
  startOpenAiCompatible,
  startSglang,
  startTabbyApi,
  startVllm,
} from '../../fake-servers/index.ts';
import { ask, begin, hello, stopAfter, until } from './served.ts';

const model = fakeModel({ id: 'some-model', loadMs: 1_000, busyMs: 60_000 });
const clock = new FakeClock();
const common = { model, models: [model], cache: [model], clock };

const kinds: Record<string, () => Promise<FakeServer>> = {
  vllm: () => startVllm(common),
  litellm: () =>
    startLiteLlm({ deployments: [{ group: 'a', target: 'openai/a', model, localHost: null }], clock }),
  mlx: () => startMlxLm(common),
  sglang: () => startSglang(common),
  localai: () => startLocalAi({ ...common, ollamaRoot: true }),
  tabby: () => startTabbyApi({ ...common, initial: model.id, disableAuth: true }),
  kobold: () => startKoboldCpp({ initial: model, clock }),
  jan: () => startJan({ sessions: [model], clock }),
  generic: () => startOpenAiCompatible({ ...common, ownedBy: null }),
  llmman: () => startLlmman(common),
};

/** Which kinds answer a route in a way that could be taken for the named server. */
async function whoAnswers(
  path: string,
  looks: (text: string, headers: IncomingHttpHeaders) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, start] of Object.entries(kinds)) {
    const server = await stopAfter(start());
    const answer = await ask(server, `GET ${path}`);
    if (answer.status === 200 && looks(answer.text, answer.headers)) found.push(kind);
  }
  return found;
}

test.each([
  ['Ollama by /api/version', '/api/version', '"version"', ['localai', 'kobold', 'llmman']],
  ['Ollama by /api/tags', '/api/tags', '"models"', ['localai', 'kobold', 'llmman']],
  ['Ollama by /', '/', 'Ollama is running', ['localai']],
  ['llama.cpp by /props', '/props', 'n_ctx', ['tabby', 'kobold']],
  ['vLLM by /version', '/version', '"version"', ['vllm', 'localai']],
  ['mlx_lm by cards without an owner', '/v1/models', '"object":"model","created"', ['mlx', 'generic']],
  ['KoboldCpp or TabbyAPI by service info', '/.well-known/serviceinfo', 'software', ['tabby', 'kobold']],
  ['vLLM or SGLang by /metrics', '/metrics', 'num_', ['vllm']],
])('could be taken for %s', async (_name, path, sign, expected) => {
  const unowned = path === '/v1/models';
  const looks = (text: string) => text.includes(sign) && !(unowned && text.includes('owned_by'));
  expect(await whoAnswers(path, looks)).toEqual(expected);
});

test('mlx_lm and KoboldCpp have a Server header too, of their own', async () => {
  expect(await whoAnswers('/v1/models', (_text, { server }) => server !== undefined)).toEqual([
    'mlx',
    'kobold',
  ]);
  expect(await whoAnswers('/v1/models', (_text, { server }) => server === 'llama.cpp')).toEqual([]);
});

test('nobody here answers like LM Studio, llama-swap or a router', async () => {
  expect(await whoAnswers('/lmstudio-greeting', () => true)).toEqual([]);
  expect(await whoAnswers('/api/version', (text) => text.includes('commit'))).toEqual([]);
  expect(await whoAnswers('/props', (text) => text.includes('router'))).toEqual([]);
});

test('fingerprinting the whole way leaves no trace anywhere', async () => {
  const paths = ['/lmstudio-greeting', '/.well-known/serviceinfo', '/.well-known/localai.json'];
  const more = ['/api/extra/version', '/api/version', '/props', '/', '/v1/models', '/health/liveliness'];
  for (const start of Object.values(kinds)) {
    const server = await stopAfter(start());
    for (const path of [...paths, ...more]) await ask(server, `GET ${path}`);
    expect(server.ledger.sideEffects()).toEqual([]);
  }
});

test.each(Object.keys(kinds))(
  '%s, stopped while it loads or answers, leaves no timer behind',
  async (kind) => {
    const server = await stopAfter(kinds[kind]?.() ?? Promise.reject(new Error(kind)));
    await begin(server, 'POST /v1/chat/completions', { body: hello(kind === 'litellm' ? 'a' : model.id) });
    expect(clock.waiting).toBeGreaterThan(0);
    await server.stop();
    await until(() => clock.waiting === 0);
  },
);
