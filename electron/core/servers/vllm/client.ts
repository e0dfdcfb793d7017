import * as v from 'valibot';
import type { Result } from '../../../../shared/result.ts';
import type { HttpResponse } from '../../ports.ts';
import { accepted } from '../action-answers.ts';
import { type EngineLoad, loadFromMetrics } from '../engine-load.ts';
import { maybeText } from '../loose-shapes.ts';
import { loadTimeoutMs, type ServerClient } from '../server-client.ts';

const Sleep = v.object({ is_sleeping: v.boolean() });
const Version = v.object({ version: maybeText });

/** null: the server runs without its development mode, so it can't sleep either. */
export async function readSleeping(client: ServerClient): Promise<boolean | null> {
  const answer = await client.getJson('/is_sleeping', Sleep);
  return answer.ok ? answer.value.is_sleeping : null;
}

export async function readLoad(client: ServerClient): Promise<EngineLoad | null> {
  const answer = accepted(
    await client.call('GET', '/metrics', undefined, { headers: { accept: 'text/plain' } }),
  );
  if (!answer.ok) return null;
  return loadFromMetrics(answer.value.body, 'vllm:num_requests_running', 'vllm:num_requests_waiting');
}

export async function readVersion(client: ServerClient): Promise<string | null> {
  const answer = await client.getJson('/version', Version);
  return answer.ok ? answer.value.version : null;
}

export async function wakeUp(client: ServerClient, signal: AbortSignal): Promise<Result<HttpResponse>> {
  return accepted(await client.call('POST', '/wake_up', undefined, { timeoutMs: loadTimeoutMs, signal }));
}
