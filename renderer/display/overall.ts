import type { ChainLink, ChainView } from '../../shared/chain.ts';
import type { Sentence } from '../../shared/findings.ts';
import { headlineOf } from '../../shared/headline.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import { isReady } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { StateShape } from '../components/StateIcon.tsx';
import { linkShape } from './link-display.ts';

/** The whole system in one shape, one word and one sentence. */
export type Overall = {
  shape: StateShape;
  word: Sentence;
  words: Sentence;
  tone: 'warm' | 'plain' | 'broken';
};

export function overall(snapshot: Snapshot, chain: ChainView | null): Overall {
  if (chain !== null && chain.links.length > 0) return chainOverall(chain);
  const words = headlineOf(snapshot, chain);
  const isWarm = snapshot.servers.some(({ models }) => models.some((model) => isReady(model.state)));
  if (isWarm) return { shape: 'warm', word: sentence('panel.ready'), words, tone: 'warm' };
  return plain(snapshot.servers.length === 0 ? 'unknown' : 'cold', words);
}

function chainOverall({ links, forecast }: ChainView): Overall {
  const link = links[forecast.index];
  const words = forecast.sentence;
  if (forecast.is === 'nobody')
    return { shape: 'failed', word: sentence('panel.broken'), words, tone: 'broken' };
  if (forecast.is === 'unknown' || link === undefined) return { ...plain('unknown', words) };
  // It answers if the gateway has its key: that is no promise.
  if (link.forecast.why === 'key-not-visible') return plain(linkShape(link.state), words);
  const isLate = (forecast.afterSeconds ?? 0) > 0 || forecast.index > 0;
  if (isLate)
    return { shape: lateShape(links[0] ?? link), word: sentence('panel.late'), words, tone: 'plain' };
  const shape = link.forecast.why === 'other-model' ? 'warm' : linkShape(link.state);
  return { shape, word: sentence('panel.ready'), words, tone: 'warm' };
}

/** What the answer waits for. A first link that is warm and passed over all the same makes nothing warm. */
function lateShape({ state }: ChainLink): StateShape {
  const shape = linkShape(state);
  return shape === 'warm' || shape === 'busy' ? 'cold' : shape;
}

function plain(shape: StateShape, words: Sentence): Overall {
  return { shape, word: sentence('panel.unknown'), words, tone: 'plain' };
}
