import { mapResult } from '../../../../shared/result.ts';
import type { Abilities, Place } from '../../../../shared/servers.ts';
import { listOpenAiModels, type OpenAiCard } from '../openai-list.ts';
import { abilitiesOf, can, cannot, modelOf, uniqueModels } from '../shared-transform.ts';
import type { Observation, ServerAdapter } from '../types.ts';

export const janAbilities: Abilities = abilitiesOf(cannot('no-such-call'), {
  listState: can,
  contextAllocated: cannot('not-told'),
  idleDeadline: cannot('not-told'),
  busy: cannot('not-told'),
});

/** Jan lists its running sessions and nothing else: what is not loaded is not in the list. */
export function janObservation(cards: readonly OpenAiCard[], place: Place): Observation {
  const models = cards.map(({ id }) =>
    modelOf({
      id,
      state: { is: 'loaded' },
      place,
      instances: [{ id, contextAllocated: null }],
    }),
  );
  return { variant: null, version: null, abilities: janAbilities, models: uniqueModels(models) };
}

export const jan: ServerAdapter = {
  kind: 'jan',
  label: 'Jan',
  defaultPorts: [1337, 6767],
  abilities: janAbilities,
  async observe({ client, place }) {
    return mapResult(await listOpenAiModels(client), (cards) => janObservation(cards, place));
  },
};
