import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Model, ModelState } from '../../../../shared/servers.ts';
import { loadFailure } from '../action-answers.ts';
import { alreadyLoaded, askUntil, isGone, lookAgain } from '../action-help.ts';
import { readEvents } from '../event-stream.ts';
import { note } from '../instance-notes.ts';
import { listedIn } from '../listed.ts';
import { loadTimeoutMs } from '../server-client.ts';
import type { AdapterContext, LoadAnswer, LoadRequest, ServerEvent, UnloadRequest } from '../types.ts';
import * as api from './client.ts';
import { observe } from './observe.ts';

/** Loading and unloading in router mode: commands answer at once, the end shows in the list. */

export async function readModel(
  context: AdapterContext,
  modelId: string,
): Promise<Result<{ model: Model; isRouter: boolean }>> {
  const seen = await lookAgain(context, observe);
  if (!seen.ok) return seen;
  const { models, variant } = seen.value;
  const model = models.find(({ id, aliases }) => id === modelId || aliases.includes(modelId));
  if (model === undefined) return fail('model-not-found', `llama-server has no model ${modelId}.`);
  return ok({ model, isRouter: variant === 'router' });
}

export async function load(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const { model, isRouter } = before.value;
  const there = model.instances[0];
  if (there !== undefined) return alreadyLoaded(there, request.contextLength);
  if (model.state.is === 'asleep') return wake(context, model, isRouter, request);
  if (!isRouter) {
    return fail('not-supported', 'This llama-server has one model for as long as it runs.');
  }
  const stopper = new AbortController();
  void reportProgress(context, model.id, request, stopper.signal);
  try {
    return await loadAndFollow(context, model, request);
  } finally {
    stopper.abort();
  }
}

/** A sleeping model has its process already: the next task brings it back, and the answer comes when it is there. */
async function wake(
  context: AdapterContext,
  { id, contextAllocated }: Model,
  isRouter: boolean,
  { signal }: LoadRequest,
): Promise<Result<LoadAnswer>> {
  const woken = await api.touchSlots(context.client, isRouter ? id : null, {
    signal,
    timeoutMs: loadTimeoutMs,
  });
  if (!woken.ok) return failWith(loadFailure(woken.failure));
  note(context.client, id, { usedAt: context.now() });
  return ok({ instanceId: id, contextAllocated });
}

async function loadAndFollow(
  context: AdapterContext,
  model: Model,
  request: LoadRequest,
): Promise<Result<LoadAnswer>> {
  const started = await api.startLoad(context.client, model.id, request.signal);
  const underWay = !started.ok && /already running/i.test(started.failure.detail);
  if (!started.ok && !underWay) return failWith(loadFailure(started.failure));
  const patience = { everyMs: 1_000, withinMs: loadTimeoutMs };
  const ended = await askUntil(context, request.signal, patience, endReader(context, model.id));
  if (!ended.ok && ended.failure.code === 'cancelled' && !underWay) {
    // Ours, and nobody wants it any more.
    await api.startUnload(context.client, model.id);
  }
  return ended;
}

/** The list may still show how the last load ended before it shows the new one: only a lasting state counts. */
const lastingReads = 3;

function endReader(context: AdapterContext, modelId: string): () => Promise<Result<LoadAnswer | null>> {
  let notComing = 0;
  return async () => {
    const now = await readModel(context, modelId);
    if (!now.ok) return now;
    const { state, contextAllocated } = now.value.model;
    switch (state.is) {
      case 'loaded':
      case 'busy':
      case 'asleep':
        return ok({ instanceId: modelId, contextAllocated });
      case 'failed':
      case 'not-loaded':
        notComing += 1;
        return notComing < lastingReads ? ok(null) : fail('load-failed', whyNotLoaded(state));
      case 'loading':
      case 'unloading':
      case 'unknown':
        notComing = 0;
        return ok(null);
    }
  };
}

function whyNotLoaded(state: ModelState): string {
  return state.is === 'failed'
    ? state.reason
    : 'The load ended without the model: something unloaded it, or made room for another.';
}

async function reportProgress(
  context: AdapterContext,
  modelId: string,
  request: LoadRequest,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of routerEvents(context, signal)) {
    if (event.is !== 'state' || event.modelId !== modelId || event.state?.is !== 'loading') continue;
    if (event.state.progress !== null) request.onProgress(event.state.progress);
  }
}

/** The router's own default, for builds that do not tell. */
const usualPlaces = 4;

/** It ends the model that was used least recently, working or not, and which that is nobody tells. */
export async function displacedByLoad(
  context: AdapterContext,
  model: Model,
  others: readonly Model[],
): Promise<readonly Model[]> {
  const { previous } = context;
  if (previous?.variant !== 'router') return [];
  const props = await api.readProps(context.client);
  const places = (props.ok ? props.value.max_instances : null) ?? usualPlaces;
  const taken = previous.models.filter(({ id, state }) => id !== model.id && hasProcess(state)).length;
  return places === 0 || taken < places ? [] : others;
}

function hasProcess({ is }: ModelState): boolean {
  return is === 'loaded' || is === 'busy' || is === 'asleep' || is === 'loading';
}

export async function unload(context: AdapterContext, request: UnloadRequest): Promise<Result<void>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const { model, isRouter } = before.value;
  if (!isRouter) {
    return fail('not-supported', 'This llama-server has one model for as long as it runs.');
  }
  const sent = await api.startUnload(context.client, model.id, request.signal);
  if (!sent.ok) return isGone(sent.failure) ? ok(undefined) : sent;
  // Ten seconds of grace for what is in flight, then it is killed.
  return askUntil(context, request.signal, { everyMs: 500, withinMs: 60_000 }, async () => {
    const now = await readModel(context, model.id);
    if (!now.ok) return now;
    const { state } = now.value.model;
    return ok(state.is === 'not-loaded' || state.is === 'failed' ? undefined : null);
  });
}

/** Progress of every load, whoever started it, and word of every other change. */
export async function* routerEvents(
  context: AdapterContext,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const opened = await api.openEvents(context.client, signal);
  if (!opened.ok) return;
  if (opened.value.status !== 200) {
    opened.value.close();
    return;
  }
  const isListed = listedIn(context.previous);
  const loading = new Map<string, { since: number; progress: number | null }>();
  for await (const message of readEvents(opened.value)) {
    const told = api.readRouterEvent(message.data);
    if (told === null) continue;
    const { modelId } = told;
    if (modelId === null || !isListed(modelId) || told.status !== 'loading') {
      if (modelId !== null && loading.delete(modelId)) yield { is: 'state', modelId, state: null };
      yield { is: 'changed' };
      continue;
    }
    const before = loading.get(modelId);
    const progress =
      told.progress === null ? (before?.progress ?? null) : Math.round(told.progress * 100) / 100;
    if (before !== undefined && before.progress === progress) continue;
    const now = { since: before?.since ?? context.now(), progress };
    loading.set(modelId, now);
    yield { is: 'state', modelId, state: { is: 'loading', ...now } };
  }
}
