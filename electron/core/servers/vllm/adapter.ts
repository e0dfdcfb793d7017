import { fail, failWith, mapResult, ok } from '../../../../shared/result.ts';
import { loadFailure } from '../action-answers.ts';
import { listOpenAiModels } from '../openai-list.ts';
import type { ServerAdapter } from '../types.ts';
import { readMetrics, readSleeping, readVersion, wakeUp } from './client.ts';
import { bestAbilities, observationOf } from './transform.ts';

export const vllm: ServerAdapter = {
  kind: 'vllm',
  label: 'vLLM',
  defaultPorts: [8000],
  abilities: bestAbilities,
  async observe({ client, place }) {
    const cards = await listOpenAiModels(client);
    if (!cards.ok) return cards;
    const sleeping = await readSleeping(client);
    const metrics = sleeping === true ? { load: null, firstTokens: null } : await readMetrics(client);
    const version = await readVersion(client);
    return ok(observationOf({ ...metrics, cards: cards.value, sleeping, version, place }));
  },
  /** Waking is the only load there is: the one model stays for as long as the process. */
  async load({ client }, { signal }) {
    const sleeping = await readSleeping(client);
    if (sleeping === null) return fail('not-supported', 'vLLM runs without its development mode.');
    if (!sleeping) return ok({ instanceId: null, contextAllocated: null });
    const woken = await wakeUp(client, signal);
    if (!woken.ok) return failWith(loadFailure(woken.failure));
    const still = await readSleeping(client);
    if (still !== false) return fail('load-not-confirmed', 'vLLM accepted the wake-up but still sleeps.');
    return mapResult(woken, () => ({ instanceId: null, contextAllocated: null }));
  },
};
