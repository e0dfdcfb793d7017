import type { ChainView } from './chain.ts';
import type { Sentence } from './findings.ts';
import { sentence } from './messages/sentence.ts';
import { isReady } from './servers.ts';
import type { Snapshot } from './snapshot.ts';

/** The whole system in one sentence: who would answer now, or without a chain what is warm. */
export function headlineOf(snapshot: Snapshot, chain: ChainView | null): Sentence {
  if (chain !== null && chain.links.length > 0) return chain.forecast.sentence;
  if (snapshot.servers.length === 0)
    return sentence(snapshot.app.settled ? 'panel.noServers' : 'panel.looking');
  const warm = snapshot.servers.flatMap(({ models }) => models.filter((model) => isReady(model.state)));
  const first = warm[0];
  if (first === undefined) return sentence('panel.nothingWarm');
  return warm.length === 1
    ? sentence('panel.isWarm', { model: first.name })
    : sentence('panel.areWarm', { count: warm.length });
}
