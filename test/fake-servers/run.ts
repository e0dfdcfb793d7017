import type { ServerClock } from './fake-clock.ts';
import { type FakeModel, fakeModel, sampleModels } from './fake-model.ts';
import type { FakeServer, FakeServerOptions } from './fake-server.ts';
import { type FakeLiteLlm, startLiteLlm } from './litellm.ts';
import { type FakeLlamaRouter, startLlamaRouter } from './llama-cpp-router.ts';
import { type FakeLlamaSwap, startLlamaSwap } from './llama-swap.ts';
import { type FakeLmStudio, startLmStudio } from './lm-studio.ts';
import { type FakeOllama, startOllama } from './ollama.ts';
import { type FakeVllm, startVllm } from './vllm.ts';

/**
 * A varied fleet of simulated servers: what `npm run demo` shows and what end-to-end tests run against.
 * As a script: node test/fake-servers/run.ts [--usual-ports] [--speed=60] [--traffic]
 */

export type DemoServerName = 'lmStudio' | 'ollama' | 'llamaRouter' | 'llamaSwap' | 'vllm' | 'liteLlm';

export const usualPorts: Record<DemoServerName, number> = {
  lmStudio: 1234,
  ollama: 11434,
  llamaRouter: 9931,
  llamaSwap: 8080,
  vllm: 8000,
  liteLlm: 4000,
};

export interface DemoFleetOptions {
  /** Free ports unless given. */
  ports?: Partial<Record<DemoServerName, number>>;
  clock?: ServerClock;
  /** How many times faster than real time the servers live. */
  speed?: number;
  /** Other clients ask something now and then. */
  traffic?: boolean;
}

export interface DemoFleet {
  lmStudio: FakeLmStudio;
  ollama: FakeOllama;
  llamaRouter: FakeLlamaRouter;
  llamaSwap: FakeLlamaSwap;
  vllm: FakeVllm;
  liteLlm: FakeLiteLlm;
  urls: Record<DemoServerName, string>;
  stop(): Promise<void>;
}

const loadMs = 9_000;
const busyMs = 4_000;

export async function startDemoFleet(options: DemoFleetOptions = {}): Promise<DemoFleet> {
  const started: FakeServer[] = [];
  const keep = async <T extends FakeServer>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const on = (name: DemoServerName) => serverOptions(name, options);
  try {
    const lmStudio = await keep(demoLmStudio(on('lmStudio')));
    const ollama = await keep(demoOllama(on('ollama')));
    const llamaRouter = await keep(demoRouter(on('llamaRouter')));
    const llamaSwap = await keep(demoSwap(on('llamaSwap')));
    const vllm = await keep(startVllm({ ...on('vllm'), model: vllmModel() }));
    const liteLlm = await keep(demoLiteLlm(on('liteLlm')));
    const servers = { lmStudio, ollama, llamaRouter, llamaSwap, vllm, liteLlm };
    const endTraffic = options.traffic === true ? otherClients(servers) : () => {};
    return {
      ...servers,
      urls: urlsOf(servers),
      stop: async () => {
        endTraffic();
        await stopAll(started);
      },
    };
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

function serverOptions(name: DemoServerName, { ports, clock, speed }: DemoFleetOptions): FakeServerOptions {
  return {
    port: ports?.[name] ?? 0,
    ...(clock === undefined ? {} : { clock }),
    ...(speed === undefined ? {} : { speed }),
  };
}

async function demoLmStudio(on: FakeServerOptions): Promise<FakeLmStudio> {
  const models = [sampleModels.minimax, sampleModels.qwenCoder, sampleModels.embedder].map(instant);
  const server = await startLmStudio({ ...on, models });
  await server.userLoads(sampleModels.minimax.id, { context: 65_536 });
  takeTime(models);
  return server;
}

async function demoOllama(on: FakeServerOptions): Promise<FakeOllama> {
  const local = [
    sampleModels.qwen8b,
    sampleModels.visionModel,
    fakeModel({ id: 'llama3.3:70b', architecture: 'llama', sizeBytes: 42_520_397_704, params: '70.6B' }),
    fakeModel({ ...sampleModels.embedder, id: 'nomic-embed-text', displayName: 'nomic-embed-text' }),
  ].map(instant);
  const cloud = { ...fakeModel({ id: 'gpt-oss:120b-cloud' }), remoteHost: 'https://ollama.com' };
  const server = await startOllama({ ...on, models: [...local, cloud], unloadDelayMs: 500 });
  await server.clientAsks(sampleModels.qwen8b.id);
  takeTime(local);
  return server;
}

async function demoRouter(on: FakeServerOptions): Promise<FakeLlamaRouter> {
  const models = [
    fakeModel({ id: 'ggml-org/Qwen3-8B-GGUF:Q4_K_M' }),
    fakeModel({ id: 'ggml-org/gemma-4-12b-it-GGUF:Q8_0', quantization: 'Q8_0', params: '12B', vision: true }),
    fakeModel({ id: 'unsloth/broken-quant-GGUF:IQ1_S', quantization: 'IQ1_S', loadFailure: 'bad tensor' }),
  ].map(instant);
  const server = await startLlamaRouter({ ...on, models, sleepIdleSeconds: 900 });
  await server.clientAsks('ggml-org/Qwen3-8B-GGUF:Q4_K_M');
  takeTime(models);
  return server;
}

async function demoSwap(on: FakeServerOptions): Promise<FakeLlamaSwap> {
  const models = [
    { ...instant(fakeModel({ id: 'qwen3-coder-30b', params: '30B-A3B', maxContext: 262_144 })), ttl: 300 },
    { ...instant(fakeModel({ id: 'mistral-small', params: '24B', maxContext: 131_072 })), ttl: 300 },
  ];
  const server = await startLlamaSwap({ ...on, models, stopMs: 1_000 });
  await server.clientAsks('qwen3-coder-30b');
  takeTime(models);
  return server;
}

function demoLiteLlm(on: FakeServerOptions): Promise<FakeLiteLlm> {
  const hosted = fakeModel({ id: 'gpt-5.6', params: '', maxContext: 400_000 });
  return startLiteLlm({
    ...on,
    deployments: [
      { group: 'smart', target: 'openai/gpt-5.6', model: hosted, localHost: null },
      { group: 'local', target: 'ollama/qwen3:8b', model: sampleModels.qwen8b, localHost: '127.0.0.1' },
    ],
  });
}

function vllmModel(): FakeModel {
  return fakeModel({
    id: 'Qwen/Qwen3-32B-AWQ',
    format: 'safetensors',
    quantization: 'AWQ',
    params: '32B',
    defaultContext: 32_768,
    busyMs,
  });
}

/** A copy that loads at once, so that the fleet is up when the function returns. */
function instant(model: FakeModel): FakeModel {
  return { ...model, loadMs: 0, busyMs: 0 };
}

/** From now on loading and generating take as long as they do in life. */
function takeTime(models: FakeModel[]): void {
  for (const model of models) {
    model.loadMs = model.kind === 'embeddings' ? 1_000 : loadMs;
    model.busyMs = model.kind === 'embeddings' ? 200 : busyMs;
  }
}

function otherClients({ ollama, llamaSwap }: Pick<DemoFleet, 'ollama' | 'llamaSwap'>): () => void {
  const often = (everyMs: number, server: FakeServer, ask: () => Promise<void>) => {
    const again = () => {
      if (server.running) void ask().catch(() => {}); // a refusal is the business of that client
      cancel = server.clock.schedule(everyMs, again);
    };
    let cancel = server.clock.schedule(everyMs, again);
    return () => cancel();
  };
  const ends = [
    often(240_000, ollama, () => ollama.clientAsks(sampleModels.visionModel.id)),
    often(90_000, llamaSwap, () => llamaSwap.clientAsks('qwen3-coder-30b')),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function urlsOf(servers: Record<DemoServerName, FakeServer>): Record<DemoServerName, string> {
  const { lmStudio, ollama, llamaRouter, llamaSwap, vllm, liteLlm } = servers;
  return {
    lmStudio: lmStudio.url,
    ollama: ollama.url,
    llamaRouter: llamaRouter.url,
    llamaSwap: llamaSwap.url,
    vllm: vllm.url,
    liteLlm: liteLlm.url,
  };
}

async function stopAll(servers: FakeServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}

async function runAsScript(words: string[]): Promise<void> {
  const speed = words.find((word) => word.startsWith('--speed='))?.slice('--speed='.length);
  const fleet = await startDemoFleet({
    ...(words.includes('--usual-ports') ? { ports: usualPorts } : {}),
    ...(speed === undefined ? {} : { speed: Number(speed) }),
    traffic: words.includes('--traffic'),
  });
  console.log(JSON.stringify({ pid: process.pid, urls: fleet.urls }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void fleet.stop());
}

if (import.meta.main) await runAsScript(process.argv.slice(2));
