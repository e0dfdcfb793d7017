import * as v from 'valibot';
import { fail, mapResult, type Result } from '../../../../shared/result.ts';
import { idText, listOf, maybe, maybeBoolean, maybeText, maybeTokens } from '../loose-shapes.ts';
import { openAiList } from '../openai-list.ts';
import { listing, type ServerClient } from '../server-client.ts';

/** `/health` calls every configured model for real, and bills: it is never asked. */

const Card = v.object({ id: idText, mode: maybeText, max_input_tokens: maybeTokens });
export type LiteLlmCard = v.InferOutput<typeof Card>;
const Cards = openAiList(Card);
export type LiteLlmList = { cards: LiteLlmCard[]; version: string | null };

const NoDatabase = /no connected db/i;

export async function listModels(client: ServerClient): Promise<Result<LiteLlmList>> {
  const answer = await client.call('GET', '/v1/models', undefined, listing);
  const version = answer.ok ? (answer.value.headers['x-litellm-version'] ?? null) : null;
  const cards = client.read('/v1/models', Cards, answer);
  // A proxy without a database looks for a key it does not know in the database.
  if (!cards.ok && NoDatabase.test(cards.failure.detail)) {
    return fail('unauthorised', 'LiteLLM does not know the key.');
  }
  return mapResult(cards, (all) => ({ cards: all, version }));
}

const Facts = v.object({
  mode: maybeText,
  max_input_tokens: maybeTokens,
  max_tokens: maybeTokens,
  supports_vision: maybeBoolean,
  supports_function_calling: maybeBoolean,
  supports_reasoning: maybeBoolean,
  supports_audio_input: maybeBoolean,
});
export type DeploymentFacts = v.InferOutput<typeof Facts>;

const Deployments = v.object({
  data: listOf(v.object({ model_name: idText, model_info: maybe(Facts) })),
});
export type Deployment = { model_name: string; model_info: DeploymentFacts | null };

/** What the proxy's own table says of the models; null for a key without the right to read it. */
export async function readDeployments(client: ServerClient): Promise<Deployment[] | null> {
  const answer = await client.getJson('/v1/model/info', Deployments, listing);
  return answer.ok ? answer.value.data : null;
}
