import type { Abilities, Model, ModelCapability, Place } from '../../../../shared/servers.ts';
import { stateOfEngine } from '../engine-load.ts';
import { nameOfId, type OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, can, cannot, modelOf, neverUnloads, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { LoadLook, ModelInfo } from './client.ts';

export const bestAbilities: Abilities = abilitiesOf(cannot('one-model-per-process'), {
  listState: can,
  loadProgress: cannot('no-such-call'),
  contextAllocated: can,
  idleDeadline: cannot('never-unloads'),
  busy: can,
  events: cannot('no-such-call'),
  freeNudge: cannot('never-unloads'),
  firstToken: can,
});

export type SglangLook = LoadLook & { cards: OpenAiCard[]; info: ModelInfo | null; place: Place };

export function observationOf(look: SglangLook): Observation {
  return {
    variant: null,
    version: look.version,
    abilities: {
      ...bestAbilities,
      busy: look.load === null ? cannot('not-told') : can,
      firstToken: look.firstTokens === null ? cannot('not-told') : can,
    },
    firstTokens:
      look.firstTokens === null ? null : { ...look.firstTokens, modelIds: look.cards.map((card) => card.id) },
    models: uniqueModels(look.cards.map((card) => toModel(card, look))),
  };
}

function toModel(card: OpenAiCard, { info, load, place }: SglangLook): Model {
  return modelOf({
    id: card.id,
    name: nameOfId(card.id),
    state: stateOfEngine(load),
    place,
    contextAllocated: card.max_model_len,
    instances: [{ id: card.id, contextAllocated: card.max_model_len }],
    capabilities: info === null ? null : capabilitiesOf(info),
    idle: neverUnloads,
  });
}

function capabilitiesOf(info: ModelInfo): ModelCapability[] | null {
  if (info.is_generation === null) return null;
  if (!info.is_generation) return ['embedding'];
  const found: ModelCapability[] = ['chat'];
  if (info.has_image_understanding === true) found.push('vision');
  if (info.has_audio_understanding === true) found.push('audio');
  return found;
}
