import { mapResult, ok, type Result } from '../../../../shared/result.ts';
import type { Abilities, Place } from '../../../../shared/servers.ts';
import { nameOfId, type OpenAiCard, OpenAiCards } from '../openai-list.ts';
import { listing, type ServerClient } from '../server-client.ts';
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
    return mapResult(await listDownloaded(client), (cards) => mlxLmObservation(cards, place));
  },
};

/** Where there is no download cache yet, the server breaks off after its status line. */
async function listDownloaded(client: ServerClient): Promise<Result<OpenAiCard[]>> {
  const answer = await client.call('GET', '/v1/models', undefined, listing);
  if (answer.ok && answer.value.status === 200 && answer.value.body === '') return ok([]);
  return client.read('/v1/models', OpenAiCards, answer);
}
