import { ok } from '../../../../shared/result.ts';
import { realRequestNudge } from '../real-request-nudge.ts';
import type { ServerAdapter } from '../types.ts';
import { listModels, readDeployments } from './client.ts';
import { bestAbilities, isSameList, observationOf, onlyModels } from './transform.ts';

export const litellm: ServerAdapter = {
  kind: 'litellm',
  label: 'LiteLLM',
  defaultPorts: [4000],
  abilities: bestAbilities,
  async observe({ client, previous }) {
    const list = await listModels(client);
    if (!list.ok) return list;
    const cards = onlyModels(list.value.cards);
    const deployments = isSameList(cards, previous) ? null : await readDeployments(client);
    return ok(observationOf({ cards, deployments, version: list.value.version, previous }));
  },
  /** Its models are all marked as hosted, which keep warm refuses whatever was agreed to. */
  nudge: realRequestNudge,
};
