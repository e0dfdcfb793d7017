import { useMemo } from 'react';
import { type ChainView, defaultChainOf } from '../../shared/chain.ts';
import { useNow } from './clock.ts';
import { useSnapshot } from './store-context.ts';

/** The default chain as it is now; read again when the snapshot changes, and every few seconds for loads under way. */
export function useDefaultChain(): ChainView | null {
  const snapshot = useSnapshot((each) => each);
  const now = useNow(5_000);
  return useMemo(() => defaultChainOf(snapshot, now), [snapshot, now]);
}
