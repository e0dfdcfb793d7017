import * as v from 'valibot';
import { mapResult, type Result } from '../../../../shared/result.ts';
import { idText, listOf, maybe, maybeBoolean, maybeText, maybeTokens } from '../loose-shapes.ts';
import { OpenAiCard, openAiList } from '../openai-list.ts';
import { readJson, type ServerClient } from '../server-client.ts';

/** `/health` calls every configured model for real, and bills: it is never asked. */

export type LiteLlmList = { cards: OpenAiCard[]; version: string | null };

export async function listModels(client: ServerClient): Promise<Result<LiteLlmList>> {
  const answer = await client.call('GET', '/v1/models');
  const version = answer.ok ? (answer.value.headers['x-litellm-version'] ?? null) : null;
  return mapResult(readJson(answer, openAiList(OpenAiCard)), (cards) => ({ cards, version }));
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

/** What the proxy's own table says of the models; a key without the right to read it gets none. */
export async function readDeployments(client: ServerClient): Promise<Deployment[]> {
  const answer = await client.getJson('/v1/model/info', Deployments);
  return answer.ok ? answer.value.data : [];
}
