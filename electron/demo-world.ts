import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type DemoFleet, startDemoFleet } from '../test/fake-servers/run.ts';
import type { DemoFolder } from './demo-folder.ts';

/**
 * "Try the demo": simulated servers and a sample gateway config in a temporary folder, so that a newcomer sees
 * everything working with no model server installed. The servers are the ones the tests use; the build puts them into a
 * chunk of their own that is only loaded here.
 */
export type DemoWorld = {
  configPath: string;
  stop(): Promise<void>;
};

export async function startDemoWorld({ folder, data }: DemoFolder): Promise<DemoWorld> {
  const fleet = await startDemoFleet({ traffic: true });
  const configPath = path.join(folder, 'openclaw.json');
  await writeFile(configPath, demoConfig(fleet), { mode: 0o600 });
  await mkdir(data, { recursive: true });
  await writeFile(path.join(data, 'settings.json'), JSON.stringify(demoSettings));
  return { configPath, stop: () => fleet.stop() };
}

/** As if the first-run page had been answered with "Use these". */
const demoSettings = { firstRunDone: true, keepWarm: { chainByDefault: true } };

export function demoConfig({ urls }: Pick<DemoFleet, 'urls'>): string {
  return `// The demo's gateway config: change it as you like, it is thrown away when the demo ends.
{
  gateway: { mode: "local", port: 18789, bind: "loopback" },

  agents: {
    defaults: {
      model: {
        primary: "lmstudio/minimax-m2.1-gs32", // the big one on the desk
        fallbacks: [
          "anthropic/claude-sonnet-4-5", // answers when the desk is off
          "lmstudio/qwen3.8-coder",
          "ollama/qwen3:8b", // small, but always there
        ],
      },
      models: {
        "lmstudio/minimax-m2.1-gs32": { alias: "Minimax" },
        "anthropic/claude-sonnet-4-5": { alias: "Sonnet" },
        "lmstudio/qwen3.8-coder": { alias: "Coder" },
        "ollama/qwen3:8b": { alias: "Small" },
      },
      heartbeat: { every: "30m" },
    },
    ownership: "explicit",
    entries: {
      main: { name: "Main" },
      // A string has no fallbacks at all: Pilotlight says so.
      coder: { name: "Coder", model: "lmstudio/qwen3.8-coder" },
      news: { name: "News", model: { fallbacks: [] } },
    },
  },

  models: {
    mode: "merge", // keeps the hosted models usable as fallbacks
    providers: {
      lmstudio: {
        baseUrl: "${urls.lmStudio}/v1",
        apiKey: "lmstudio",
        api: "openai-responses",
        models: [
          {
            id: "minimax-m2.1-gs32",
            name: "MiniMax M2.1 GS32",
            input: ["text"],
            cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 196608, // more than the server has allocated: see Checks
            maxTokens: 8192,
          },
          { id: "qwen3.8-coder", name: "Qwen3.8 Coder", contextWindow: 32768, maxTokens: 8192 },
        ],
      },
      ollama: {
        baseUrl: "${urls.ollama}", // native API: no /v1
        apiKey: "ollama-local",
        api: "ollama",
        models: [{ id: "qwen3:8b", name: "Qwen3 8B", contextWindow: 40960, maxTokens: 4096 }],
      },
      box: {
        baseUrl: "${urls.llamaRouter}/v1",
        apiKey: "\${BOX_API_KEY}",
        api: "openai-completions",
        timeoutSeconds: 120,
        models: [
          { id: "ggml-org/Qwen3-8B-GGUF:Q4_K_M", name: "Qwen3 8B (GPU box)", contextWindow: 40960, maxTokens: 4096 },
        ],
      },
      swap: {
        baseUrl: "${urls.llamaSwap}/v1",
        api: "openai-completions",
        models: [{ id: "qwen3-coder-30b", name: "Qwen3 Coder 30B", contextWindow: 262144, maxTokens: 8192 }],
      },
      vllm: {
        baseUrl: "${urls.vllm}/v1",
        apiKey: "vllm-local",
        api: "openai-completions",
        models: [{ id: "Qwen/Qwen3-32B-AWQ", name: "Qwen3 32B AWQ", contextWindow: 32768, maxTokens: 8192 }],
      },
      litellm: {
        baseUrl: "${urls.liteLlm}/v1",
        apiKey: "sk-demo",
        api: "openai-completions",
        models: [{ id: "smart", name: "LiteLLM: smart", contextWindow: 400000, maxTokens: 8192 }],
      },
    },
  },
}
`;
}
