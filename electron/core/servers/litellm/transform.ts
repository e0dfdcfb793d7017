import type { Abilities, Model, ModelCapability, Place } from '../../../../shared/servers.ts';
import type { OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, cannot, modelOf, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { Deployment, DeploymentFacts } from './client.ts';

/** The proxy knows nothing of loading; whatever stands behind it can be watched there. */
export const bestAbilities: Abilities = abilitiesOf(cannot('proxy-only'), {
  freeNudge: cannot('costs-tokens'),
});

export type LiteLlmLook = {
  cards: OpenAiCard[];
  deployments: Deployment[];
  version: string | null;
};

export function observationOf({ cards, deployments, version }: LiteLlmLook): Observation {
  // `openai/*` is a rule that lets names through, and no model anybody could ask for.
  const models = cards.filter((card) => !card.id.includes('*'));
  return {
    variant: null,
    version,
    abilities: bestAbilities,
    models: uniqueModels(models.map((card) => toModel(card.id, deployments))),
  };
}

/** Several deployments of one name are replicas: only what all of them do is promised. */
function toModel(id: string, deployments: readonly Deployment[]): Model {
  const replicas = deployments.flatMap(({ model_name, model_info }) =>
    model_name === id && model_info !== null ? [model_info] : [],
  );
  return modelOf({
    id,
    state: { is: 'unknown' },
    // Which machine computes the answer is hidden, and may differ from call to call.
    place: hiddenPlace,
    hosted: true,
    contextMax: smallest(replicas.map((each) => each.max_input_tokens ?? each.max_tokens)),
    capabilities: commonCapabilities(replicas),
  });
}

const hiddenPlace: Place = 'unknown';

function smallest(sizes: readonly (number | null)[]): number | null {
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function commonCapabilities(replicas: readonly DeploymentFacts[]): ModelCapability[] | null {
  const lists = replicas.map(capabilitiesOf);
  const [first, ...others] = lists;
  if (first === undefined || first === null) return null;
  return first.filter((capability) => others.every((list) => list?.includes(capability)));
}

function capabilitiesOf(facts: DeploymentFacts): ModelCapability[] | null {
  const found: ModelCapability[] = [];
  if (facts.mode === 'embedding') found.push('embedding');
  if (facts.mode === 'image_generation') found.push('image');
  if (facts.mode === 'chat' || facts.mode === 'responses') found.push('chat');
  if (facts.supports_vision === true) found.push('vision');
  if (facts.supports_function_calling === true) found.push('tools');
  if (facts.supports_reasoning === true) found.push('reasoning');
  if (facts.supports_audio_input === true) found.push('audio');
  return found.length === 0 ? null : found;
}
