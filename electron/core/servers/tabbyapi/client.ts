import * as v from 'valibot';
import { ok, type Result } from '../../../../shared/result.ts';
import { accepted } from '../action-answers.ts';
import { idText, listOf, maybe, maybeBoolean, maybeText, maybeTokens, readAs } from '../loose-shapes.ts';
import type { ServerClient } from '../server-client.ts';

const Parameters = v.object({
  max_seq_len: maybeTokens,
  cache_mode: maybeText,
  use_vision: maybeBoolean,
});
const Current = v.object({ id: idText, parameters: maybe(Parameters) });
export type CurrentModel = v.InferOutput<typeof Current>;

/** null: the server says that none is loaded. */
export async function readCurrent(client: ServerClient): Promise<Result<CurrentModel | null>> {
  const answer = await client.call('GET', '/v1/model');
  if (answer.ok && answer.value.status === 503) return ok(null);
  return client.read('/v1/model', Current, answer);
}

const Health = v.object({
  status: v.literal('unhealthy'),
  issues: listOf(v.object({ description: idText })),
});

/** What the server itself complains of last; null: nothing. */
export async function readComplaint(client: ServerClient): Promise<string | null> {
  const answer = await client.call('GET', '/health');
  if (!answer.ok || answer.value.status !== 503) return null;
  const health = readAs(Health, answer.value.body);
  return health === null ? null : (health.issues.at(-1)?.description ?? 'TabbyAPI says it is unhealthy.');
}

const Permission = v.object({ permission: v.picklist(['admin', 'api']) });

/** What the key in use may do; null: not told. */
export async function readPermission(client: ServerClient): Promise<'admin' | 'api' | null> {
  const answer = await client.getJson('/v1/auth/permission', Permission);
  return answer.ok ? answer.value.permission : null;
}

const unloadTimeoutMs = 120_000;

export async function unloadCurrent(client: ServerClient, signal: AbortSignal): Promise<Result<void>> {
  const limits = { timeoutMs: unloadTimeoutMs, signal };
  const answer = await client.call('POST', '/v1/model/unload', undefined, limits);
  // None loaded is what was asked for.
  if (answer.ok && answer.value.status === 503) return ok(undefined);
  const taken = accepted(answer);
  return taken.ok ? ok(undefined) : taken;
}
