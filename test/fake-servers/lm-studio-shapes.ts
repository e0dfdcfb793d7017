import type { FakeModel } from './fake-model.ts';
import type { Instance } from './lm-studio-instances.ts';
import { atLeast } from './version.ts';

/** One entry of `GET /api/v1/models`. Embedding models say less. */
export function modelV1(model: FakeModel, instances: Instance[], variants: string[] | undefined): object {
  const isLlm = model.kind === 'llm';
  return {
    type: isLlm ? 'llm' : 'embedding',
    publisher: model.publisher,
    key: model.id,
    display_name: model.displayName,
    ...(isLlm ? { architecture: model.architecture } : {}),
    quantization: { name: model.quantization, bits_per_weight: model.bitsPerWeight },
    size_bytes: model.sizeBytes,
    params_string: model.params,
    loaded_instances: instances.map((instance) => ({ id: instance.id, config: configOf(instance) })),
    max_context_length: model.maxContext,
    format: model.format,
    ...(isLlm ? { capabilities: capabilities(model), description: null } : {}),
    ...(variants === undefined ? {} : { variants, selected_variant: variants[0] }),
  };
}

/** One entry of `GET /api/v0/models`. */
export function modelV0(model: FakeModel, loaded: Instance | undefined, version: string): object {
  return {
    id: model.id,
    object: 'model',
    type: model.kind === 'embeddings' ? 'embeddings' : model.vision ? 'vlm' : 'llm',
    publisher: model.publisher,
    arch: model.architecture,
    compatibility_type: model.format,
    quantization: model.quantization,
    state: loaded === undefined ? 'not-loaded' : 'loaded',
    max_context_length: model.maxContext,
    ...(loaded === undefined ? {} : { loaded_context_length: loaded.context }),
    ...(atLeast(version, '0.3.16') && model.kind === 'llm'
      ? { capabilities: model.tools ? ['tool_use'] : [] }
      : {}),
  };
}

export type LoadReply = 'documented' | 'flat' | 'nested';

/** The answer of a load has had three shapes. */
export function loadReply(shape: LoadReply, instance: Instance, seconds: number, echo: boolean): object {
  const common = {
    type: instance.model.kind === 'llm' ? 'llm' : 'embedding',
    load_time_seconds: seconds,
    status: 'loaded',
  };
  switch (shape) {
    case 'documented':
      return {
        ...common,
        instance_id: instance.id,
        ...(echo ? { load_config: configOf(instance) } : {}),
      };
    case 'flat':
      return { ...common, instance_id: instance.id, context_length: instance.context };
    case 'nested':
      return { ...common, model_instance_id: instance.id, config: configOf(instance) };
  }
}

/** What `lms ps --json` prints for one instance: the only place that tells idle time and busy. */
export function lmsPsEntry(instance: Instance): object {
  return {
    type: instance.model.kind === 'llm' ? 'llm' : 'embedding',
    modelKey: instance.model.id,
    displayName: instance.model.displayName,
    identifier: instance.id,
    sizeBytes: instance.model.sizeBytes,
    contextLength: instance.context,
    maxContextLength: instance.model.maxContext,
    ttlMs: instance.ttlMs,
    lastUsedTime: instance.lastUsed,
    status: instance.inFlight > 0 ? 'generating' : 'idle',
    queued: Math.max(0, instance.inFlight - 1),
  };
}

function configOf(instance: Instance): object {
  if (instance.model.kind === 'embeddings') return { context_length: instance.context };
  return {
    context_length: instance.context,
    eval_batch_size: 512,
    parallel: 4,
    flash_attention: true,
    num_experts: 0,
    offload_kv_cache_to_gpu: true,
    ...instance.settings,
  };
}

function capabilities(model: FakeModel): object {
  return {
    vision: model.vision,
    trained_for_tool_use: model.tools,
    ...(model.thinking ? { reasoning: { allowed_options: ['off', 'on'], default: 'on' } } : {}),
  };
}
