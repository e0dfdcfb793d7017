import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyChange } from '../shared/apply-change.ts';
import type { PlaceName } from '../shared/contract/app-commands.ts';
import type { Failure } from '../shared/failures.ts';
import type { Snapshot, SnapshotChange } from '../shared/snapshot.ts';
import type { FullApi } from './full-api.ts';

/**
 * The window's mirror of the one snapshot, and beside it what only this window knows: where it is and what is
 * picked. Nothing here is guessed ahead: state changes when main says so.
 */

/** `lost`: the last snapshot stays on screen, marked as old. */
export type LinkStatus = 'loading' | 'ready' | 'lost';

export type ModelSort = 'server-order' | 'name' | 'state' | 'size';

export type ModelsViewState = {
  filter: string;
  sort: ModelSort;
  onlyLoaded: boolean;
  collapsed: readonly string[];
  /** modelKey of shared/warmth.ts. */
  selected: string | null;
};

export type AppState = {
  status: LinkStatus;
  snapshot: Snapshot | null;
  place: PlaceName;
  modelsView: ModelsViewState;
  /** The last action that failed, by model key or server id, until it is dismissed or tried again. */
  failures: Readonly<Record<string, Failure>>;
};

export type AppActions = {
  /** Subscribes to main and asks for the first snapshot; answers the end of both. */
  start(): () => void;
  connectionChanged(open: boolean): void;
  goTo(place: PlaceName): void;
  changeModelsView(change: Partial<ModelsViewState>): void;
  failed(subject: string, failure: Failure): void;
  dismissFailure(subject: string): void;
};

export type AppStore = StoreApi<AppState> & { api: FullApi; actions: AppActions };

const firstModelsView: ModelsViewState = {
  filter: '',
  sort: 'server-order',
  onlyLoaded: false,
  collapsed: [],
  selected: null,
};

export function createAppStore(api: FullApi, firstPlace: PlaceName = 'models'): AppStore {
  const store = createStore<AppState>(() => ({
    status: 'loading',
    snapshot: null,
    place: firstPlace,
    modelsView: firstModelsView,
    failures: {},
  }));

  let asking = false;
  let askAgain = false;

  /** Changes that arrive while a snapshot is asked for make it old before it is here: then ask once more. */
  async function askForSnapshot(): Promise<void> {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    const answer = await api.getSnapshot();
    asking = false;
    if (askAgain) {
      askAgain = false;
      await askForSnapshot();
      return;
    }
    if (answer.ok) store.setState({ status: 'ready', snapshot: answer.value });
    else store.setState({ status: 'lost' });
  }

  function receive(change: SnapshotChange): void {
    const { snapshot } = store.getState();
    const next = snapshot === null || asking ? null : applyChange(snapshot, change);
    if (next === null) void askForSnapshot();
    else store.setState({ status: 'ready', snapshot: next });
  }

  const actions: AppActions = {
    start() {
      const ends = [
        api.on('snapshotChanged', receive),
        api.on('goTo', ({ place }) => store.setState({ place })),
      ];
      void askForSnapshot();
      return () => {
        for (const end of ends) end();
      };
    },
    connectionChanged(open) {
      if (open) void askForSnapshot();
      else store.setState({ status: 'lost' });
    },
    goTo: (place) => store.setState({ place }),
    changeModelsView(change) {
      store.setState(({ modelsView }) => ({ modelsView: { ...modelsView, ...change } }));
    },
    failed(subject, failure) {
      store.setState(({ failures }) => ({ failures: { ...failures, [subject]: failure } }));
    },
    dismissFailure(subject) {
      const { [subject]: gone, ...rest } = store.getState().failures;
      if (gone !== undefined) store.setState({ failures: rest });
    },
  };

  return Object.assign(store, { api, actions });
}
