import type { ChainView } from '../../../../shared/chain.ts';
import type { CheckState } from '../../../../shared/findings.ts';
import { type Check, finding } from '../check.ts';

/** Longer than anybody waits for a chat to react. */
const longWaitSeconds = 30;

export const whoAnswers: Check = {
  name: 'who-answers',
  run: ({ chains }) =>
    chains
      .filter((chain) => chain.links.length > 0)
      .map((chain) =>
        finding('who-answers', {
          ...(chain.agentId === null ? {} : { about: chain.agentId }),
          state: stateOf(chain),
          sentence: chain.forecast.sentence,
          evidence: chain.links.map((link) => `${link.index + 1}. ${link.ref}: ${link.forecast.why}`),
        }),
      ),
};

function stateOf({ forecast, links }: ChainView): CheckState {
  switch (forecast.is) {
    case 'nobody':
      return 'broken';
    case 'unknown':
      return 'could-not-tell';
    case 'answers': {
      const why = links[forecast.index]?.forecast.why;
      if (why === 'answers-cut-short') return 'broken';
      if (why === 'key-not-visible') return 'could-not-tell';
      if (why === 'other-model') return 'look';
      return (forecast.afterSeconds ?? 0) > longWaitSeconds ? 'look' : 'fine';
    }
  }
}
