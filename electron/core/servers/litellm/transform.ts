import type { Abilities, Model, ModelCapability } from '../../../../shared/servers.ts';
import { abilitiesOf, cannot, modelOf, previousModel, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { Deployment, DeploymentFacts, LiteLlmCard } from './client.ts';

/** The proxy knows nothing of loading; whatever stands behind it can be watched there. */
export const bestAbilities: Abilities = abilitiesOf(cannot('proxy-only'), {
  freeNudge: cannot('costs-tokens'),
});

/** `openai/*` is a rule that lets names through, and no model anybody could ask for. */
export function onlyModels(cards: readonly LiteLlmCard[]): LiteLlmCard[] {
  return cards.filter((card) => !card.id.includes('*'));
}

/** The table of deployments never changes while the list stays the same, and may be megabytes long. */
export function isSameList(cards: readonly LiteLlmCard[], previous: Observation | null): boolean {
  const before = new Set(previous?.models.map((model) => model.id));
  const now = new Set(cards.map((card) => card.id));
  return previous !== null && now.size === before.size && [...now].every((id) => before.has(id));
}

export type LiteLlmLook = {
  cards: LiteLlmCard[];
  /** null: not read this time, the facts of `previous` hold. */
  deployments: Deployment[] | null;
  version: string | null;
  previous: Observation | null;
};

export function observationOf({ cards, deployments, version, previous }: LiteLlmLook): Observation {
  const factsByName = deployments === null ? null : groupFacts(deployments);
  const models = cards.map((card) => {
    const before = factsByName === null ? previousModel(previous, card.id) : null;
    return before ?? toModel(card, factsByName?.get(card.id) ?? []);
  });
  return { variant: null, version, abilities: bestAbilities, models: uniqueModels(models) };
}

function groupFacts(deployments: readonly Deployment[]): ReadonlyMap<string, DeploymentFacts[]> {
  const groups = new Map<string, DeploymentFacts[]>();
  for (const { model_name, model_info } of deployments) {
    if (model_info === null) continue;
    const group = groups.get(model_name);
    if (group === undefined) groups.set(model_name, [model_info]);
    else group.push(model_info);
  }
  return groups;
}

/** Several deployments of one name are replicas: only what all of them do is promised. */
function toModel(card: LiteLlmCard, replicas: readonly DeploymentFacts[]): Model {
  const sizes = replicas.map((each) => each.max_input_tokens ?? each.max_tokens);
  const known = [card.max_input_tokens, ...sizes].filter((size) => size !== null);
  return modelOf({
    id: card.id,
    state: { is: 'unknown' },
    // Which machine computes the answer is hidden, and may differ from call to call.
    place: 'unknown',
    hosted: true,
    contextMax: known.length === 0 ? null : Math.min(...known),
    capabilities: commonCapabilities(replicas) ?? namedCapability(card.mode),
  });
}

function commonCapabilities(replicas: readonly DeploymentFacts[]): ModelCapability[] | null {
  const [first, ...others] = replicas.map(capabilitiesOf);
  if (first === undefined || first === null) return null;
  return first.filter((capability) => others.every((list) => list?.includes(capability)));
}

function capabilitiesOf(facts: DeploymentFacts): ModelCapability[] | null {
  const found = namedCapability(facts.mode) ?? [];
  if (facts.supports_vision === true) found.push('vision');
  if (facts.supports_function_calling === true) found.push('tools');
  if (facts.supports_reasoning === true) found.push('reasoning');
  if (facts.supports_audio_input === true) found.push('audio');
  return found.length === 0 ? null : found;
}

function namedCapability(mode: string | null): ModelCapability[] | null {
  switch (mode) {
    case 'chat':
    case 'responses':
    case 'completion':
      return ['chat'];
    case 'embedding':
      return ['embedding'];
    case 'image_generation':
      return ['image'];
    case 'audio_transcription':
    case 'audio_speech':
      return ['audio'];
    default:
      return null;
  }
}
