import type { NamedEdit } from './config-edits.ts';
import { effectiveApi } from './effective-api.ts';
import type { CheckState } from './findings.ts';
import type { ConfiguredModel, ModelPicture, Provider } from './gateway.ts';
import { ollamaDiscoveryTokens, usualPromptTokens } from './gateway-rules.ts';
import { refOf } from './refs.ts';
import { isReady, type Model, type ServerKind, type ServerWithModels } from './servers.ts';

/**
 * "Set up a provider": from a server that was found to a change set that makes it a provider of the gateway. What the
 * server tells is filled in; what it does not tell is left out rather than guessed.
 */

export const setupSteps = ['server', 'models', 'key', 'position', 'review', 'check'] as const;
export type SetupStep = (typeof setupSteps)[number];

export type SetupKey = Extract<NamedEdit, { edit: 'add-provider' }>['key'];

export type SetupChoices = {
  serverId: string;
  modelIds: string[];
  /** null: the proposed one. */
  providerId: string | null;
  key: SetupKey;
  /** Where the first chosen model goes in the default chain; the others follow as fallbacks. */
  position: 'none' | 'primary' | 'fallback';
};

export type SetupPlan = {
  providerId: string;
  /** An existing provider gets models added; a new one is written whole. */
  isNew: boolean;
  api: string;
  baseUrl: string;
  models: SetupModel[];
  edits: NamedEdit[];
  /** What to look at before saving; empty: nothing. */
  cautions: SetupCaution[];
};

export type SetupModel = {
  id: string;
  name: string;
  contextWindow: number | null;
  /** Ollama only, which takes its context from each request and not from the window. */
  contextTokens: number | null;
  maxTokens: number | null;
  input: ('text' | 'image')[];
  reasoning: boolean | null;
};

export type SetupCaution =
  | 'no-models'
  | 'key-wanted'
  | 'context-unknown'
  | 'context-small'
  | 'context-reload'
  | 'not-for-chat'
  | 'hosted-model';

/** Half a window for the answer would starve the conversation; more than this is rarely written at once. */
const longestAnswer = 8_192;
const answerShare = 4;

export function setupPlan(
  picture: ModelPicture | null,
  server: ServerWithModels,
  choices: SetupChoices,
): SetupPlan {
  const existing = providerAt(picture, server);
  const providerId = existing?.id ?? choices.providerId ?? freeProviderId(picture, server.kind);
  const chosen = choices.modelIds.flatMap((id) => server.models.find((model) => model.id === id) ?? []);
  const api = (existing === null ? null : effectiveApi(existing)) ?? apiFor(server.kind);
  const baseUrl = existing?.baseUrl ?? addressFor(server, api);
  const models = chosen.map((model) => setupModel(server, model, api));
  return {
    providerId,
    isNew: existing === null,
    api,
    baseUrl,
    models,
    edits: [
      ...(existing === null
        ? [newProvider(providerId, baseUrl, api, choices.key, models)]
        : addedModels(existing, models)),
      ...chainEdits(picture, providerId, models, choices.position),
    ],
    cautions: cautionsOf(server, chosen, models, choices),
  };
}

/** The provider of the config that is this server already. */
export function providerAt(picture: ModelPicture | null, server: ServerWithModels): Provider | null {
  return picture?.providers.find((each) => server.providerIds.includes(each.id)) ?? null;
}

/** The API the gateway speaks best with this kind of server. */
export function apiFor(kind: ServerKind): string {
  if (kind === 'ollama') return 'ollama';
  return kind === 'lm-studio' ? 'openai-responses' : 'openai-completions';
}

function addressFor(server: ServerWithModels, api: string): string {
  return api === 'ollama' ? server.baseUrl : `${server.baseUrl}/v1`;
}

const usualIds: Partial<Record<ServerKind, string>> = {
  'lm-studio': 'lmstudio',
  'llama-cpp': 'llamacpp',
  'mlx-lm': 'mlx',
  'openai-compatible': 'local',
};

/** The customary name, or the next free one: an id that is taken belongs to another server. */
export function freeProviderId(picture: ModelPicture | null, kind: ServerKind): string {
  const base = usualIds[kind] ?? kind;
  const taken = new Set((picture?.providers ?? []).map((each) => each.id));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A word the gateway takes for "no key needed", for servers that want none. */
export function markerFor(kind: ServerKind): SetupKey {
  if (kind === 'lm-studio') return { is: 'marker', text: 'lmstudio' };
  return { is: 'marker', text: kind === 'ollama' ? 'ollama-local' : 'custom-local' };
}

function setupModel(server: ServerWithModels, model: Model, api: string): SetupModel {
  const asksForContext = server.kind === 'ollama' && !model.hosted;
  const contextWindow = asksForContext ? contextToAskFor(model) : contextThere(model);
  const vision = model.capabilities?.includes('vision') === true;
  return {
    id: model.id,
    name: model.name,
    contextWindow,
    contextTokens: asksForContext ? contextWindow : null,
    maxTokens:
      contextWindow === null ? null : Math.min(longestAnswer, Math.floor(contextWindow / answerShare)),
    input: vision ? ['text', 'image'] : ['text'],
    reasoning:
      api === 'openai-responses' || model.capabilities === null
        ? null
        : model.capabilities.includes('reasoning'),
  };
}

/** What is loaded counts; a model that is not loaded is taken at what it can do. */
function contextThere({ state, contextAllocated, contextMax }: Model): number | null {
  return (isReady(state) ? contextAllocated : null) ?? contextMax;
}

/** Asked for nothing, Ollama gives a few thousand tokens. What is loaded is kept where an agent fits into it. */
function contextToAskFor(model: Model): number {
  const loaded = isReady(model.state) ? model.contextAllocated : null;
  if (loaded !== null && loaded >= usualPromptTokens) return loaded;
  return Math.min(model.contextMax ?? ollamaDiscoveryTokens, ollamaDiscoveryTokens);
}

function newProvider(
  providerId: string,
  baseUrl: string,
  api: string,
  key: SetupKey,
  models: SetupModel[],
): NamedEdit {
  return { edit: 'add-provider', providerId, baseUrl, api, key, models, timeoutSeconds: null };
}

function addedModels(provider: Provider, models: SetupModel[]): NamedEdit[] {
  const known = new Set((provider.models ?? []).map((each: ConfiguredModel) => each.id));
  return models
    .filter((model) => !known.has(model.id))
    .map((model) => ({ edit: 'add-model', providerId: provider.id, ...model }));
}

function chainEdits(
  picture: ModelPicture | null,
  providerId: string,
  models: SetupModel[],
  position: SetupChoices['position'],
): NamedEdit[] {
  if (position === 'none') return [];
  const chain = picture?.chains.find((each) => each.agentId === null)?.effective;
  const primary = chain?.primary ?? null;
  const written = [...(primary === null ? [] : [primary]), ...(chain?.fallbacks ?? [])];
  // A link may be written by its alias, or with a profile: it is the same link.
  const linkOf = (ref: string) =>
    written.find((each) => (picture === null ? each : refOf(picture, each)) === ref) ?? null;
  const refs = models.map((model) => `${providerId}/${model.id}`);
  const [first] = refs;
  if (first === undefined) return [];
  const leads = position === 'primary' || primary === null;
  const added = (leads ? refs.slice(1) : refs).filter((ref) => linkOf(ref) === null);
  return [
    ...(leads ? primaryEdits(first, linkOf(first), primary, written) : []),
    ...added.map((ref): NamedEdit => ({ edit: 'add-fallback', agentId: null, ref, index: null })),
  ];
}

/** Whoever was first is not lost: it steps in next. */
function primaryEdits(
  ref: string,
  link: string | null,
  primary: string | null,
  written: readonly string[],
): NamedEdit[] {
  if (link !== null && link === primary) return [];
  if (link !== null && primary !== null) {
    const refs = [link, ...written.filter((each) => each !== link)];
    return [{ edit: 'reorder-chain', agentId: null, refs }];
  }
  const next: NamedEdit[] =
    link !== null
      ? [{ edit: 'remove-fallback', agentId: null, index: written.indexOf(link), ref: link }]
      : primary === null
        ? []
        : [{ edit: 'add-fallback', agentId: null, ref: primary, index: 0 }];
  return [{ edit: 'set-primary', agentId: null, ref: link ?? ref }, ...next];
}

function cautionsOf(
  server: ServerWithModels,
  chosen: Model[],
  models: SetupModel[],
  { key }: SetupChoices,
): SetupCaution[] {
  const cautions: SetupCaution[] = [];
  if (chosen.length === 0) cautions.push('no-models');
  const wantsKey = server.key === 'missing' || server.key === 'refused' || server.key === 'set';
  if (wantsKey && key.is !== 'variable') cautions.push('key-wanted');
  const windows = models.map((model) => model.contextWindow);
  if (windows.includes(null)) cautions.push('context-unknown');
  if (windows.some((each) => each !== null && each < usualPromptTokens)) cautions.push('context-small');
  const isGivenMore = (model: Model, index: number) =>
    models[index]?.contextTokens != null &&
    isReady(model.state) &&
    (model.contextAllocated ?? usualPromptTokens) < (models[index].contextTokens ?? 0);
  if (chosen.some(isGivenMore)) cautions.push('context-reload');
  const isOther = ({ capabilities }: Model) => capabilities !== null && !capabilities.includes('chat');
  if (chosen.some(isOther)) cautions.push('not-for-chat');
  if (chosen.some((model) => model.hosted)) cautions.push('hosted-model');
  return cautions;
}

/** After the save: each step of the set-up, looked at in the world as it is now. */
export type SetupCheck = {
  what: 'server-answers' | 'models-listed' | 'provider-written' | 'in-chain' | 'is-primary' | 'model-loaded';
  state: CheckState;
};

export function setupChecks(
  picture: ModelPicture | null,
  server: ServerWithModels | null,
  plan: SetupPlan,
  position: SetupChoices['position'],
): SetupCheck[] {
  const provider = picture?.providers.find((each) => each.id === plan.providerId);
  const listed = (id: string) => server?.models.find((model) => model.id === id);
  const chain = picture?.chains.find((each) => each.agentId === null)?.effective;
  const refs = (chain === undefined ? [] : [chain.primary, ...chain.fallbacks]).map((written) =>
    written === null || picture === null ? null : refOf(picture, written),
  );
  const first = plan.models[0];
  const written = (id: string) => provider?.models?.some((each) => each.id === id) === true;
  const all = (fits: (id: string) => boolean, otherwise: CheckState): CheckState =>
    plan.models.every((model) => fits(model.id)) ? 'fine' : otherwise;
  const answers = server?.reachability.is === 'reachable';
  return [
    { what: 'server-answers', state: answers ? 'fine' : 'broken' },
    {
      what: 'models-listed',
      state: answers ? all((id) => listed(id) !== undefined, 'broken') : 'could-not-tell',
    },
    { what: 'provider-written', state: all(written, 'broken') },
    ...(position === 'none'
      ? []
      : [
          {
            what: 'in-chain' as const,
            state: all((id) => refs.includes(`${plan.providerId}/${id}`), 'broken'),
          },
        ]),
    ...(position === 'primary' && first !== undefined
      ? [
          {
            what: 'is-primary' as const,
            state: refs[0] === `${plan.providerId}/${first.id}` ? ('fine' as const) : ('broken' as const),
          },
        ]
      : []),
    {
      what: 'model-loaded',
      state: answers
        ? all((id) => isReady(listed(id)?.state ?? { is: 'unknown' }), 'look')
        : 'could-not-tell',
    },
  ];
}
