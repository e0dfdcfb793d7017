import * as v from 'valibot';
import type { Result } from '../../../shared/result.ts';
import { idText, listOf, maybeText, maybeTokens } from './loose-shapes.ts';
import { listing, type ServerClient } from './server-client.ts';

/** `GET /v1/models`, which every kind has and few fill alike. */

export const OpenAiCard = v.object({
  id: idText,
  owned_by: maybeText,
  /** vLLM, SGLang: the model an adapter (LoRA) sits on. */
  parent: maybeText,
  /** vLLM, SGLang: the context in force. */
  max_model_len: maybeTokens,
});
export type OpenAiCard = v.InferOutput<typeof OpenAiCard>;

/** An empty list is `null` on servers written in Go; a few gateways send the bare list. */
export function openAiList<T>(card: v.GenericSchema<unknown, T>) {
  const entries = listOf(card);
  return v.union([
    v.pipe(
      v.object({ data: v.nullable(entries) }),
      v.transform(({ data }) => data ?? []),
    ),
    entries,
  ]);
}

/** One schema for all calls: an answer that says the same as before is known by it, and not read again. */
export const OpenAiCards = openAiList(OpenAiCard);

export function listOpenAiModels(client: ServerClient): Promise<Result<OpenAiCard[]>> {
  return client.getJson('/v1/models', OpenAiCards, listing);
}

/** Servers started on a folder name the model by its path. */
export function nameOfId(id: string): string {
  const isPath = /^(?:[/~.]|[a-z]:[\\/])/i.test(id);
  return isPath ? (id.split(/[\\/]/).filter(Boolean).at(-1) ?? id) : id;
}
