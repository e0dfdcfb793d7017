import * as v from 'valibot';
import type { Result } from '../../../../shared/result.ts';
import * as loose from '../loose-shapes.ts';
import { listing, loadTimeoutMs, type ServerClient } from '../server-client.ts';

/** Ollama's native API. Requests about a model never carry a prompt, and `keep_alive` only to unload. */

const Details = v.object({
  parameter_size: loose.maybeText,
  quantization_level: loose.maybeText,
  context_length: loose.maybeTokens,
});

const Tag = v.object({
  name: loose.idText,
  size: loose.maybeBytes,
  digest: loose.maybeText,
  details: loose.maybe(Details),
  /** Since 0.30. */
  capabilities: loose.maybe(v.array(v.unknown())),
  remote_model: loose.maybeText,
  remote_host: loose.maybeText,
});
export type Tag = v.InferOutput<typeof Tag>;
const Tags = v.object({ models: v.nullable(loose.listOf(Tag)) });

const Running = v.object({
  name: loose.idText,
  size: loose.maybeBytes,
  size_vram: loose.maybeBytes,
  details: loose.maybe(Details),
  expires_at: loose.maybeText,
  context_length: loose.maybeTokens,
});
export type Running = v.InferOutput<typeof Running>;
const AllRunning = v.object({ models: v.nullable(loose.listOf(Running)) });

const Shown = v.object({
  capabilities: loose.maybe(v.array(v.unknown())),
  model_info: loose.maybe(v.record(v.string(), v.unknown())),
});
export type Shown = v.InferOutput<typeof Shown>;

/** An error inside a 200 has no `done`. */
const Done = v.object({ done: v.literal(true), eval_count: loose.maybeCount });
const Embedded = v.object({ embeddings: v.array(v.unknown()) });

export function listInstalled(client: ServerClient) {
  return client.getJson('/api/tags', Tags, listing);
}

export function listRunning(client: ServerClient) {
  return client.getJson('/api/ps', AllRunning, listing);
}

/** A POST that only reads. Never for cloud models: those are asked elsewhere. */
export function show(client: ServerClient, model: string) {
  return client.postJson('/api/show', { model }, Shown, { timeoutMs: 5_000 });
}

export type EmptyRequest = {
  model: string;
  contextLength: number | null;
  /** Unloads as soon as nothing is in flight. */
  unload?: boolean;
  embedding: boolean;
};

/**
 * No prompt: loads, keeps or unloads without computing anything. The time limit is that of a load, because Ollama
 * aborts a load when its client leaves. Gives the tokens generated.
 */
export async function sendEmpty(
  client: ServerClient,
  { model, contextLength, unload, embedding }: EmptyRequest,
  signal: AbortSignal,
): Promise<Result<number>> {
  const body = {
    model,
    ...(contextLength === null ? {} : { options: { num_ctx: contextLength } }),
    ...(unload === true ? { keep_alive: 0 } : {}),
  };
  const options = { timeoutMs: loadTimeoutMs, signal };
  if (embedding) {
    const answer = await client.postJson('/api/embed', { ...body, input: '' }, Embedded, options);
    return answer.ok ? { ok: true, value: 0 } : answer;
  }
  const answer = await client.postJson('/api/generate', { ...body, stream: false }, Done, options);
  return answer.ok ? { ok: true, value: answer.value.eval_count ?? 0 } : answer;
}
