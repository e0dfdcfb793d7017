import { isInherited, linksOf, orderEdits } from '../../../shared/chain-order.ts';
import type { AgentChain } from '../../../shared/gateway.ts';
import type { ChainEdit } from './draft.ts';

/** What a person does with a link, as the fewest named edits that say it. */

/** Which links of a chain come from the defaults: all, the primary, or none. */
export function inheritsLink(chain: AgentChain, index: number): boolean {
  if (chain.agentId === null || chain.primary !== null) return false;
  return index === 0 || chain.fallbacks === null;
}

export function moveEdits(chain: AgentChain, from: number, to: number): ChainEdit[] {
  const links = linksOf(chain);
  const ref = links[from];
  if (ref === undefined || from === to) return [];
  const order = links.toSpliced(from, 1).toSpliced(to, 0, ref);
  return orderEdits(chain, order);
}

export function addEdits(chain: AgentChain, ref: string): ChainEdit[] {
  const { agentId } = chain;
  if (linksOf(chain).length === 0) return [{ edit: 'set-primary', agentId, ref }];
  if (isInherited(chain)) {
    const { primary, fallbacks } = chain.effective;
    return [{ edit: 'give-own-chain', agentId, primary, fallbacks: [...fallbacks, ref] }];
  }
  return [{ edit: 'add-fallback', agentId, ref, index: null }];
}

/** Removing the primary promotes the next link first; the last link of a chain stays. */
export function removeEdits(chain: AgentChain, index: number): ChainEdit[] {
  const { agentId } = chain;
  const links = linksOf(chain);
  const ref = links[index];
  if (ref === undefined || links.length < 2) return [];
  if (isInherited(chain)) {
    const [primary, ...fallbacks] = links.toSpliced(index, 1);
    return [{ edit: 'give-own-chain', agentId, primary: primary ?? null, fallbacks }];
  }
  const inFallbacks = index - (chain.effective.primary === null ? 0 : 1);
  if (index > 0 || chain.effective.primary === null) {
    return [{ edit: 'remove-fallback', agentId, index: inFallbacks, ref }];
  }
  const next = links[1] ?? '';
  if (chain.primary === null) {
    return [
      { edit: 'set-primary', agentId, ref: next },
      { edit: 'remove-fallback', agentId, index: 0, ref: next },
    ];
  }
  return [
    { edit: 'reorder-chain', agentId, refs: [next, ref, ...links.slice(2)] },
    { edit: 'remove-fallback', agentId, index: 0, ref },
  ];
}
