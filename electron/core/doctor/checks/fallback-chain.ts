import type { ChainView } from '../../../../shared/chain.ts';
import type { Finding } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';

/** What is odd about the chains themselves: the badges that ask for a look. */
export const fallbackChain: Check = {
  name: 'fallback-chain',
  run({ picture, chains }) {
    if (picture === null) return [];
    const findings = chains.flatMap(oddities);
    if (findings.length > 0) return findings;
    return [finding('fallback-chain', { state: 'fine', sentence: sentence('check.chain.fine') })];
  },
};

/** Told by a check of their own. */
const toldElsewhere: ReadonlySet<string> = new Set(['nobody-answers', 'timeout-too-short', 'passes-data-on']);

function oddities(chain: ChainView): Finding[] {
  const agent = chain.agentId ?? 'defaults';
  const ofLinks = chain.links.flatMap((link) =>
    link.badges.map((badge) => ({ badge, about: `${agent}:${link.index}:${badge.badge}`, ref: link.ref })),
  );
  const ofChain = chain.badges.map((badge, index) => {
    // Counted among its own kind: an id must not change because another badge came or went.
    const nth = chain.badges.slice(0, index).filter((each) => each.badge === badge.badge).length;
    const about = `${agent}:${badge.badge}${nth === 0 ? '' : `:${nth + 1}`}`;
    return { badge, about, ref: chain.links[0]?.ref ?? '' };
  });
  return [...ofChain, ...ofLinks]
    .filter(({ badge }) => badge.level === 'warn' && !toldElsewhere.has(badge.badge))
    .map(({ badge, about, ref }) =>
      finding('fallback-chain', {
        about,
        state: badge.badge === 'no-primary' ? 'broken' : 'look',
        sentence: badge.sentence,
        evidence: [`agent: ${agent}`, ...(ref === '' ? [] : [ref])],
        fixes: badge.fixes,
      }),
    );
}
