import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Abilities, Model, ModelInstance } from '../../../../shared/servers.ts';
import type { Processes } from '../../ports.ts';
import { loadFailure } from '../action-answers.ts';
import { alreadyLoaded, askUntil, isGone, lookAgain } from '../action-help.ts';
import { forgetOthers, note, notesOf } from '../instance-notes.ts';
import { abilitiesOf, can, cannot, uniqueModels } from '../shared-transform.ts';
import type {
  AdapterContext,
  CloserLook,
  LoadAnswer,
  LoadRequest,
  LoadSettings,
  NudgeAnswer,
  Observation,
  ServerAdapter,
  UnloadRequest,
} from '../types.ts';
import * as api from './client.ts';
import { closerLook, lmsPs } from './lms-cli.ts';
import { modelFromId, modelFromV0, modelFromV1, type Surroundings } from './transform.ts';

const best = abilitiesOf(can, {
  loadProgress: cannot('no-such-call'),
  events: cannot('no-such-call'),
  freeNudge: cannot('costs-tokens'),
});

function abilities(variant: 'v1' | 'v0' | 'openai', context: AdapterContext): Abilities {
  const older = cannot('needs-newer-version');
  const busy = tellsBusy(context) ? can : cannot('not-told');
  const v0 = { ...best, busy, load: older, loadWithContext: older, unload: older, reload: older };
  switch (variant) {
    case 'v1':
      return { ...best, busy };
    case 'v0':
      return v0;
    case 'openai':
      return { ...v0, listState: older, contextAllocated: older, idleDeadline: older, freeNudge: older };
  }
}

async function observe(context: AdapterContext): Promise<Result<Observation>> {
  const v1 = await api.listV1(context.client);
  if (v1.ok) return ok(observation('v1', context, v1.value.models, modelFromV1));
  if (!mayBeOlder(v1)) return v1;
  const v0 = await api.listV0(context.client);
  if (v0.ok) return ok(observation('v0', context, v0.value.data, modelFromV0));
  if (!mayBeOlder(v0)) return v0;
  const openai = await api.listOpenai(context.client);
  if (!openai.ok) return openai;
  return ok(observation('openai', context, openai.value.data, ({ id }, { place }) => modelFromId(id, place)));
}

/** A missing route is 404 or, more often, a 200 with an error inside. */
function mayBeOlder(answer: Result<unknown>): boolean {
  return !answer.ok && (answer.failure.code === 'not-found' || answer.failure.code === 'bad-answer');
}

/** Of what is not in memory nothing moves: the same words give the same model, and comparing it costs nothing. */
const restingModels = new WeakMap<object, Model>();

function modelOnce<T extends object>(
  said: T,
  around: Surroundings,
  transform: (said: T, around: Surroundings) => Model,
): Model {
  const known = restingModels.get(said);
  if (known !== undefined && known.place === around.place) return known;
  const model = transform(said, around);
  if (model.instances.length === 0) restingModels.set(said, model);
  return model;
}

function observation<T extends object>(
  variant: 'v1' | 'v0' | 'openai',
  context: AdapterContext,
  listed: readonly T[],
  transform: (said: T, around: Surroundings) => Model,
): Observation {
  const around = {
    place: context.place,
    now: context.now(),
    previous: context.previous,
    notes: notesOf(context.client),
  };
  const models = uniqueModels(listed.map((said) => modelOnce(said, around, transform)));
  forgetOthers(context.client, new Set(models.flatMap((model) => model.instances.map(({ id }) => id))));
  return { variant, version: null, abilities: abilities(variant, context), models };
}

/** The model as it is right now, by its key or another of its names. */
async function readModel(context: AdapterContext, modelId: string): Promise<Result<Model>> {
  const seen = await lookAgain(context, observe);
  if (!seen.ok) return seen;
  if (seen.value.variant !== 'v1') {
    return fail('not-supported', 'Loading and unloading needs LM Studio 0.4.0 or newer.');
  }
  const { models } = seen.value;
  const model =
    models.find(({ id }) => id === modelId) ?? models.find(({ aliases }) => aliases.includes(modelId));
  return model === undefined ? fail('model-not-found', `LM Studio has no model ${modelId}.`) : ok(model);
}

/** Loading a model that is loaded makes a second copy: look first, and take back a copy that was not wanted. */
async function load(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const there = before.value.instances[0];
  if (there !== undefined) return alreadyLoaded(there, request.contextLength);
  const { contextLength, settings = null } = request;
  const wish = { model: before.value.id, contextLength, settings };
  const loaded = await api.load(context.client, wish, request.signal);
  if (!loaded.ok) return failWith(loadFailure(loaded.failure));
  const instanceId = loaded.value.instanceId ?? before.value.id;
  if (instanceId !== before.value.id) {
    const first = await copyBeside(context, before.value.id, instanceId);
    if (first !== null) {
      await api.unload(context.client, instanceId, request.signal);
      return alreadyLoaded(first, null);
    }
  }
  note(context.client, instanceId, { periodMs: null });
  return ok({ instanceId, contextAllocated: loaded.value.contextAllocated });
}

/** Without them a reload would bring back LM Studio's own choice in place of the person's. */
async function loadedWith(context: AdapterContext, model: Model): Promise<LoadSettings | null> {
  const listed = await api.listV1(context.client);
  const said = listed.ok ? listed.value.models.find(({ key }) => key === model.id) : undefined;
  const id = mainInstance(model)?.id;
  const instance = said?.loaded_instances.find((each) => each.id === id);
  return instance === undefined ? null : api.settingsOf(instance);
}

/** Somebody else's load of the same model may have finished while ours ran. */
async function copyBeside(
  context: AdapterContext,
  modelId: string,
  ours: string,
): Promise<ModelInstance | null> {
  const now = await readModel(context, modelId);
  return now.ok ? (now.value.instances.find(({ id }) => id !== ours) ?? null) : null;
}

async function unload(context: AdapterContext, request: UnloadRequest): Promise<Result<void>> {
  const before = await readModel(context, request.modelId);
  if (!before.ok) return before;
  const ids = before.value.instances.map(({ id }) => id);
  const targets = request.instanceId === null ? ids : ids.filter((id) => id === request.instanceId);
  for (const id of targets) {
    const unloaded = await api.unload(context.client, id, request.signal);
    if (!unloaded.ok && !isGone(unloaded.failure)) return unloaded;
  }
  return askUntil(context, request.signal, { everyMs: 500, withinMs: 30_000 }, async () => {
    const now = await readModel(context, before.value.id);
    if (!now.ok) return now;
    return ok(now.value.instances.some(({ id }) => targets.includes(id)) ? null : undefined);
  });
}

/** The copy requests for the model's own name go to. */
function mainInstance(model: Model): ModelInstance | undefined {
  return model.instances.find(({ id }) => id === model.id) ?? model.instances[0];
}

/** Only the exact id of a loaded copy reaches it for sure; any other spelling may load one more. */
async function nudge(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<NudgeAnswer>> {
  const instance = mainInstance(model);
  if (instance === undefined) return fail('model-not-found', `${model.id} is not loaded.`);
  const isEmbedder = model.capabilities?.includes('embedding') === true;
  const send = isEmbedder ? api.embedOneWord : api.completeOneToken;
  const sentAt = context.now();
  const answer = await send(context.client, instance.id, signal);
  if (!answer.ok) return answer;
  note(context.client, instance.id, { usedAt: sentAt });
  return ok({ tokens: answer.value, busy: false });
}

function canAskCli(context: AdapterContext): boolean {
  return context.place === 'this-machine' && context.processes !== null;
}

/** Where the command was not found when it was last wanted. It is still looked for: it may be installed since. */
const withoutCli = new WeakSet<Processes>();

function tellsBusy(context: AdapterContext): boolean {
  return canAskCli(context) && context.processes !== null && !withoutCli.has(context.processes);
}

async function lookCloser(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<CloserLook>> {
  const nothing: CloserLook = { busy: null, idle: null };
  if (context.processes === null || !canAskCli(context)) return ok(nothing);
  const listed = await lmsPs(context.processes, portOf(context.client.baseUrl), signal);
  const isMissing = !listed.ok && listed.failure.code === 'cli-missing';
  if (isMissing) withoutCli.add(context.processes);
  else withoutCli.delete(context.processes);
  // Not installed is normal; anything else is worth telling.
  if (!listed.ok) return isMissing ? ok(nothing) : listed;
  const told = new Map(listed.value.map((entry) => [entry.identifier, entry]));
  for (const { id } of model.instances) {
    const entry = told.get(id);
    if (entry?.ttlMs !== undefined) note(context.client, id, { periodMs: entry.ttlMs });
    if (entry !== undefined) note(context.client, id, { isLinked: entry.deviceIdentifier != null });
    if (typeof entry?.lastUsedTime === 'number') note(context.client, id, { usedAt: entry.lastUsedTime });
  }
  return ok(closerLook(listed.value, model.instances, context.now()));
}

function portOf(baseUrl: string): number {
  const url = new URL(baseUrl);
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

export const lmStudio: ServerAdapter = {
  kind: 'lm-studio',
  label: 'LM Studio',
  defaultPorts: [1234],
  abilities: best,
  observe,
  load,
  loadedWith,
  unload,
  nudge: { tokens: 1, isRealRequest: false, send: nudge },
  lookCloser,
};
