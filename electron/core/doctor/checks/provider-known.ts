import { nearestId } from '../../../../shared/chain/resolve.ts';
import type { Finding } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, linksOf } from '../facts.ts';
import { replaceLink, usesOf } from '../replace-link.ts';

/** A link to a provider that nobody knows is skipped with every message. */
export const providerKnown: Check = {
  name: 'provider-known',
  run: (facts) => {
    // What `models.mode: "replace"` drops is the business of that check.
    if (facts.picture === null || facts.picture.mode === 'replace') return [];
    return linksOf(facts).flatMap(({ ref, providerId, modelId, state }) =>
      state.is === 'no-such-provider' && providerId !== null && modelId !== null
        ? [unknown(facts, ref, { providerId, modelId })]
        : [],
    );
  },
};

function unknown(facts: Facts, ref: string, split: { providerId: string; modelId: string }): Finding {
  const provider = split.providerId;
  const nearest = nearestId(provider, facts.picture?.providers.map((each) => each.id) ?? []);
  const parts = { about: ref, state: 'broken' as const };
  if (nearest === null) {
    const said = sentence('check.provider.unknown', { ref, provider });
    return finding('provider-known', { ...parts, sentence: said });
  }
  const right = `${nearest}/${split.modelId}`;
  const edits = usesOf(facts, ref).flatMap((use) => replaceLink(use, right));
  return finding('provider-known', {
    ...parts,
    sentence: sentence('check.provider.nearest', { ref, provider, nearest }),
    fixes: [{ is: 'edits', label: sentence('fix.useNearest', { nearest: right }), edits }],
  });
}
