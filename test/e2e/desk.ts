import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleModels } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { startOllama } from '../fake-servers/ollama.ts';
import type { World } from './app-fixtures.ts';

/** The desk most stories happen at: LM Studio with the big model loaded, Ollama beside it, a config with comments. */
export async function aDesk(world: World) {
  const studio = await startLmStudio({
    models: [
      { ...sampleModels.minimax, loadMs: 0 },
      { ...sampleModels.qwenCoder, loadMs: 0 },
    ],
  });
  const ollama = await startOllama({ models: [{ ...sampleModels.qwen8b, loadMs: 0 }] });
  world.cleanUp(() => studio.stop());
  world.cleanUp(() => ollama.stop());
  await studio.userLoads(sampleModels.minimax.id, { context: 65_536 });
  const text = deskConfig(studio.url, ollama.url);
  await world.config(text);
  await world.settings({ pollSeconds: { visible: 1, hidden: 5 } });
  return { studio, ollama, text, configNow: () => readFile(world.configPath, 'utf8') };
}

/** The same config with its agents in a file of their own. */
export async function includeAgents(world: World, text: string) {
  const start = text.indexOf('agents: {') + 'agents: '.length;
  const end = text.indexOf(',\n  models: {', start);
  const file = path.join(path.dirname(world.configPath), 'agents.json5');
  const agents = `${text.slice(start, end)}\n`;
  await writeFile(file, agents, { mode: 0o600 });
  await world.config(`${text.slice(0, start)}{ $include: "./agents.json5" }${text.slice(end)}`);
  return { file, agents };
}

export function deskConfig(studioUrl: string, ollamaUrl: string): string {
  return `// the assistant on my desk
{
  gateway: { mode: "local" },
  agents: {
    defaults: {
      model: {
        primary: "lmstudio/minimax-m2.1-gs32", // the big one
        fallbacks: [
          "anthropic/claude-sonnet-4-5", // when the desk is off
          "ollama/qwen3:8b", // small
        ],
      },
      models: {
        "lmstudio/minimax-m2.1-gs32": { alias: "Minimax" },
        "anthropic/claude-sonnet-4-5": { alias: "Sonnet" },
        "ollama/qwen3:8b": { alias: "Small" },
      },
    },
  },
  models: {
    mode: "merge", // keep the hosted ones
    providers: {
      lmstudio: {
        baseUrl: "${studioUrl}/v1",
        apiKey: "lmstudio",
        api: "openai-responses",
        models: [
          { id: "minimax-m2.1-gs32", name: "MiniMax M2.1", contextWindow: 196608, maxTokens: 8192 },
          { id: "qwen3.8-coder", name: "Qwen3.8 Coder", contextWindow: 32768, maxTokens: 8192 },
        ],
      },
      ollama: {
        baseUrl: "${ollamaUrl}",
        api: "ollama",
        models: [{ id: "qwen3:8b", name: "Qwen3 8B", contextWindow: 40960, maxTokens: 4096 }],
      },
    },
  },
}
`;
}
