import { mapResult } from '../../../../shared/result.ts';
import type { Abilities, Place } from '../../../../shared/servers.ts';
import { listOpenAiModels, nameOfId, type OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, cannot, modelOf, neverUnloads, uniqueModels } from '../shared-transform.ts';
import type { Observation, ServerAdapter } from '../types.ts';

export const mlxLmAbilities: Abilities = abilitiesOf(cannot('no-such-call'), {
  listState: cannot('not-told'),
  contextAllocated: cannot('not-told'),
  idleDeadline: cannot('never-unloads'),
  busy: cannot('not-told'),
  freeNudge: cannot('never-unloads'),
});

/** The list is what was downloaded, not what is loaded; a request with another name would swap the model. */
export function mlxLmObservation(cards: readonly OpenAiCard[], place: Place): Observation {
  const models = cards.map(({ id }) =>
    modelOf({ id, name: nameOfId(id), state: { is: 'unknown' }, place, idle: neverUnloads }),
  );
  return { variant: null, version: null, abilities: mlxLmAbilities, models: uniqueModels(models) };
}

export const mlxLm: ServerAdapter = {
  kind: 'mlx-lm',
  label: 'mlx_lm',
  defaultPorts: [8080],
  abilities: mlxLmAbilities,
  async observe({ client, place }) {
    return mapResult(await listOpenAiModels(client), (cards) => mlxLmObservation(cards, place));
  },
};
