import * as v from 'valibot';
import type { Result } from '../../../../shared/result.ts';
import type { HttpResponse } from '../../ports.ts';
import { accepted } from '../action-answers.ts';
import { type EngineLoad, loadFromMetrics } from '../engine-load.ts';
import { type FirstTokenCount, firstTokensFromMetrics } from '../first-token.ts';
import { maybeText } from '../loose-shapes.ts';
import { loadTimeoutMs, type ServerClient } from '../server-client.ts';

const Sleep = v.object({ is_sleeping: v.boolean() });
const Version = v.object({ version: maybeText });

/** null: the server runs without its development mode, so it can't sleep either. */
export async function readSleeping(client: ServerClient): Promise<boolean | null> {
  const answer = await client.getJson('/is_sleeping', Sleep);
  return answer.ok ? answer.value.is_sleeping : null;
}

export type Metrics = { load: EngineLoad | null; firstTokens: FirstTokenCount | null };

export async function readMetrics(client: ServerClient): Promise<Metrics> {
  const answer = accepted(
    await client.call('GET', '/metrics', undefined, { headers: { accept: 'text/plain' } }),
  );
  if (!answer.ok) return { load: null, firstTokens: null };
  const { body } = answer.value;
  return {
    load: loadFromMetrics(body, 'vllm:num_requests_running', 'vllm:num_requests_waiting'),
    firstTokens: firstTokensFromMetrics(body, 'vllm:time_to_first_token_seconds'),
  };
}

export async function readVersion(client: ServerClient): Promise<string | null> {
  const answer = await client.getJson('/version', Version);
  return answer.ok ? answer.value.version : null;
}

export async function wakeUp(client: ServerClient, signal: AbortSignal): Promise<Result<HttpResponse>> {
  return accepted(await client.call('POST', '/wake_up', undefined, { timeoutMs: loadTimeoutMs, signal }));
}
