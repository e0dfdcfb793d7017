import type { Abilities, Model, ModelState, Place } from '../../../../shared/servers.ts';
import type { OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, can, cannot, modelOf, neverUnloads, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { CurrentModel } from './client.ts';

export const bestAbilities: Abilities = abilitiesOf(can, {
  idleDeadline: cannot('never-unloads'),
  busy: cannot('not-told'),
  events: cannot('no-such-call'),
  freeNudge: cannot('never-unloads'),
});

export type TabbyLook = {
  cards: OpenAiCard[];
  current: CurrentModel | null;
  complaint: string | null;
  permission: 'admin' | 'api' | null;
  place: Place;
};

export function observationOf(look: TabbyLook): Observation {
  const { cards, current } = look;
  const ids = cards.map((card) => card.id).filter((id) => !isDummy(id, current));
  if (current !== null) ids.push(current.id);
  return {
    variant: null,
    version: null,
    abilities: mayManage(look, ids) ? bestAbilities : withoutAdmin,
    models: uniqueModels(ids.map((id) => toModel(id, look))),
  };
}

/** Put in front of the list for clients that insist on it; there is no such model. */
function isDummy(id: string, current: CurrentModel | null): boolean {
  return id === 'gpt-3.5-turbo' && current?.id !== id;
}

const withoutAdmin: Abilities = {
  ...bestAbilities,
  load: cannot('needs-admin-key'),
  loadWithContext: cannot('needs-admin-key'),
  unload: cannot('needs-admin-key'),
  reload: cannot('needs-admin-key'),
  loadProgress: cannot('needs-admin-key'),
};

/** Where the key's rights are not told: only an admin is shown models that are not loaded. */
function mayManage({ permission, current }: TabbyLook, ids: readonly string[]): boolean {
  return permission === null ? ids.some((id) => id !== current?.id) : permission === 'admin';
}

function toModel(id: string, { current, complaint, place }: TabbyLook): Model {
  const own = current?.id === id ? current : null;
  const contextAllocated = own?.parameters?.max_seq_len ?? null;
  return modelOf({
    id,
    state: stateOf(own, complaint),
    place,
    contextAllocated,
    instances: own === null ? [] : [{ id, contextAllocated }],
    capabilities: own?.parameters?.use_vision === true ? ['chat', 'vision'] : null,
    idle: neverUnloads,
  });
}

function stateOf(own: CurrentModel | null, complaint: string | null): ModelState {
  if (own === null) return { is: 'not-loaded' };
  return complaint === null ? { is: 'loaded' } : { is: 'failed', reason: complaint };
}
