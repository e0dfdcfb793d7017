import { mapResult, ok } from '../../../../shared/result.ts';
import { alreadyLoaded } from '../action-help.ts';
import { listOpenAiModels } from '../openai-list.ts';
import type { ServerAdapter } from '../types.ts';
import { readComplaint, readCurrent, readPermission, unloadCurrent } from './client.ts';
import { followLoad } from './load-stream.ts';
import { bestAbilities, observationOf } from './transform.ts';

export const tabbyApi: ServerAdapter = {
  kind: 'tabbyapi',
  label: 'TabbyAPI',
  defaultPorts: [5000],
  abilities: bestAbilities,
  async observe({ client, place }) {
    const cards = await listOpenAiModels(client);
    if (!cards.ok) return cards;
    const current = await readCurrent(client);
    if (!current.ok) return current;
    const complaint = await readComplaint(client);
    const permission = await readPermission(client);
    return mapResult(current, (model) =>
      observationOf({ cards: cards.value, current: model, complaint, permission, place }),
    );
  },
  async load(context, request) {
    const current = await readCurrent(context.client);
    if (!current.ok) return current;
    if (current.value?.id === request.modelId) {
      const contextAllocated = current.value.parameters?.max_seq_len ?? null;
      return alreadyLoaded({ id: request.modelId, contextAllocated }, request.contextLength);
    }
    const followed = await followLoad(context, request);
    return mapResult(followed, () => ({ instanceId: null, contextAllocated: null }));
  },
  // One model at a time.
  displacedByLoad: (_context, _model, others) => others,
  /** The call names no model: it must not hit another one that was loaded meanwhile. */
  async unload({ client }, { modelId, signal }) {
    const current = await readCurrent(client);
    if (!current.ok) return current;
    return current.value?.id === modelId ? unloadCurrent(client, signal) : ok(undefined);
  },
};
