import * as v from 'valibot';
import { ok, type Result } from '../../../../shared/result.ts';
import type { HttpResponse } from '../../ports.ts';
import { accepted } from '../action-answers.ts';
import * as loose from '../loose-shapes.ts';
import { listing, loadTimeoutMs, type ServerClient } from '../server-client.ts';

/**
 * llama-swap's routes. Everything under `/upstream/` starts a model that is not running, swaps another one out for
 * it, and restarts the time to live: it is for loads and nudges and never for looking.
 */

const ListedModel = v.object({
  id: loose.idText,
  name: loose.maybeText,
  /** From the config file: declared, not measured. */
  context_length: loose.maybeTokens,
  capabilities: loose.maybe(v.record(v.string(), v.unknown())),
  meta: loose.maybe(
    v.object({
      llamaswap: loose.maybe(v.object({ type: loose.maybeText, aliases: loose.maybeTexts })),
    }),
  ),
  status: loose.maybe(v.object({ value: v.string() })),
});
export type ListedModel = v.InferOutput<typeof ListedModel>;
const Listed = v.object({ data: loose.listOf(ListedModel) });

/** A command line may hold secrets: only whether it lets the child sleep is kept of it. */
const sleepInCommand = v.fallback(v.pipe(v.string(), v.transform(sleepSecondsOf)), null);

function sleepSecondsOf(command: string): number | null {
  const seconds = Number(/--sleep-idle-seconds[=\s]+(\d{1,9})(?:\s|$)/.exec(command)?.[1]);
  return seconds > 0 ? seconds : null;
}

const Running = v.pipe(
  v.object({
    model: loose.idText,
    state: v.string(),
    ttl: loose.maybeSeconds,
    cmd: sleepInCommand,
  }),
  v.transform(({ cmd, ...rest }) => ({ ...rest, childSleepSeconds: cmd })),
);
export type Running = v.InferOutput<typeof Running>;
const AllRunning = v.object({ running: v.nullable(loose.listOf(Running)) });

export function listModels(client: ServerClient) {
  return client.getJson('/v1/models', Listed, listing);
}

export function listRunning(client: ServerClient) {
  return client.getJson('/running', AllRunning, listing);
}

/** Ids may hold slashes, and llama-swap finds them in the path. */
function upstream(modelId: string, path: string): string {
  return `/upstream/${modelId.split('/').map(encodeURIComponent).join('/')}${path}`;
}

/** Answers when the process is ready, started for it if need be. Whatever the child then says is an answer. */
export function touchUpstream(
  client: ServerClient,
  modelId: string,
  path: string,
  signal: AbortSignal,
  timeoutMs = loadTimeoutMs,
): Promise<Result<HttpResponse>> {
  return client.call('GET', upstream(modelId, path), undefined, { signal, timeoutMs });
}

/** llama-swap's own refusals say so; everything else comes from the child. */
export function isOwnRefusal({ status, body }: HttpResponse): boolean {
  return status >= 400 && loose.readAs(v.object({ src: v.literal('llama-swap') }), body) !== null;
}

const ChildProps = v.object({
  default_generation_settings: loose.maybe(v.object({ n_ctx: loose.maybeTokens })),
  is_sleeping: loose.maybeBoolean,
});
export type ChildProps = { contextAllocated: number | null; asleep: boolean };

/** Only when the process is ready, and only where restarting its time to live is wanted anyway. */
export async function readChildProps(
  client: ServerClient,
  modelId: string,
  signal: AbortSignal,
): Promise<ChildProps> {
  const answer = await touchUpstream(client, modelId, '/props', signal, 10_000);
  const props = answer.ok && answer.value.status === 200 ? loose.readAs(ChildProps, answer.value.body) : null;
  return {
    contextAllocated: props?.default_generation_settings?.n_ctx ?? null,
    asleep: props?.is_sleeping === true,
  };
}

/** Answers when the process has stopped. Never `GET /unload`, which stops everything. */
export async function unload(
  client: ServerClient,
  modelId: string,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const path = `/api/models/unload/${modelId.split('/').map(encodeURIComponent).join('/')}`;
  const answer = accepted(await client.call('POST', path, undefined, { signal, timeoutMs: 120_000 }));
  return answer.ok ? ok(undefined) : answer;
}

export function openEvents(client: ServerClient, signal: AbortSignal) {
  const headers = { accept: 'text/event-stream' };
  return client.stream('GET', '/api/events', undefined, { signal, headers });
}

const Message = v.object({ type: v.string(), data: v.string() });
const Statuses = loose.listOf(v.object({ id: loose.idText, state: v.string() }));
const Request = v.object({ id: v.union([v.string(), v.number()]), model: loose.idText });
const Inflight = v.variant('operation', [
  v.object({
    operation: v.literal('snapshot'),
    requests: v.fallback(v.optional(v.nullable(loose.listOf(Request)), null), null),
  }),
  v.object({ operation: v.literal('upsert'), request: Request }),
  v.object({ operation: v.literal('remove'), id: v.union([v.string(), v.number()]) }),
]);
export type Inflight = v.InferOutput<typeof Inflight>;

export type SwapEvent =
  | { is: 'statuses'; statuses: { id: string; state: string }[] }
  | { is: 'inflight'; inflight: Inflight };

/** Logs, headers and everything else in the stream are dropped unread. */
export function readSwapEvent(text: string): SwapEvent | null {
  const message = loose.readAs(Message, text);
  switch (message?.type) {
    case 'modelStatus': {
      const statuses = loose.readAs(Statuses, message.data);
      return statuses === null ? null : { is: 'statuses', statuses };
    }
    case 'inflight': {
      const inflight = loose.readAs(Inflight, message.data);
      return inflight === null ? null : { is: 'inflight', inflight };
    }
    default:
      return null;
  }
}
