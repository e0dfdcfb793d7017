import * as v from 'valibot';
import type { Result } from '../../../../shared/result.ts';
import { idText, listOf, maybe, maybeText, maybeTokens } from '../loose-shapes.ts';
import { openAiList } from '../openai-list.ts';
import { listing, type ServerClient } from '../server-client.ts';

/** Every name a gateway has given the size of a context. */
const Card = v.object({
  id: idText,
  name: maybeText,
  owned_by: maybeText,
  max_model_len: maybeTokens,
  context_length: maybeTokens,
  context_window: maybeTokens,
  max_context_length: maybeTokens,
  meta: maybe(v.object({ n_ctx: maybeTokens, n_ctx_train: maybeTokens })),
});
export type GenericCard = v.InferOutput<typeof Card>;
const Cards = openAiList(Card);

export function listModels(client: ServerClient): Promise<Result<GenericCard[]>> {
  return client.getJson('/v1/models', Cards, listing);
}

const Running = v.object({
  models: listOf(v.object({ name: idText, context_length: maybeTokens, expires_at: maybeText })),
});
export type RunningModel = { name: string; context_length: number | null; expires_at: string | null };

/** Some daemons (llmman) answer Ollama's list of what runs beside `/v1`; null: this one does not. */
export async function listRunning(client: ServerClient): Promise<RunningModel[] | null> {
  const answer = await client.getJson('/api/ps', Running, listing);
  return answer.ok ? answer.value.models : null;
}
