import type { ConfiguredModel, Provider } from './gateway.ts';

/**
 * The API the gateway speaks to a model: as written for the model or its provider, else what it takes by itself.
 * null: one of its own providers without an address, for which it picks the right one.
 */
export function effectiveApi(
  provider: Pick<Provider, 'id' | 'api' | 'baseUrl'>,
  model: Pick<ConfiguredModel, 'api'> | null = null,
): string | null {
  const written = model?.api ?? provider.api;
  if (written !== null) return written;
  // Its Ollama plugin speaks the native API unless told otherwise, also where an address is written.
  if (provider.id.toLowerCase() === 'ollama') return 'ollama';
  return provider.baseUrl === null ? null : 'openai-completions';
}

/** The APIs whose paths hang below `/v1` of a local server. */
export function isOpenAiApi(api: string | null): boolean {
  return api?.startsWith('openai-') === true;
}
