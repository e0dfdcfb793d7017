import * as v from 'valibot';
import { ok, type Result } from '../../../../shared/result.ts';
import { accepted } from '../action-answers.ts';
import { type EngineLoad, loadFromMetrics } from '../engine-load.ts';
import * as loose from '../loose-shapes.ts';
import { listing, parseJson, readJson, type ServerClient } from '../server-client.ts';

/**
 * llama-server's routes. What looks like reading is not always harmless: `/slots` and `/lora-adapters` wake a
 * sleeping model and keep it awake, and any route with `?model=` loads that model unless `autoload=false`.
 */

const Props = v.object({
  role: loose.maybeText,
  default_generation_settings: loose.maybe(v.object({ n_ctx: loose.maybeTokens })),
  model_alias: loose.maybeText,
  /** How many models a router keeps; 0: as many as asked for. */
  max_instances: loose.maybeCount,
  model_ftype: loose.maybeText,
  modalities: loose.maybe(v.object({ vision: loose.maybeBoolean, audio: loose.maybeBoolean })),
  chat_template_caps: loose.maybe(
    v.object({
      supports_tools: loose.maybeBoolean,
      supports_tool_calls: loose.maybeBoolean,
      supports_preserve_reasoning: loose.maybeBoolean,
    }),
  ),
  /** Newer builds say without being asked which routes they have. */
  endpoint_metrics: loose.maybeBoolean,
  is_sleeping: loose.maybeBoolean,
  build_info: loose.maybeText,
});
export type Props = v.InferOutput<typeof Props>;

const Card = v.object({
  id: loose.idText,
  aliases: loose.maybeTexts,
  meta: loose.maybe(
    v.object({
      n_ctx: loose.maybeTokens,
      n_ctx_train: loose.maybeTokens,
      n_params: loose.maybeParameters,
      size: loose.maybeBytes,
      ftype: loose.maybeText,
    }),
  ),
  architecture: loose.maybe(
    v.object({ input_modalities: loose.maybeTexts, output_modalities: loose.maybeTexts }),
  ),
  /** Only in router mode. */
  status: loose.maybe(
    v.object({
      value: v.string(),
      args: loose.maybeTexts,
      failed: loose.maybeBoolean,
      exit_code: loose.maybeNumber,
    }),
  ),
});
export type Card = v.InferOutput<typeof Card>;
const Cards = v.object({ data: loose.listOf(Card) });

const Slots = loose.listOf(v.object({ is_processing: loose.maybeBoolean }));

export function readProps(client: ServerClient): Promise<Result<Props>> {
  return client.getJson('/props', Props);
}

/** In router mode this lists every model with its status. Never with `reload=1`, which may unload some. */
export function listModels(client: ServerClient) {
  return client.getJson('/v1/models', Cards, listing);
}

export type Metrics = EngineLoad | 'switched-off';

/** Harmless from the build on that answers it from a cache; null: no answer worth anything. */
export async function readMetrics(client: ServerClient, modelId: string | null): Promise<Metrics | null> {
  const answer = await client.call('GET', withModel('/metrics', modelId), undefined, {
    maxBytes: 1024 * 1024,
  });
  if (!answer.ok) return null;
  if (answer.value.status === 501) return 'switched-off';
  if (answer.value.status !== 200) return null;
  return loadFromMetrics(answer.value.body, 'llamacpp:requests_processing', 'llamacpp:requests_deferred');
}

/** Restarts the idle time, and wakes. Gives how many slots work; null where that is not told. */
export async function touchSlots(
  client: ServerClient,
  modelId: string | null,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<Result<number | null>> {
  const answer = await client.call('GET', withModel('/slots', modelId), undefined, options);
  const switchedOff = answer.ok && [501, 404].includes(answer.value.status);
  if (switchedOff) {
    const adapters = accepted(
      await client.call('GET', withModel('/lora-adapters', modelId), undefined, options),
    );
    return adapters.ok ? ok(null) : adapters;
  }
  const slots = readJson(answer, Slots, client.hide);
  return slots.ok ? ok(slots.value.filter((slot) => slot.is_processing === true).length) : slots;
}

/** Counts no token, and moves the model to the front of those the router keeps. */
export async function tokenizeNothing(
  client: ServerClient,
  modelId: string,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const body = { model: modelId, content: '' };
  return accepted(await client.call('POST', '/tokenize?autoload=false', body, { signal }));
}

const Success = v.object({ success: v.literal(true) });

/** It may first have to end the model that makes room. */
const commandTimeoutMs = 60_000;

export function startLoad(client: ServerClient, model: string, signal: AbortSignal) {
  return client.postJson('/models/load', { model }, Success, { timeoutMs: commandTimeoutMs, signal });
}

export function startUnload(client: ServerClient, model: string, signal?: AbortSignal) {
  return client.postJson('/models/unload', { model }, Success, { timeoutMs: commandTimeoutMs, signal });
}

export function openEvents(client: ServerClient, signal: AbortSignal) {
  const headers = { accept: 'text/event-stream' };
  return client.stream('GET', '/models/sse', undefined, { signal, headers });
}

function withModel(path: string, modelId: string | null): string {
  return modelId === null ? path : `${path}?model=${encodeURIComponent(modelId)}&autoload=false`;
}

const Told = v.object({
  model: loose.maybeText,
  event: loose.maybeText,
  type: loose.maybeText,
  data: v.optional(v.unknown()),
  status: v.optional(v.unknown()),
  progress: v.optional(v.unknown()),
});
const Inner = v.object({
  status: v.fallback(
    v.nullable(
      v.union([
        v.string(),
        v.pipe(
          v.object({ value: v.string() }),
          v.transform(({ value }) => value),
        ),
      ]),
    ),
    null,
  ),
  progress: loose.maybe(v.object({ value: loose.maybeProgress })),
});

export type RouterEvent = { modelId: string | null; status: string | null; progress: number | null };

/** The documented and the real name of the status event differ, so its content decides. */
export function readRouterEvent(text: string): RouterEvent | null {
  const parsed = parseJson(text);
  const told = parsed.ok ? v.safeParse(Told, parsed.value) : null;
  if (told === null || !told.success) return null;
  const around = told.output;
  const inner = v.safeParse(Inner, typeof around.data === 'object' ? around.data : around);
  // A download that goes on changes no model.
  if ((around.event ?? around.type) === 'download_progress') return null;
  if (!inner.success) return { modelId: around.model, status: null, progress: null };
  const { status, progress } = inner.output;
  return { modelId: around.model, status, progress: progress?.value ?? null };
}
