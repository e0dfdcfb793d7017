import { useMemo } from 'react';
import { linksOf, orderEdits } from '../../../shared/chain-order.ts';
import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { useChainDraft } from './draft-store.ts';
import { addEdits, moveEdits, removeEdits } from './gestures.ts';

/** What can be done with the links of one column. Every one only changes the draft. */
export type LinkGestures = {
  picture: ModelPicture;
  move(from: number, to: number): void;
  order(refs: readonly string[]): void;
  remove(index: number): void;
  add(ref: string): void;
  setAlias(ref: string, alias: string | null): void;
};

export type Say = (what: 'moved' | 'added' | 'removed', link: string, place: number, of: number) => void;

export function useLinkGestures(picture: ModelPicture, chain: AgentChain, say: Say): LinkGestures {
  const draft = useChainDraft();
  return useMemo(() => {
    const links = linksOf(chain);
    return {
      picture,
      move(from, to) {
        if (to < 0 || to >= links.length) return;
        draft.change(moveEdits(chain, from, to));
        say('moved', links[from] ?? '', to + 1, links.length);
      },
      order: (refs) => draft.change(orderEdits(chain, refs)),
      remove(index) {
        draft.change(removeEdits(chain, index));
        say('removed', links[index] ?? '', index + 1, links.length - 1);
      },
      add(ref) {
        draft.change(addEdits(chain, ref));
        say('added', ref, links.length + 1, links.length + 1);
      },
      setAlias: (ref, alias) => draft.change([{ edit: 'set-alias', ref, alias }]),
    };
  }, [picture, chain, draft, say]);
}
