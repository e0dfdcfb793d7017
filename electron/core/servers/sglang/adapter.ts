import { mapResult } from '../../../../shared/result.ts';
import { listOpenAiModels } from '../openai-list.ts';
import type { ServerAdapter } from '../types.ts';
import { readLoad, readModelInfo } from './client.ts';
import { bestAbilities, observationOf } from './transform.ts';

export const sglang: ServerAdapter = {
  kind: 'sglang',
  label: 'SGLang',
  defaultPorts: [30000],
  abilities: bestAbilities,
  async observe({ client, place }) {
    const cards = await listOpenAiModels(client);
    if (!cards.ok) return cards;
    const info = await readModelInfo(client);
    const look = await readLoad(client);
    return mapResult(cards, (all) => observationOf({ ...look, cards: all, info, place }));
  },
};
