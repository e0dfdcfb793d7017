import { mapResult, ok } from '../../../../shared/result.ts';
import { accepted } from '../action-answers.ts';
import { listOpenAiModels } from '../openai-list.ts';
import type { ServerClient } from '../server-client.ts';
import type { Nudge, ServerAdapter } from '../types.ts';
import {
  type LoadedBackend,
  listLoaded,
  listTalents,
  load,
  patienceMs,
  readBusy,
  readContext,
  shutDown,
} from './client.ts';
import { bestAbilities, observationOf } from './transform.ts';

/** Splitting text into tokens generates none and counts as use. It would load a model that is not loaded. */
const tokenise: Nudge = {
  tokens: 0,
  isRealRequest: false,
  async send({ client }, model, signal) {
    const body = { model: model.id, content: 'a' };
    const answer = await client.call('POST', '/v1/tokenize', body, { timeoutMs: patienceMs, signal });
    if (!answer.ok && answer.failure.code === 'timed-out') return ok({ tokens: 0, busy: true });
    return mapResult(accepted(answer), () => ({ tokens: 0, busy: false }));
  },
};

export const localAi: ServerAdapter = {
  kind: 'localai',
  label: 'LocalAI',
  defaultPorts: [8080],
  abilities: bestAbilities,
  async observe({ client, place, previous }) {
    const cards = await listOpenAiModels(client);
    if (!cards.ok) return cards;
    const loaded = await listLoaded(client);
    const talents = await listTalents(client);
    const contexts = loaded.ok ? await readContexts(client, loaded.value) : new Map<string, number>();
    return mapResult(cards, (all) =>
      observationOf({ cards: all, talents, loaded, contexts, place, previous }),
    );
  },
  async load({ client }, { modelId, signal }) {
    const done = await load(client, modelId, signal);
    return mapResult(done, () => ({ instanceId: null, contextAllocated: null }));
  },
  unload: ({ client }, { modelId, signal }) => shutDown(client, modelId, signal),
  nudge: tokenise,
  async lookCloser({ client }, model, signal) {
    return mapResult(await readBusy(client, model.id, signal), (busy) => ({ busy, idle: null }));
  },
};

/** More backends than this are hardly loaded at once; each costs a request. */
const mostContexts = 8;

async function readContexts(
  client: ServerClient,
  loaded: readonly LoadedBackend[],
): Promise<ReadonlyMap<string, number>> {
  const contexts = new Map<string, number>();
  for (const { id } of loaded.slice(0, mostContexts)) {
    const context = await readContext(client, id);
    if (context !== null) contexts.set(id, context);
  }
  return contexts;
}
