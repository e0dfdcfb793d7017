import type { Failure } from '../../../../shared/failures.ts';
import type { Result } from '../../../../shared/result.ts';
import type {
  Abilities,
  Ability,
  Model,
  ModelCapability,
  ModelState,
  Place,
} from '../../../../shared/servers.ts';
import { nameOfId, type OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, can, cannot, modelOf, previousModel, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { LoadedBackend, ModelTalents } from './client.ts';

export const bestAbilities: Abilities = abilitiesOf(cannot('no-such-call'), {
  listState: can,
  load: can,
  unload: can,
  reload: can,
  // What is configured is told, and not what a backend that was started before a change has.
  contextAllocated: cannot('not-told'),
  // Its watchdog is off unless switched on, and says nowhere how long it waits.
  idleDeadline: cannot('not-told'),
  // Asking a working backend may block until it is done: only asked right before something is done to it.
  busy: cannot('not-told'),
  freeNudge: can,
});

export type LocalAiLook = {
  cards: OpenAiCard[];
  talents: ModelTalents[] | null;
  /** A failure where this key may not see it. */
  loaded: Result<LoadedBackend[]>;
  /** As configured, of what is loaded. */
  contexts: ReadonlyMap<string, number>;
  place: Place;
  previous: Observation | null;
};

export function observationOf(look: LocalAiLook): Observation {
  return {
    variant: null,
    version: null,
    abilities: look.loaded.ok ? bestAbilities : withoutAdmin(look.loaded.failure),
    models: uniqueModels(look.cards.map((card) => toModel(card, look))),
  };
}

function withoutAdmin(failure: Failure): Abilities {
  const refused = failure.code === 'unauthorised' || failure.code === 'forbidden';
  const no: Ability = refused
    ? cannot('needs-admin-key')
    : cannot(failure.code === 'not-found' ? 'needs-newer-version' : 'not-told');
  return { ...bestAbilities, listState: no, load: no, unload: no, reload: no };
}

function toModel({ id }: OpenAiCard, { talents, loaded, contexts, place, previous }: LocalAiLook): Model {
  const state = stateOf(id, loaded);
  const own = talents?.find((each) => each.id === id) ?? null;
  return modelOf({
    id,
    name: nameOfId(id),
    state,
    place,
    contextMax: contexts.get(id) ?? previousModel(previous, id)?.contextMax ?? null,
    instances: state.is === 'loaded' ? [{ id, contextAllocated: null }] : [],
    capabilities: own === null ? null : capabilitiesOf(own),
  });
}

function stateOf(id: string, loaded: Result<LoadedBackend[]>): ModelState {
  if (!loaded.ok) return { is: 'unknown' };
  return { is: loaded.value.some((each) => each.id === id) ? 'loaded' : 'not-loaded' };
}

const meanings: Readonly<Record<string, ModelCapability>> = {
  chat: 'chat',
  completion: 'chat',
  embeddings: 'embedding',
  vision: 'vision',
  tools: 'tools',
  function_calling: 'tools',
  thinking: 'reasoning',
  tts: 'audio',
  transcript: 'audio',
  image: 'image',
};

function capabilitiesOf({ capabilities, input_modalities }: ModelTalents): ModelCapability[] {
  const found = new Set<ModelCapability>();
  for (const word of capabilities) {
    const meaning = Object.hasOwn(meanings, word) ? meanings[word] : undefined;
    if (meaning !== undefined) found.add(meaning);
  }
  if (input_modalities.includes('image')) found.add('vision');
  if (input_modalities.includes('audio')) found.add('audio');
  return [...found];
}
