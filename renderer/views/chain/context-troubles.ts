import type { ChainLink } from '../../../shared/chain.ts';
import type { Trouble } from './LinkTroubles.tsx';

/** What the gateway plans with, and everything about it that does not go together. */
export function contextTroubles({ context }: ChainLink): Trouble[] {
  if (context === null) return [];
  return [
    { key: 'planned', sentence: context.planned.sentence, fixes: [] },
    ...context.mismatches.map((each) => ({ ...each, key: each.kind })),
  ];
}
