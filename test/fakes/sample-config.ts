import { sampleConfigPath } from './sample-parts.ts';

/** A config as people write it: comments, an include, a key as a literal, an agent for everything. */

const sampleIncludePath = sampleConfigPath.replace('openclaw.json', 'providers.json5');

const main = `// Maria's assistant. Ask before touching the hooks part!
{
  gateway: { mode: "local", port: 18789, auth: { token: "tok-4f1b9c0e7a2d" } },

  models: {
    mode: "merge", // keep the built-in ones
    providers: { $include: "./providers.json5" },
  },

  agents: {
    defaults: {
      // Local first; Claude when the Studio sleeps.
      model: {
        primary: "lmstudio/minimax-m2.1-gs32", // 64k is enough for chat
        fallbacks: [
          "anthropic/claude-sonnet-4-5", // never runs out
          "lmstudio/qwen3.8-coder-30b", // small, but always there
        ],
      },
      models: {
        "lmstudio/minimax-m2.1-gs32": { alias: "Minimax" },
        "anthropic/claude-sonnet-4-5": { alias: "Sonnet" },
        "lmstudio/qwen3.8-coder-30b": {},
      },
      heartbeat: { every: "30m" },
      compaction: { enabled: true },
    },
    entries: {
      main: { default: true },
      coder: {
        name: "Coder",
        model: {
          primary: "lmstudio/qwen3.8-coder-30b",
          fallbacks: ["workshop/GLM-5-Air-Q6_K", "anthropic/claude-sonnet-4-5"],
        },
      },
      post: { name: "Post", model: "ollama/qwen3:32b" },
      news: { name: "News" },
    },
  },

  channels: {
    // The family group.
    whatsapp: { enabled: true, allowFrom: ["+4670000000"] },
  },
}
`;

const providers = `{
  lmstudio: {
    baseUrl: "http://127.0.0.1:1234/v1",
    api: "openai-responses",
    apiKey: "lmstudio",
    models: [
      { id: "minimax-m2.1-gs32", name: "MiniMax M2.1 GS32", contextWindow: 196608, maxTokens: 8192 },
      // For code only.
      { id: "qwen3.8-coder-30b", name: "Qwen3.8 Coder", contextWindow: 131072, maxTokens: 8192 },
    ],
  },
  ollama: { baseUrl: "http://127.0.0.1:11434", api: "ollama", apiKey: "ollama-local", models: [{ id: "qwen3:32b", name: "Qwen3 32B", contextWindow: 40960, maxTokens: 8192 }] },
  workshop: {
    baseUrl: "http://192.168.1.40:8080/v1",
    api: "openai-completions",
    apiKey: "sk-workshop-77c1d0",
    timeoutSeconds: 120,
    models: [{ id: "GLM-5-Air-Q6_K", name: "GLM 5 Air", contextWindow: 131072, maxTokens: 16384 }],
  },
  anthropic: { apiKey: "\${ANTHROPIC_API_KEY}" },
}
`;

export function sampleConfigFiles(): Record<string, string> {
  return { [sampleConfigPath]: main, [sampleIncludePath]: providers };
}
