import type { ServerKind } from '../../../shared/servers.ts';
import { jan } from './jan/adapter.ts';
import { koboldCpp } from './koboldcpp/adapter.ts';
import { litellm } from './litellm/adapter.ts';
import { llamaCpp } from './llama-cpp/adapter.ts';
import { llamaSwap } from './llama-swap/adapter.ts';
import { lmStudio } from './lm-studio/adapter.ts';
import { localAi } from './localai/adapter.ts';
import { mlxLm } from './mlx-lm/adapter.ts';
import { ollama } from './ollama/adapter.ts';
import { openAiCompatible } from './openai-compatible/adapter.ts';
import { sglang } from './sglang/adapter.ts';
import { tabbyApi } from './tabbyapi/adapter.ts';
import type { ServerAdapter } from './types.ts';
import { vllm } from './vllm/adapter.ts';

/** The one place that knows every kind of server: a new kind is a folder beside this file and a line here. */
const all: readonly ServerAdapter[] = [
  lmStudio,
  ollama,
  llamaCpp,
  llamaSwap,
  vllm,
  litellm,
  mlxLm,
  sglang,
  localAi,
  tabbyApi,
  koboldCpp,
  jan,
  openAiCompatible,
];

const byKind = new Map<ServerKind, ServerAdapter>(all.map((adapter) => [adapter.kind, adapter]));

export const serverAdapters = all;

export function adapterFor(kind: ServerKind): ServerAdapter {
  const adapter = byKind.get(kind);
  if (adapter === undefined) throw new Error(`No adapter is registered for ${kind}.`);
  return adapter;
}
