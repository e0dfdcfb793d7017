import * as v from 'valibot';
import { fail, mapResult, ok, type Result } from '../../../../shared/result.ts';
import type { HttpResponse } from '../../ports.ts';
import {
  idText,
  listOf,
  maybeBoolean,
  maybeCount,
  maybeNumber,
  maybeText,
  maybeTokens,
} from '../loose-shapes.ts';
import { listOpenAiModels } from '../openai-list.ts';
import { type CallOptions, listing, type ServerClient } from '../server-client.ts';

/** KoboldCpp imitates Ollama; `/api/tags` and `/api/ps` are constants and never read. */

const Name = v.object({ result: idText });

/** What is loaded now, or `inactive`. */
export async function readName(client: ServerClient, options?: CallOptions): Promise<Result<string>> {
  const answer = await client.call('GET', '/api/v1/model', undefined, options);
  if (isRestarting(answer)) return fail('server-loading', 'KoboldCpp does not answer behind its proxy.');
  return mapResult(client.read('/api/v1/model', Name, answer), ({ result }) => result);
}

/** In router mode somebody else answers while the process itself restarts. */
function isRestarting(answer: Result<HttpResponse>): boolean {
  return answer.ok && (answer.value.status === 502 || answer.value.status === 504);
}

const Context = v.object({ value: maybeTokens });

export async function readContext(client: ServerClient): Promise<number | null> {
  const answer = await client.getJson('/api/extra/true_max_context_length', Context);
  return answer.ok ? answer.value.value : null;
}

const Performance = v.object({ idle: maybeNumber, queue: maybeCount, uptime: maybeNumber });
export type Performance = v.InferOutput<typeof Performance>;

export async function readPerformance(client: ServerClient): Promise<Performance | null> {
  const answer = await client.getJson('/api/extra/perf', Performance);
  return answer.ok ? answer.value : null;
}

const Version = v.object({
  version: maybeText,
  vision: maybeBoolean,
  audio: maybeBoolean,
  /** 0: started without --admin; 2: with a password. */
  admin: maybeCount,
});
export type KoboldVersion = v.InferOutput<typeof Version>;

export async function readVersion(client: ServerClient): Promise<KoboldVersion | null> {
  const answer = await client.getJson('/api/extra/version', Version);
  return answer.ok ? answer.value : null;
}

export const unloadOption = 'unload_model';
export const initialOption = 'initial_model';

const Options = listOf(idText);

/** What can be loaded; without the admin's password the list is empty, which no admin's list ever is. */
export async function readOptions(client: ServerClient): Promise<string[]> {
  const answer = await client.getJson('/api/admin/list_options', Options, listing);
  return answer.ok ? answer.value : [];
}

/** In router mode the entries after the first are files that can be asked for. */
export async function readRouterFiles(client: ServerClient): Promise<string[]> {
  const answer = await listOpenAiModels(client);
  return answer.ok ? answer.value.slice(1).map(({ id }) => id) : [];
}

const Outcome = v.object({ success: v.boolean() });

/** The answer is a 200 either way, and what follows happens after it. */
export async function askReload(
  client: ServerClient,
  filename: string,
  signal: AbortSignal,
): Promise<Result<void>> {
  const answer = await client.postJson('/api/admin/reload_config', { filename }, Outcome, { signal });
  if (!answer.ok) return answer;
  if (answer.value.success) return ok(undefined);
  return fail(
    'forbidden',
    `KoboldCpp declined to load ${filename}: its admin password is missing, or the file is not in its folder.`,
  );
}
