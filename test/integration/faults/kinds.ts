import {
  type FakeServer,
  fakeModel,
  startJan,
  startKoboldCpp,
  startLiteLlm,
  startLlamaRouter,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startLocalAi,
  startMlxLm,
  startOaiProxy,
  startOllama,
  startSglang,
  startTabbyApi,
  startVllm,
} from '../../fake-servers/index.ts';

/** One of every kind, with a model in its list. */

const model = fakeModel({ id: 'qwen3:8b' });
const models = [model, fakeModel({ id: 'spare:1b' })];
const deployment = { group: 'house-model', target: 'ollama/qwen3:8b', model, localHost: 'box' };

export const startKind: Readonly<Record<string, () => Promise<FakeServer>>> = {
  'lm-studio': () => startLmStudio({ models }),
  ollama: () => startOllama({ models }),
  'llama-cpp': () => startLlamaServer({ model }),
  'llama-cpp router': () => startLlamaRouter({ models }),
  'llama-swap': () => startLlamaSwap({ models: models.map((each) => ({ ...each, ttl: 900 })) }),
  vllm: () => startVllm({ model }),
  litellm: () => startLiteLlm({ deployments: [deployment] }),
  'mlx-lm': () => startMlxLm({ cache: models, started: { asked: model.id, model } }),
  sglang: () => startSglang({ model }),
  localai: () => startLocalAi({ models }),
  tabbyapi: () => startTabbyApi({ models, initial: model.id }),
  koboldcpp: () => startKoboldCpp({ initial: model }),
  jan: () => startJan({ sessions: [model] }),
  'openai-compatible': () => startOaiProxy({ models }),
};
