import { mapResult } from '../../../../shared/result.ts';
import { realRequestNudge } from '../real-request-nudge.ts';
import type { ServerAdapter } from '../types.ts';
import { listModels, readDeployments } from './client.ts';
import { bestAbilities, observationOf } from './transform.ts';

export const litellm: ServerAdapter = {
  kind: 'litellm',
  label: 'LiteLLM',
  defaultPorts: [4000],
  abilities: bestAbilities,
  async observe({ client }) {
    const list = await listModels(client);
    if (!list.ok) return list;
    const deployments = await readDeployments(client);
    return mapResult(list, (look) => observationOf({ ...look, deployments }));
  },
  /** Its models are all marked as hosted, which keep warm refuses whatever was agreed to. */
  nudge: realRequestNudge,
};
