import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { RendererApi } from '../../shared/ipc-contract.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { AppState, AppStore } from '../app-store.ts';

const StoreContext = createContext<AppStore | null>(null);
export const StoreProvider = StoreContext.Provider;

export function useAppStore(): AppStore {
  const store = use(StoreContext);
  if (store === null) throw new Error('This component must stand inside a StoreProvider.');
  return store;
}

export function useApi(): RendererApi {
  return useAppStore().api;
}

/** Renders again only when what it picks changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppStore(), select);
}

/** For selectors that make a new object or array with the same parts. */
export function useAppShallow<T>(select: (state: AppState) => T): T {
  return useStore(useAppStore(), useShallow(select));
}

/** For views, which are only drawn once there is a snapshot. */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  return useApp((state) => select(present(state)));
}

export function useSnapshotShallow<T>(select: (snapshot: Snapshot) => T): T {
  return useAppShallow((state) => select(present(state)));
}

function present(state: AppState): Snapshot {
  if (state.snapshot === null) throw new Error('There is no snapshot yet: draw views inside <WhenReady>.');
  return state.snapshot;
}
