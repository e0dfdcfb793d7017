import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Abilities, Model } from '../../../../shared/servers.ts';
import type { HttpResponse } from '../../ports.ts';
import { loadFailure } from '../action-answers.ts';
import { alreadyLoaded, askUntil, lookAgain } from '../action-help.ts';
import { forgetOthers, note, notesOf } from '../instance-notes.ts';
import { failureOfStatus, loadTimeoutMs } from '../server-client.ts';
import { abilitiesOf, can, cannot, uniqueModels } from '../shared-transform.ts';
import type {
  AdapterContext,
  LoadAnswer,
  LoadRequest,
  NudgeAnswer,
  Observation,
  ServerAdapter,
  UnloadRequest,
} from '../types.ts';
import * as api from './client.ts';
import { swapEvents } from './events.ts';
import { modelsFrom } from './transform.ts';

const best = abilitiesOf(can, {
  loadWithContext: cannot('no-such-call'),
  loadProgress: cannot('no-such-call'),
});

/** Builds before the model list told states can only stop everything at once, which is not offered. */
function abilitiesFor(listed: readonly api.ListedModel[], knowsRunning: boolean): Abilities {
  const older = cannot('needs-newer-version');
  const isOld = listed.length > 0 && listed.every(({ status, meta }) => status === null && meta === null);
  const state = knowsRunning ? best : { ...best, listState: older, idleDeadline: older, freeNudge: older };
  return isOld ? { ...state, unload: older, reload: older, busy: older } : state;
}

async function observe(context: AdapterContext): Promise<Result<Observation>> {
  const running = await api.listRunning(context.client);
  if (!running.ok && running.failure.code !== 'not-found') return running;
  const listed = await api.listModels(context.client);
  if (!listed.ok) return listed;
  const processes = running.ok ? (running.value.running ?? []) : null;
  forgetOthers(context.client, new Set(processes?.map(({ model }) => model)));
  const models = modelsFrom(listed.value.data, processes, {
    place: context.place,
    now: context.now(),
    previous: context.previous,
    notes: notesOf(context.client),
  });
  return ok({
    variant: null,
    version: null,
    abilities: abilitiesFor(listed.value.data, processes !== null),
    models: uniqueModels(models),
  });
}

type Found = { model: Model; abilities: Abilities };

async function readModel(context: AdapterContext, modelId: string): Promise<Result<Found>> {
  const seen = await lookAgain(context, observe);
  if (!seen.ok) return seen;
  const { models, abilities } = seen.value;
  const model = models.find(({ id, aliases }) => id === modelId || aliases.includes(modelId));
  if (model === undefined) return fail('model-not-found', `llama-swap has no model ${modelId}.`);
  if (model.hosted) return fail('may-cost-money', `${modelId} runs on another machine and may cost money.`);
  return ok({ model, abilities });
}

/** Any request to the process starts it; the answer comes when it is up. */
async function load(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const { model } = before.value;
  const there = model.instances[0];
  if (there !== undefined) return alreadyLoaded(there, request.contextLength);
  const started = await start(context, model.id, request.signal);
  if (!started.ok) {
    const ours = started.failure.code === 'cancelled' && model.state.is === 'not-loaded';
    if (ours) await api.unload(context.client, model.id);
    return failWith(loadFailure(started.failure));
  }
  const ready = await untilReady(context, model.id, request.signal);
  if (!ready.ok) return ready;
  const { contextAllocated } = await learnContext(context, model.id, request.signal);
  return ok({ instanceId: model.id, contextAllocated });
}

/** Paths a config may exempt from starting models answer 409; then another one is tried. */
const startPaths = ['/health', '/v1/models', '/'];

async function start(context: AdapterContext, modelId: string, signal: AbortSignal): Promise<Result<void>> {
  let refusal: HttpResponse | null = null;
  for (const path of startPaths) {
    const answer = await api.touchUpstream(context.client, modelId, path, signal);
    if (!answer.ok) return answer;
    if (!api.isOwnRefusal(answer.value)) return ok(undefined);
    refusal = answer.value;
    if (refusal.status !== 409) break;
  }
  return refusal === null ? ok(undefined) : failWith(failureOfStatus(refusal));
}

function untilReady(context: AdapterContext, modelId: string, signal: AbortSignal): Promise<Result<true>> {
  return askUntil(context, signal, { everyMs: 1_000, withinMs: loadTimeoutMs }, async () => {
    const now = await readModel(context, modelId);
    if (!now.ok) return now;
    const { state } = now.value.model;
    if (state.is === 'loading') return ok(null);
    if (state.is === 'loaded' || state.is === 'unknown') return ok(true);
    return fail('load-failed', 'llama-swap started it, but it is not running.');
  });
}

/** Asking the process restarts its time to live, so it is only done beside something that does so anyway. */
async function learnContext(
  context: AdapterContext,
  modelId: string,
  signal: AbortSignal,
): Promise<api.ChildProps> {
  const props = await api.readChildProps(context.client, modelId, signal);
  note(context.client, modelId, { contextAllocated: props.contextAllocated, usedAt: context.now() });
  return props;
}

async function unload(context: AdapterContext, request: UnloadRequest): Promise<Result<void>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const { model, abilities } = before.value;
  if (!abilities.unload.can) {
    return fail('not-supported', 'This llama-swap can only stop all models at once.');
  }
  if (model.state.is === 'not-loaded') return ok(undefined);
  const sent = await api.unload(context.client, model.id, request.signal);
  if (!sent.ok) return sent;
  return askUntil(context, request.signal, { everyMs: 500, withinMs: 30_000 }, async () => {
    const now = await readModel(context, model.id);
    if (!now.ok) return now;
    return ok(now.value.model.state.is === 'not-loaded' ? undefined : null);
  });
}

const nudgeTimeoutMs = 30_000;

/** The very same request would start a stopped model and swap another one out: look right before. */
async function nudge(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<NudgeAnswer>> {
  const running = await api.listRunning(context.client);
  if (!running.ok) return running;
  const process = (running.value.running ?? []).find((each) => each.model === model.id);
  if (process?.state !== 'ready') return fail('model-not-found', `${model.id} is not running.`);
  const sleeps = process.childSleepSeconds !== null;
  const known = notesOf(context.client).get(model.id)?.contextAllocated;
  if (sleeps || known === undefined) {
    const { asleep } = await learnContext(context, model.id, signal);
    if (asleep)
      return fail('not-supported', `${model.id} sleeps in its own process, and a nudge must not wake it.`);
  }
  // `/health` does not touch a llama-server's own timer; `/slots` does.
  const path = sleeps ? '/slots' : '/health';
  const touched = await api.touchUpstream(context.client, model.id, path, signal, nudgeTimeoutMs);
  if (!touched.ok) return touched;
  if (touched.value.status === 429) return ok({ tokens: 0, busy: true });
  if (api.isOwnRefusal(touched.value)) return failWith(failureOfStatus(touched.value));
  note(context.client, model.id, { usedAt: context.now() });
  return ok({ tokens: 0, busy: false });
}

export const llamaSwap: ServerAdapter = {
  kind: 'llama-swap',
  label: 'llama-swap',
  defaultPorts: [8080],
  abilities: best,
  observe,
  load,
  // Which models share a place is written in its config only.
  displacedByLoad: (_context, _model, others) => others,
  unload,
  nudge: { tokens: 0, isRealRequest: false, send: nudge },
  events: swapEvents,
};
