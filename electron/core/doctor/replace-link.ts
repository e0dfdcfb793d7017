import type { ChainLink, ChainView } from '../../../shared/chain.ts';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { Facts } from './facts.ts';

/** One place of one chain at which a ref stands. */
export type LinkUse = { chain: ChainView; link: ChainLink };

export function usesOf({ chains }: Facts, ref: string): LinkUse[] {
  return chains.flatMap((chain) =>
    chain.links.filter((link) => link.ref === ref).map((link) => ({ chain, link })),
  );
}

export function replaceLink({ chain, link }: LinkUse, ref: string): NamedEdit[] {
  const { agentId } = chain;
  if (link.index === 0) return [{ edit: 'set-primary', agentId, ref }];
  return [{ edit: 'replace-ref', agentId, index: link.index - 1, ref: link.written, to: ref }];
}
