import type { NamedEdit } from './config-edits.ts';
import type { AgentChain } from './gateway.ts';
import { sameValue } from './same-value.ts';

/** The order of a chain's links, and what makes another order of it: for what a person drags and for presets. */

export type OrderEdit = Extract<
  NamedEdit,
  { edit: 'set-primary' | 'add-fallback' | 'remove-fallback' | 'reorder-chain' | 'give-own-chain' }
>;

/** The links of a chain as they count, primary first, as written. */
export function linksOf(chain: AgentChain): string[] {
  const { primary, fallbacks } = chain.effective;
  return primary === null ? [...fallbacks] : [primary, ...fallbacks];
}

/** Nothing of its own: what is shown is the default chain. */
export function isInherited(chain: AgentChain): boolean {
  return chain.agentId !== null && chain.primary === null && chain.fallbacks === null;
}

/** A whole new order of the same links. */
export function orderEdits(chain: AgentChain, order: readonly string[]): OrderEdit[] {
  const { agentId } = chain;
  if (isInherited(chain)) {
    return [{ edit: 'give-own-chain', agentId, primary: order[0] ?? null, fallbacks: order.slice(1) }];
  }
  if (chain.primary !== null) return [{ edit: 'reorder-chain', agentId, refs: [...order] }];
  const [first, ...rest] = order;
  const inherited = chain.effective.primary;
  if (first === inherited || inherited === null || first === undefined) {
    return [{ edit: 'reorder-chain', agentId, refs: inherited === null ? [...order] : rest }];
  }
  // The inherited primary gives way: the chain gets a primary of its own, the old one becomes a fallback.
  const fallbacks = chain.fallbacks ?? [];
  const index = fallbacks.indexOf(first);
  const place = rest.indexOf(inherited);
  const then = fallbacks.toSpliced(index, 1).toSpliced(place, 0, inherited);
  return [
    { edit: 'set-primary', agentId, ref: first },
    { edit: 'remove-fallback', agentId, index, ref: first },
    { edit: 'add-fallback', agentId, ref: inherited, index: place },
    ...(sameValue(then, rest) ? [] : [{ edit: 'reorder-chain' as const, agentId, refs: [...order] }]),
  ];
}
