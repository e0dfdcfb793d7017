import { mapResult } from '../../../../shared/result.ts';
import { isPrivatePlace } from '../address.ts';
import { realRequestNudge } from '../real-request-nudge.ts';
import type { AdapterContext, ServerAdapter } from '../types.ts';
import { listModels, listRunning } from './client.ts';
import { genericAbilities, observationOf, withRunningList } from './transform.ts';

export const openAiCompatible: ServerAdapter = {
  kind: 'openai-compatible',
  label: 'OpenAI-compatible',
  defaultPorts: [17434],
  abilities: genericAbilities,
  async observe(context) {
    const { client, place, now } = context;
    const cards = await listModels(client);
    if (!cards.ok) return cards;
    const running = mayListRunning(context) ? await listRunning(client) : null;
    return mapResult(cards, (all) => observationOf({ cards: all, running, place, now: now() }));
  },
  nudge: realRequestNudge,
};

/** Asked once of a machine of the person's own, and again only where it was answered. */
function mayListRunning({ place, previous }: AdapterContext): boolean {
  return isPrivatePlace(place) && (previous === null || previous.variant === withRunningList);
}
