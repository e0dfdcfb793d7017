import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SaveOutcome } from '../../../shared/contract/config-commands.ts';
import type { AppStore } from '../../app-store.ts';
import { useAppStore } from '../../state/store-context.ts';

/** The last save of this window, so that its outcome and its Undo stay in sight. */
export type Saved = Extract<SaveOutcome, { is: 'saved' }>;
export type LastSave = { saved: Saved; undone: boolean } | null;

const stores = new WeakMap<AppStore, StoreApi<LastSave>>();

export function lastSaveOf(app: AppStore): StoreApi<LastSave> {
  const known = stores.get(app) ?? createStore<LastSave>(() => null);
  stores.set(app, known);
  return known;
}

export function useLastSave(): LastSave {
  return useStore(lastSaveOf(useAppStore()));
}
