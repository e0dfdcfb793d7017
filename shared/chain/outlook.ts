import type { Sentence } from '../findings.ts';
import { sentence } from '../messages/sentence.ts';
import { isMoveReason } from './forecast.ts';
import type { ChainForecast, ChainLink, ForecastReason } from './types.ts';

/** From the links' forecasts to the one question: who would answer a message now, and after how long? */
export function outlookOf(links: readonly ChainLink[]): ChainForecast {
  let passed: number | null = 0;
  let sure = true;
  for (const link of links) {
    if (link.forecast.why === 'duplicate') continue;
    const { does, seconds } = link.forecast;
    const after: number | null = passed === null || seconds === null ? null : passed + seconds;
    sure &&= link.forecast.sure;
    const { index } = link;
    if (does === 'answers') {
      return {
        is: 'answers',
        index,
        afterSeconds: after,
        sure,
        sentence: answered(link, links, { after, sure }),
      };
    }
    if (does === 'turn-fails') {
      return { is: 'nobody', index, afterSeconds: after, sure, sentence: nobody(link, links) };
    }
    if (does === 'unknown') {
      const said = sentence('forecast.chain.unknown', { link: shownName(link) });
      return { is: 'unknown', index, afterSeconds: passed, sentence: said };
    }
    passed = after;
  }
  const last = Math.max(0, links.length - 1);
  const said =
    links.length === 0
      ? sentence('forecast.chain.empty')
      : sentence('forecast.chain.allFail', { seconds: passed ?? 0 });
  return { is: 'nobody', index: last, afterSeconds: passed, sure, sentence: said };
}

function answered(
  link: ChainLink,
  links: readonly ChainLink[],
  { after, sure }: { after: number | null; sure: boolean },
): Sentence {
  const name = shownName(link);
  const first = links[0];
  const why = first?.forecast.why;
  const isFirst = first === undefined || link.index === 0;
  if (link.forecast.why === 'key-not-visible') {
    return isFirst
      ? sentence('forecast.chain.ifKey', { link: name })
      : sentence('forecast.chain.afterIfKey', { primary: shownName(first), link: name, seconds: after ?? 0 });
  }
  if (isFirst || why === undefined || !isMoveReason(why)) {
    if (isMixedBlessing(link.forecast.why)) return link.forecast.sentence;
    if (after === null) return sentence('forecast.chain.afterUnknownLoad', { link: name });
    if (after === 0) return sentence(sure ? 'forecast.chain.now' : 'forecast.chain.likely', { link: name });
    return sentence('forecast.chain.afterLoad', { link: name, seconds: after });
  }
  const values = { primary: shownName(first), server: serverOf(first), link: name };
  // Without a number for the load of the one that answers, at least what is spent before it is told.
  return sentence(`forecast.chain.after.${why}`, {
    ...values,
    seconds: after ?? first.forecast.seconds ?? 0,
  });
}

/** It answers, and the person should know how. */
function isMixedBlessing(why: ForecastReason): boolean {
  return why === 'answers-cut-short' || why === 'other-model';
}

function nobody(link: ChainLink, links: readonly ChainLink[]): Sentence {
  const values = { link: shownName(link), server: serverOf(link), seconds: link.forecast.seconds ?? 0 };
  const hasMore = links.some((each) => each.index > link.index);
  switch (link.forecast.why) {
    case 'context-overflow':
      return sentence(hasMore ? 'forecast.chain.overflowStops' : 'forecast.chain.overflow', values);
    case 'load-never-finishes':
      return sentence('forecast.chain.neverLoads', values);
    default:
      return sentence(hasMore ? 'forecast.chain.hungStops' : 'forecast.chain.hung', values);
  }
}

function serverOf(link: ChainLink): string {
  return String(link.forecast.sentence.values.server ?? link.providerId ?? link.ref);
}

export function shownName(link: Pick<ChainLink, 'alias' | 'ref'>): string {
  return link.alias ?? link.ref;
}
