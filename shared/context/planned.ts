import type { ConfiguredPair } from '../context-fit.ts';
import { effectiveApi } from '../effective-api.ts';
import type { Sentence } from '../findings.ts';
import { assumedContextTokens, lmStudioDiscoveryTokens, ollamaDiscoveryTokens } from '../gateway-rules.ts';
import { sentence } from '../messages/sentence.ts';

/** The number of tokens the gateway plans with, and where it takes it from. */
export type PlannedContext = {
  tokens: number;
  from: 'contextTokens' | 'contextWindow' | 'loaded' | 'discovered' | 'assumed';
  sentence: Sentence;
};

export function plannedContext(pair: ConfiguredPair): PlannedContext {
  const { contextTokens, contextWindow } = pair.configured;
  if (contextTokens !== null) {
    const tokens = contextWindow === null ? contextTokens : Math.min(contextTokens, contextWindow);
    return { tokens, from: 'contextTokens', sentence: sentence('fit.planned.contextTokens', { tokens }) };
  }
  if (contextWindow !== null) {
    const said = { tokens: contextWindow };
    return { ...said, from: 'contextWindow', sentence: sentence('fit.planned.contextWindow', said) };
  }
  return discoveredContext(pair);
}

/** What the gateway finds out by itself, for the servers it asks. */
function discoveredContext({ provider, server, model }: ConfiguredPair): PlannedContext {
  const max = model?.contextMax ?? null;
  if (server?.kind === 'lm-studio' && provider.models === null) {
    const loaded = model?.contextAllocated ?? null;
    if (loaded !== null) {
      return { tokens: loaded, from: 'loaded', sentence: sentence('fit.planned.loaded', { tokens: loaded }) };
    }
    return discovered(Math.min(max ?? lmStudioDiscoveryTokens, lmStudioDiscoveryTokens));
  }
  if (server?.kind === 'ollama' && provider.models === null) {
    return discovered(Math.min(max ?? ollamaDiscoveryTokens, ollamaDiscoveryTokens));
  }
  const tokens = assumedContextTokens;
  return { tokens, from: 'assumed', sentence: sentence('fit.planned.assumed', { tokens }) };
}

function discovered(tokens: number): PlannedContext {
  return { tokens, from: 'discovered', sentence: sentence('fit.planned.discovered', { tokens }) };
}

/** The context the gateway itself asks Ollama for with each message; null: Ollama keeps its own. */
export function contextAskedFor(pair: ConfiguredPair, planned: PlannedContext): number | null {
  const { provider, configured, server } = pair;
  if (server?.kind !== 'ollama') return null;
  const api = effectiveApi(provider, configured);
  if (configured.numCtx !== null) return configured.numCtx;
  if (api === 'ollama') {
    return configured.contextTokens ?? (planned.from === 'discovered' ? planned.tokens : null);
  }
  return api === 'openai-completions' ? (configured.contextTokens ?? configured.contextWindow) : null;
}
