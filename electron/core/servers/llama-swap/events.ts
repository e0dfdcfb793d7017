import type { ModelState } from '../../../../shared/servers.ts';
import { readEvents } from '../event-stream.ts';
import { note } from '../instance-notes.ts';
import { listedIn } from '../listed.ts';
import type { ServerClient } from '../server-client.ts';
import type { AdapterContext, ServerEvent } from '../types.ts';
import { type Inflight, openEvents, readSwapEvent } from './client.ts';

/** The best source of busy there is: every request in flight, by model, as it comes and goes. */

/** Busy servers end many requests a second; looking at each end would be a flood. */
const lookAtMostEveryMs = 5_000;

/** More are not in flight anywhere: a stream that names more has lost count. */
const mostRequests = 1_000;

/** Old builds lack the stream; they are not asked again until they are connected to anew. */
const withoutEvents = new WeakSet<ServerClient>();

export async function* swapEvents(context: AdapterContext, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  if (withoutEvents.has(context.client)) return;
  const opened = await openEvents(context.client, signal);
  if (!opened.ok) return;
  if (opened.value.status !== 200) {
    withoutEvents.add(context.client);
    opened.value.close();
    return;
  }
  const view = createView(context);
  for await (const message of readEvents(opened.value)) {
    const event = readSwapEvent(message.data);
    if (event === null) continue;
    yield* event.is === 'statuses' ? view.statuses(event.statuses) : view.inflight(event.inflight);
  }
}

function createView(context: AdapterContext) {
  const modelOfRequest = new Map<string | number, string>();
  const processes = new Map<string, string>();
  const loadingSince = new Map<string, number>();
  const shown = new Map<string, string>();
  const isListed = listedIn(context.previous);
  let seenStatuses = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Requests may name an alias. */
  function ownId(name: string): string {
    const models = context.previous?.models ?? [];
    return models.find(({ id, aliases }) => id === name || aliases.includes(name))?.id ?? name;
  }

  function stateOf(modelId: string): ModelState | null {
    const process = processes.get(modelId);
    if (process === 'starting') {
      const since = loadingSince.get(modelId) ?? context.now();
      loadingSince.set(modelId, since);
      return { is: 'loading', since, progress: null };
    }
    loadingSince.delete(modelId);
    if (process === 'stopping') return { is: 'unloading' };
    const requests = [...modelOfRequest.values()].filter((each) => each === modelId).length;
    return requests === 0 ? null : { is: 'busy', requests, queued: null };
  }

  function* show(modelIds: Iterable<string>): Generator<ServerEvent> {
    for (const modelId of new Set(modelIds)) {
      const state = stateOf(modelId);
      const text = JSON.stringify(state);
      if ((shown.get(modelId) ?? 'null') === text) continue;
      shown.set(modelId, text);
      yield { is: 'state', modelId, state };
    }
  }

  return {
    *statuses(statuses: readonly { id: string; state: string }[]): Generator<ServerEvent> {
      const changed = statuses.filter(({ id, state }) => isListed(id) && processes.get(id) !== state);
      for (const { id, state } of changed) processes.set(id, state);
      yield* show(changed.map(({ id }) => id));
      // The first message only says how things are, which the look just made has shown.
      if (seenStatuses && changed.length > 0) yield { is: 'changed' };
      seenStatuses = true;
    },
    *inflight(told: Inflight): Generator<ServerEvent> {
      const touched = apply(told);
      yield* show(touched);
      const ended = touched.filter((modelId) => ![...modelOfRequest.values()].includes(modelId));
      for (const modelId of ended) note(context.client, modelId, { usedAt: context.now() });
      if (ended.length > 0 && told.operation === 'remove' && context.now() - lookedAt >= lookAtMostEveryMs) {
        lookedAt = context.now();
        yield { is: 'changed' };
      }
    },
  };

  function begin(id: string | number, modelId: string): void {
    if (isListed(modelId) && modelOfRequest.size < mostRequests) modelOfRequest.set(id, modelId);
  }

  /** Gives the models whose requests changed. */
  function apply(told: Inflight): string[] {
    switch (told.operation) {
      case 'snapshot': {
        const before = [...modelOfRequest.values()];
        modelOfRequest.clear();
        for (const { id, model } of (told.requests ?? []).slice(0, mostRequests)) begin(id, ownId(model));
        return [...before, ...modelOfRequest.values()];
      }
      case 'upsert':
        begin(told.request.id, ownId(told.request.model));
        return [ownId(told.request.model)];
      case 'remove': {
        const modelId = modelOfRequest.get(told.id);
        modelOfRequest.delete(told.id);
        return modelId === undefined ? [] : [modelId];
      }
    }
  }
}
