import type { Abilities, Model, ModelState, Place } from '../../../../shared/servers.ts';
import { stateOfEngine } from '../engine-load.ts';
import { nameOfId, type OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, can, cannot, modelOf, neverUnloads, uniqueModels } from '../shared-transform.ts';
import type { FirstTokens, Observation } from '../types.ts';
import type { Metrics } from './client.ts';

/** What one look gave; null: not told. */
export type VllmLook = Metrics & {
  cards: OpenAiCard[];
  sleeping: boolean | null;
  version: string | null;
  place: Place;
};

export const bestAbilities: Abilities = abilitiesOf(cannot('one-model-per-process'), {
  listState: can,
  load: can,
  loadProgress: cannot('no-such-call'),
  contextAllocated: can,
  idleDeadline: cannot('never-unloads'),
  busy: can,
  events: cannot('no-such-call'),
  freeNudge: cannot('never-unloads'),
  firstToken: can,
});

/** One engine serves all names in the list, so they all share its state. */
export function observationOf(look: VllmLook): Observation {
  const state: ModelState = look.sleeping === true ? { is: 'asleep' } : stateOfEngine(look.load);
  const base = look.cards.find((card) => card.parent === null);
  return {
    variant: look.sleeping === null ? null : 'dev-mode',
    version: look.version,
    abilities: {
      ...bestAbilities,
      load: look.sleeping === null ? cannot('needs-dev-mode') : can,
      busy: look.load === null ? cannot('not-told') : can,
      firstToken: look.firstTokens === null ? cannot('not-told') : can,
    },
    firstTokens: firstTokensOf(look),
    models: uniqueModels(look.cards.map((card) => toModel(card, base, state, look.place))),
  };
}

/** What the engine counts, it counts for the model itself under each of its names. */
function firstTokensOf({ cards, firstTokens }: VllmLook): FirstTokens | null {
  const modelIds = cards.filter((card) => card.parent === null).map((card) => card.id);
  return firstTokens === null ? null : { ...firstTokens, modelIds };
}

/** An adapter (LoRA) has its own card, but the context of the model it sits on. */
function toModel(card: OpenAiCard, base: OpenAiCard | undefined, state: ModelState, place: Place): Model {
  const context = card.max_model_len ?? (card.parent === null ? null : (base?.max_model_len ?? null));
  return modelOf({
    id: card.id,
    name: card.parent === null ? nameOfId(card.id) : `${card.id} (${nameOfId(card.parent)})`,
    state,
    place,
    contextAllocated: context,
    instances: state.is === 'asleep' ? [] : [{ id: card.id, contextAllocated: context }],
    idle: neverUnloads,
  });
}
