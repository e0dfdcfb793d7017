import * as v from 'valibot';
import type { Result } from '../../../../shared/result.ts';
import * as loose from '../loose-shapes.ts';
import { listing, loadTimeoutMs, type ServerClient } from '../server-client.ts';
import type { LoadSettings } from '../types.ts';

/** LM Studio's REST API v1 (0.4.0 and later), v0 (0.3.6 and later) and OpenAI listing, as far as we use them. */

const InstanceV1 = v.object({
  id: loose.idText,
  config: loose.maybe(
    v.object({
      context_length: loose.maybeTokens,
      flash_attention: loose.maybeBoolean,
      eval_batch_size: loose.maybeTokens,
      /** 0: the model has none to choose. */
      num_experts: loose.maybeTokens,
      offload_kv_cache_to_gpu: loose.maybeBoolean,
    }),
  ),
});
export type InstanceV1 = v.InferOutput<typeof InstanceV1>;

const ModelV1 = v.object({
  key: loose.idText,
  type: loose.maybeText,
  display_name: loose.maybeText,
  quantization: loose.maybe(v.object({ name: loose.maybeText, bits_per_weight: loose.maybeNumber })),
  size_bytes: loose.maybeBytes,
  params_string: loose.maybeText,
  loaded_instances: v.fallback(loose.listOf(InstanceV1), []),
  max_context_length: loose.maybeTokens,
  capabilities: loose.maybe(
    v.object({
      vision: loose.maybeBoolean,
      trained_for_tool_use: loose.maybeBoolean,
      reasoning: loose.maybe(v.object({ allowed_options: loose.maybeTexts })),
    }),
  ),
  variants: loose.maybeTexts,
  selected_variant: loose.maybeText,
});
export type ModelV1 = v.InferOutput<typeof ModelV1>;
const ListV1 = v.object({ models: loose.listOf(ModelV1) });

const ModelV0 = v.object({
  id: loose.idText,
  type: loose.maybeText,
  quantization: loose.maybeText,
  /** Required: without it the answer is not v0's. */
  state: v.string(),
  max_context_length: loose.maybeTokens,
  loaded_context_length: loose.maybeTokens,
  capabilities: loose.maybeTexts,
});
export type ModelV0 = v.InferOutput<typeof ModelV0>;
const ListV0 = v.object({ data: v.pipe(v.array(ModelV0), v.maxLength(20_000)) });

const ListOpenai = v.object({ data: loose.listOf(v.object({ id: loose.idText })) });

/** The answer of a load has had three shapes. */
const Loaded = v.pipe(
  v.object({
    instance_id: loose.maybeText,
    model_instance_id: loose.maybeText,
    context_length: loose.maybeTokens,
    load_config: loose.maybe(v.object({ context_length: loose.maybeTokens })),
    config: loose.maybe(v.object({ context_length: loose.maybeTokens })),
    status: v.literal('loaded'),
  }),
  v.transform((said) => ({
    instanceId: said.instance_id ?? said.model_instance_id,
    contextAllocated:
      said.load_config?.context_length ?? said.config?.context_length ?? said.context_length ?? null,
  })),
);

const Unloaded = v.object({ instance_id: v.string() });

const Completion = v.object({
  choices: v.array(v.unknown()),
  usage: loose.maybe(v.object({ completion_tokens: loose.maybeCount })),
});
const Embeddings = v.object({ data: v.array(v.unknown()) });

export function listV1(client: ServerClient) {
  return client.getJson('/api/v1/models', ListV1, listing);
}

export function listV0(client: ServerClient) {
  return client.getJson('/api/v0/models', ListV0, listing);
}

export function listOpenai(client: ServerClient) {
  return client.getJson('/v1/models', ListOpenai, listing);
}

export function load(
  client: ServerClient,
  wish: { model: string; contextLength: number | null; settings: LoadSettings | null },
  signal: AbortSignal,
): Promise<Result<v.InferOutput<typeof Loaded>>> {
  const context = wish.contextLength === null ? {} : { context_length: wish.contextLength };
  const body = { ...wish.settings, model: wish.model, ...context, echo_load_config: true };
  return client.postJson('/api/v1/models/load', body, Loaded, { timeoutMs: loadTimeoutMs, signal });
}

/** How a copy was loaded, as far as a load takes it back: `parallel` is listed, but no load has it. */
export function settingsOf({ config }: InstanceV1): LoadSettings {
  const { flash_attention, eval_batch_size, num_experts, offload_kv_cache_to_gpu } = config ?? {};
  const told = { flash_attention, eval_batch_size, num_experts, offload_kv_cache_to_gpu };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value != null));
}

const unloadTimeoutMs = 60_000;

export function unload(client: ServerClient, instanceId: string, signal: AbortSignal) {
  const options = { timeoutMs: unloadTimeoutMs, signal };
  return client.postJson('/api/v1/models/unload', { instance_id: instanceId }, Unloaded, options);
}

/** It may have to queue behind a generation. */
const nudgeTimeoutMs = 60_000;

export async function completeOneToken(
  client: ServerClient,
  instanceId: string,
  signal: AbortSignal,
): Promise<Result<number>> {
  const body = { model: instanceId, prompt: 'a', max_tokens: 1, stream: false };
  const options = { timeoutMs: nudgeTimeoutMs, signal };
  const answer = await client.postJson('/v1/completions', body, Completion, options);
  return answer.ok ? { ok: true, value: answer.value.usage?.completion_tokens ?? 1 } : answer;
}

export async function embedOneWord(
  client: ServerClient,
  instanceId: string,
  signal: AbortSignal,
): Promise<Result<number>> {
  const body = { model: instanceId, input: 'a' };
  const answer = await client.postJson('/v1/embeddings', body, Embeddings, {
    timeoutMs: nudgeTimeoutMs,
    signal,
  });
  return answer.ok ? { ok: true, value: 0 } : answer;
}
