import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Sentence } from '../../../shared/findings.ts';
import { type ModelPicture, pictureOf } from '../../../shared/gateway.ts';
import { sameValue } from '../../../shared/same-value.ts';
import type { AppStore } from '../../app-store.ts';
import { setUnsaved } from '../../components/unsaved.ts';
import { useAppStore } from '../../state/store-context.ts';
import { type ChainEdit, replay, withEdit } from './draft.ts';

export type ChainDraft = {
  edits: readonly ChainEdit[];
  /** For taking back one change after the other. */
  past: readonly (readonly ChainEdit[])[];
  /** The file changed under the draft: what that did to it. Empty notes: everything fitted. */
  outside: { notes: readonly Sentence[] } | null;
};

export type ChainDraftStore = StoreApi<ChainDraft> & {
  change(edits: readonly ChainEdit[]): void;
  undoLast(): void;
  discard(): void;
  /** The changes are in the file now. */
  saved(): void;
  dismissOutside(): void;
};

const nothingPending: ChainDraft = { edits: [], past: [], outside: null };

export function createChainDraft(app: Pick<AppStore, 'getState' | 'subscribe'>): ChainDraftStore {
  const store = createStore<ChainDraft>(() => nothingPending);
  let base = currentPicture(app);

  app.subscribe(() => {
    const next = currentPicture(app);
    if (next === base) return;
    const before = base;
    base = next;
    const { edits } = store.getState();
    if (edits.length === 0 || next === null || (before !== null && isSameChain(before, next))) return;
    const { edits: fitting, notes, picture } = replay(next, edits);
    // Everything wanted is in the file already, for example because it was saved.
    if (isSameChain(picture, next))
      store.setState({ ...nothingPending, outside: notes.length > 0 ? { notes } : null });
    else store.setState({ edits: fitting, past: [], outside: { notes } });
  });

  return Object.assign(store, {
    change(edits: readonly ChainEdit[]) {
      if (base === null) return;
      const picture = base;
      const before = store.getState().edits;
      const after = edits.reduce((all, each) => withEdit(picture, all, each), before);
      if (after === before) return;
      store.setState(({ past, outside }) => ({ edits: after, past: [...past, before], outside }));
    },
    undoLast() {
      store.setState(({ past, edits, outside }) => ({
        edits: past.at(-1) ?? edits,
        past: past.slice(0, -1),
        outside,
      }));
    },
    discard: () => store.setState(nothingPending),
    saved: () => store.setState(nothingPending),
    dismissOutside: () => store.setState({ outside: null }),
  });
}

function currentPicture(app: Pick<AppStore, 'getState'>): ModelPicture | null {
  const { snapshot } = app.getState();
  return snapshot === null ? null : pictureOf(snapshot.gateway);
}

function isSameChain(a: ModelPicture, b: ModelPicture): boolean {
  return sameValue(a.chains, b.chains) && sameValue(a.aliases, b.aliases);
}

/** One draft a window: it outlives going to another place and coming back. */
const drafts = new WeakMap<AppStore, ChainDraftStore>();

export function chainDraftOf(app: AppStore): ChainDraftStore {
  const known = drafts.get(app);
  if (known !== undefined) return known;
  const made = createChainDraft(app);
  made.subscribe(({ edits }) => setUnsaved('chain', edits.length > 0));
  drafts.set(app, made);
  return made;
}

export function useChainDraft(): ChainDraftStore {
  return chainDraftOf(useAppStore());
}

export function useDraftEdits(): readonly ChainEdit[] {
  return useStore(useChainDraft(), (state) => state.edits);
}
