import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Model } from '../../../../shared/servers.ts';
import { loadFailure } from '../action-answers.ts';
import { alreadyLoaded, askUntil, lookAgain } from '../action-help.ts';
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
import { clockOffset } from './clock-offset.ts';
import { shownModels } from './shown-models.ts';
import { fullName, modelsFrom } from './transform.ts';

const abilities = abilitiesOf(can, {
  loadProgress: cannot('no-such-call'),
  busy: cannot('not-told'),
  events: cannot('no-such-call'),
});
/** Versions that do not tell the context in use: a nudge could reload the model with another one. */
const withoutContext = {
  ...abilities,
  contextAllocated: cannot('needs-newer-version'),
  freeNudge: cannot('needs-newer-version'),
};

async function observe(context: AdapterContext): Promise<Result<Observation>> {
  const running = await api.listRunning(context.client);
  if (!running.ok) return running;
  const offsetMs = clockOffset(context.client, context.now());
  const installed = await api.listInstalled(context.client);
  if (!installed.ok) return installed;
  const tags = installed.value.models ?? [];
  const loaded = running.value.models ?? [];
  const shownOf = await shownModels(context.client, tags);
  const around = { place: context.place, now: context.now(), previous: context.previous, offsetMs };
  const models = uniqueModels(modelsFrom(tags, loaded, shownOf, around));
  const tellsContext = loaded.every(({ context_length }) => context_length !== null);
  return ok({ variant: null, version: null, abilities: tellsContext ? abilities : withoutContext, models });
}

async function readModel(context: AdapterContext, modelId: string): Promise<Result<Model>> {
  const seen = await lookAgain(context, observe);
  if (!seen.ok) return seen;
  const model = seen.value.models.find(({ id }) => id === fullName(modelId));
  if (model === undefined) return fail('model-not-found', `Ollama has no model ${modelId}.`);
  return model.hosted ? runsElsewhere(modelId) : ok(model);
}

function runsElsewhere(modelId: string): Result<never> {
  return fail('may-cost-money', `${modelId} runs in the cloud: any request about it may cost money.`);
}

function isEmbedder({ capabilities }: Model): boolean {
  return capabilities?.includes('embedding') === true && !capabilities.includes('chat');
}

/** Versions that tell no capabilities refuse the wrong route by name. */
async function sendEmpty(
  context: AdapterContext,
  model: Model,
  request: Omit<api.EmptyRequest, 'model' | 'embedding'>,
  signal: AbortSignal,
): Promise<Result<number>> {
  const wish = { ...request, model: model.id };
  const first = await api.sendEmpty(context.client, { ...wish, embedding: isEmbedder(model) }, signal);
  const wrongRoute = !first.ok && /does not support generate/i.test(first.failure.detail);
  return wrongRoute ? api.sendEmpty(context.client, { ...wish, embedding: true }, signal) : first;
}

/** A loaded model is left alone: the same request without its exact options would load it anew. */
async function load(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const there = before.value.instances[0];
  if (there !== undefined) return alreadyLoaded(there, request.contextLength);
  if (before.value.capabilities?.length === 1 && before.value.capabilities[0] === 'image') {
    return fail('not-supported', 'Ollama loads a model for pictures only with a prompt.');
  }
  const wish = { contextLength: request.contextLength };
  const loaded = await sendEmpty(context, before.value, wish, request.signal);
  if (!loaded.ok) return failWith(loadFailure(loaded.failure));
  const after = await readModel(context, request.modelId);
  return ok({
    instanceId: before.value.id,
    contextAllocated: after.ok ? after.value.contextAllocated : null,
  });
}

/** It goes when nothing is in flight and its memory is free again, which only the list of running models tells. */
async function unload(context: AdapterContext, request: UnloadRequest): Promise<Result<void>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  if (before.value.instances.length === 0) return ok(undefined);
  // An embedding model is attached to once more by this: with its own context, or it would be loaded anew first.
  const wish = { contextLength: before.value.contextAllocated, unload: true };
  const sent = await sendEmpty(context, before.value, wish, request.signal);
  if (!sent.ok) return sent;
  return askUntil(context, request.signal, { everyMs: 500, withinMs: 120_000 }, async () => {
    const running = await api.listRunning(context.client);
    if (!running.ok) return running;
    const names = (running.value.models ?? []).map(({ name }) => fullName(name));
    return ok(names.includes(before.value.id) ? null : undefined);
  });
}

/** The context in use is sent along, because one that compares as different makes Ollama load the model anew. */
async function nudge(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<NudgeAnswer>> {
  if (model.hosted) return runsElsewhere(model.id);
  if (model.instances.length === 0) return fail('model-not-found', `${model.id} is not loaded.`);
  if (model.contextAllocated === null) {
    return fail(
      'not-supported',
      'This Ollama does not tell the context in use: a nudge could load the model anew.',
    );
  }
  const sent = await sendEmpty(context, model, { contextLength: model.contextAllocated }, signal);
  if (sent.ok) return ok({ tokens: sent.value, busy: false });
  return /server busy/i.test(sent.failure.detail) ? ok({ tokens: 0, busy: true }) : sent;
}

export const ollama: ServerAdapter = {
  kind: 'ollama',
  label: 'Ollama',
  defaultPorts: [11434],
  abilities,
  observe,
  load,
  unload,
  nudge: { tokens: 0, isRealRequest: false, send: nudge },
};
