import * as v from 'valibot';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import { accepted, loadFailure } from '../action-answers.ts';
import { isGone } from '../action-help.ts';
import {
  idText,
  listOf,
  maybe,
  maybeBoolean,
  maybeCount,
  maybeText,
  maybeTexts,
  maybeTokens,
} from '../loose-shapes.ts';
import { openAiList } from '../openai-list.ts';
import { listing, loadTimeoutMs, readJson, type ServerClient } from '../server-client.ts';

/** LocalAI imitates Ollama; `/api/ps` is made up and never read. */

const Capabilities = v.object({
  id: idText,
  capabilities: maybeTexts,
  input_modalities: maybeTexts,
  output_modalities: maybeTexts,
});
export type ModelTalents = v.InferOutput<typeof Capabilities>;
const Talents = openAiList(Capabilities);

/** null: a version without this list. */
export async function listTalents(client: ServerClient): Promise<ModelTalents[] | null> {
  const answer = await client.getJson('/v1/models/capabilities', Talents, listing);
  return answer.ok ? answer.value : null;
}

const System = v.object({
  loaded_models: v.nullable(listOf(v.object({ id: idText, backend: maybeText }))),
});
export type LoadedBackend = { id: string; backend: string | null };

/** Only for an admin's key. */
export async function listLoaded(client: ServerClient): Promise<Result<LoadedBackend[]>> {
  const answer = await client.getJson('/system', System, listing);
  return answer.ok ? ok(answer.value.loaded_models ?? []) : answer;
}

const Shown = v.object({
  model_info: maybe(v.object({ 'general.context_length': maybeTokens })),
});

/** What the model's file says: LocalAI gives a backend that context when it starts it. */
export async function readContext(client: ServerClient, model: string): Promise<number | null> {
  const answer = await client.postJson('/api/show', { model }, Shown);
  return answer.ok ? (answer.value.model_info?.['general.context_length'] ?? null) : null;
}

const Loaded = v.object({ loaded: maybeBoolean, message: maybeText });

export async function load(client: ServerClient, model: string, signal: AbortSignal): Promise<Result<void>> {
  const limits = { timeoutMs: loadTimeoutMs, signal };
  const answer = await client.postJson('/backend/load', { model }, Loaded, limits);
  if (!answer.ok) return failWith(loadFailure(answer.failure));
  if (answer.value.loaded === true) return ok(undefined);
  return fail('load-failed', answer.value.message ?? 'LocalAI did not say that it loaded the model.');
}

const unloadTimeoutMs = 120_000;

export async function shutDown(
  client: ServerClient,
  model: string,
  signal: AbortSignal,
): Promise<Result<void>> {
  const limits = { timeoutMs: unloadTimeoutMs, signal };
  const answer = accepted(await client.call('POST', '/backend/shutdown', { model }, limits));
  if (answer.ok || isGone(answer.failure)) return ok(undefined);
  return answer;
}

/** Backends that do one thing at a time answer about themselves only when they are idle again. */
export const patienceMs = 60_000;

const Monitor = v.object({ state: maybeCount });
const busyState = 1;

/** null: not told. */
export async function readBusy(
  client: ServerClient,
  model: string,
  signal: AbortSignal,
): Promise<Result<boolean | null>> {
  const path = `/backend/monitor?model=${encodeURIComponent(model)}`;
  const answer = await client.call('GET', path, undefined, { timeoutMs: patienceMs, signal });
  if (!answer.ok && answer.failure.code === 'timed-out') return ok(true);
  const read = readJson(answer, Monitor, client.hide);
  if (!read.ok) return signal.aborted ? read : ok(null);
  return ok(read.value.state === null ? null : read.value.state === busyState);
}
