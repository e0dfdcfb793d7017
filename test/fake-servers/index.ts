export { Call, otherClientHeader } from './call.ts';
export { FakeClock, type ServerClock, settle } from './fake-clock.ts';
export { type FakeModel, fakeModel, sampleModels } from './fake-model.ts';
export { FakeServer, type FakeServerOptions, type LoggedRequest, startFakeServer } from './fake-server.ts';
export type { Fault } from './faults.ts';
export { FakeGateway, type GatewayPhase, startGateway } from './gateway.ts';
export { FakeJan, type JanOptions, startJan } from './jan.ts';
export { FakeKoboldCpp, type KoboldCppOptions, startKoboldCpp } from './koboldcpp.ts';
export type { Effect, LedgerEntry } from './ledger.ts';
export { FakeLiteLlm, type LiteLlmDeployment, type LiteLlmOptions, startLiteLlm } from './litellm.ts';
export { FakeLlamaServer, type LlamaServerOptions, startLlamaServer } from './llama-cpp.ts';
export { FakeLlamaRouter, type LlamaRouterOptions, startLlamaRouter } from './llama-cpp-router.ts';
export { FakeLlamaSwap, type LlamaSwapOptions, type SwapModel, startLlamaSwap } from './llama-swap.ts';
export { FakeLlmman, type LlmmanOptions, startLlmman } from './llmman.ts';
export { FakeLmStudio, type LmStudioOptions, startLmStudio } from './lm-studio.ts';
export { FakeLocalAi, type LocalAiOptions, startLocalAi } from './localai.ts';
export { FakeMlxLm, type MlxLmOptions, startMlxLm } from './mlx-lm.ts';
export { FakeOllama, type OllamaModel, type OllamaOptions, startOllama } from './ollama.ts';
export {
  FakeOpenAiCompatible,
  type OpenAiCompatibleOptions,
  startOaiProxy,
  startOpenAiCompatible,
} from './openai-compatible.ts';
export type { ReasoningMode } from './openai-shapes.ts';
export { FakeSglang, type SglangOptions, startSglang } from './sglang.ts';
export { FakeTabbyApi, startTabbyApi, type TabbyApiOptions, tabbyAdminKey, tabbyApiKey } from './tabbyapi.ts';
export { FakeVllm, startVllm, type VllmOptions } from './vllm.ts';
