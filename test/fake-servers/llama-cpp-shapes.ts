import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import type { InferenceRoute } from './openai-shapes.ts';

/** The first build with sleep, router mode and the newer members of the lists. */
export const modernBuild = 7_400;
/** From here on `/metrics` answers from a cache and leaves a sleeping model alone. */
export const cachedMetricsBuild = 10_519;

const routes: Record<string, InferenceRoute> = {
  '/v1/chat/completions': 'chat',
  '/chat/completions': 'chat',
  '/v1/completions': 'completions',
  '/completions': 'completions',
  '/completion': 'completions',
  '/infill': 'completions',
  '/v1/embeddings': 'embeddings',
  '/embeddings': 'embeddings',
  '/embedding': 'embeddings',
  '/v1/responses': 'responses',
  '/responses': 'responses',
};

export function llamaRoute(method: string, path: string): InferenceRoute | null {
  return method === 'POST' ? (routes[path] ?? null) : null;
}

/** Posts that only count or format: they wake a sleeping model but queue no task. */
export function isTextRoute(method: string, path: string): boolean {
  const texts = ['/tokenize', '/detokenize', '/apply-template', '/v1/messages/count_tokens'];
  return method === 'POST' && (texts.includes(path) || path.endsWith('/input_tokens'));
}

export function refuseLlama(call: Call, code: number, message: string, type = 'invalid_request_error'): void {
  call.json(code, { error: { code, message, type } });
}

export function fileName(model: FakeModel): string {
  return model.id.endsWith('.gguf') ? model.id : `${model.id}.gguf`;
}

/** `meta` of a loaded model. */
export function modelMeta(model: FakeModel, context: number, build: number): object {
  const modern = build >= modernBuild;
  return {
    vocab_type: 2,
    n_vocab: 151_936,
    ...(modern ? { n_ctx: context } : {}),
    n_ctx_train: model.maxContext,
    n_embd: 4_096,
    n_params: model.parameterCount,
    size: model.sizeBytes,
    ...(modern ? { ftype: model.quantization } : {}),
  };
}

export function modalities(model: FakeModel): object {
  return {
    input_modalities: model.vision ? ['text', 'image'] : ['text'],
    output_modalities: ['text'],
  };
}

export function propsAnswer(
  model: FakeModel,
  facts: { context: number; slots: number; sleeping: boolean; build: number },
): object {
  const modern = facts.build >= modernBuild;
  return {
    default_generation_settings: { id: 0, id_task: -1, n_ctx: facts.context, speculative: false, params: {} },
    total_slots: facts.slots,
    model_alias: model.id,
    model_path: `/models/${fileName(model)}`,
    ...(modern ? { model_ftype: model.quantization } : {}),
    modalities: { vision: model.vision, audio: false },
    chat_template: '{{ messages }}',
    chat_template_caps: { supports_tools: model.tools, supports_tool_calls: model.tools },
    bos_token: '<s>',
    eos_token: '</s>',
    build_info: `b${facts.build}-0123abcd`,
    ...(modern ? { is_sleeping: facts.sleeping } : {}),
  };
}

export function metricsText(processing: number, deferred: number): string {
  const gauge = (name: string, help: string, value: number) =>
    `# HELP llamacpp:${name} ${help}\n# TYPE llamacpp:${name} gauge\nllamacpp:${name} ${value}\n`;
  return (
    gauge('requests_processing', 'Number of requests processing.', processing) +
    gauge('requests_deferred', 'Number of requests deferred.', deferred)
  );
}
