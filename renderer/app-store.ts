import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyChange } from '../shared/apply-change.ts';
import type { PlaceName } from '../shared/contract/app-commands.ts';
import type { Failure } from '../shared/failures.ts';
import type { Sentence } from '../shared/findings.ts';
import type { RendererApi } from '../shared/ipc-contract.ts';
import type { Snapshot, SnapshotChange } from '../shared/snapshot.ts';
import type { PageView } from './route.ts';
import type { Connection } from './socket-api.ts';

/**
 * The window's mirror of the one snapshot, and beside it what only this window knows: where it is and what is
 * picked. Nothing here is guessed ahead: state changes when main says so.
 */

/** `lost`: the last snapshot stays on screen, marked as old. `no-session`: it stays so until a new link is opened. */
export type LinkStatus = 'loading' | 'ready' | 'lost' | 'no-session';

export type ModelSort = 'server-order' | 'name' | 'state' | 'size';

export type ModelsQuery = {
  filter: string;
  sort: ModelSort;
  onlyLoaded: boolean;
  collapsed: readonly string[];
};

/** The dialog that is open, by what it is about; the window draws it once, however many rows there are. */
export type DialogState =
  | { is: 'load'; serverId: string; modelId: string; verb: 'load' | 'reload' }
  | {
      is: 'confirm-busy';
      serverId: string;
      modelId: string;
      verb: 'load' | 'unload' | 'reload';
      context: number | null;
      /** One of several copies in memory; absent: all of the model. */
      instanceId?: string | undefined;
      /** The models whose answer ends, where it is not this one's. */
      others?: string;
    }
  | { is: 'warmth'; serverId: string; modelId: string | null }
  | { is: 'add-server' }
  /** With the model that was met, if one was. */
  | { is: 'set-up-provider'; serverId: string; modelId: string | null }
  | { is: 'change-server'; serverId: string }
  | { is: 'server-key'; serverId: string }
  | { is: 'remove-server'; serverId: string };

/** What was clicked and not answered yet. Main's own list of actions says how it goes. */
export type AskedVerb = 'load' | 'unload' | 'reload' | 'poll';

/** What failed and how it was asked: enough to say it, and to ask for the very same again. */
export type FailedAction = {
  failure: Failure;
  verb: AskedVerb | 'cancel';
  context: number | null;
  instanceId?: string | undefined;
};

export type AppState = {
  status: LinkStatus;
  snapshot: Snapshot | null;
  place: PlaceName;
  modelsQuery: ModelsQuery;
  selectedModel: { serverId: string; modelId: string } | null;
  /** The last action that failed, by model key or server id, until it is dismissed or tried again. */
  failures: Readonly<Record<string, FailedAction>>;
  asked: Readonly<Record<string, AskedVerb>>;
  /** What the last action answered that the person should know, by the same subjects. */
  notes: Readonly<Record<string, Sentence>>;
  dialog: DialogState | null;
};

export type AppActions = {
  /** Subscribes to main and asks for the first snapshot; answers the end of both. */
  start(): () => void;
  connectionChanged(connection: Connection): void;
  goTo(place: PlaceName): void;
  openDialog(dialog: DialogState): void;
  closeDialog(): void;
  asked(subject: string, verb: AskedVerb | null): void;
  told(subject: string, note: Sentence | null): void;
  changeModelsQuery(change: Partial<ModelsQuery>): void;
  selectModel(model: { serverId: string; modelId: string } | null): void;
  failed(subject: string, failed: FailedAction): void;
  dismissFailure(subject: string): void;
};

export type AppStore = StoreApi<AppState> & { api: RendererApi; actions: AppActions };

const firstModelsQuery: ModelsQuery = {
  filter: '',
  sort: 'server-order',
  onlyLoaded: false,
  collapsed: [],
};

export type AppStoreOptions = { view: PageView; place: PlaceName };

export function createAppStore(
  api: RendererApi,
  { view, place: firstPlace }: AppStoreOptions = { view: 'main', place: 'models' },
): AppStore {
  const store = createStore<AppState>(() => ({
    status: 'loading',
    snapshot: null,
    place: firstPlace,
    modelsQuery: firstModelsQuery,
    selectedModel: null,
    failures: {},
    asked: {},
    notes: {},
    dialog: null,
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
    // Why nothing answers may be known already, and better.
    else if (store.getState().status !== 'no-session') store.setState({ status: 'lost' });
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
    connectionChanged(connection) {
      if (connection === 'open') void askForSnapshot();
      else store.setState({ status: connection });
    },
    goTo(place) {
      // The panel has no places: the main window opens at it.
      if (view === 'panel') void api.openWindow({ place });
      else store.setState({ place });
    },
    changeModelsQuery(change) {
      store.setState(({ modelsQuery }) => ({ modelsQuery: { ...modelsQuery, ...change } }));
    },
    selectModel: (selectedModel) => store.setState({ selectedModel }),
    failed(subject, failed) {
      store.setState(({ failures }) => ({ failures: { ...failures, [subject]: failed } }));
    },
    dismissFailure(subject) {
      store.setState(({ failures }) => ({ failures: without(failures, subject) }));
    },
    openDialog: (dialog) => store.setState({ dialog }),
    closeDialog: () => store.setState({ dialog: null }),
    asked(subject, verb) {
      store.setState(({ asked }) => ({
        asked: verb === null ? without(asked, subject) : { ...asked, [subject]: verb },
      }));
    },
    told(subject, note) {
      store.setState(({ notes }) => ({
        notes: note === null ? without(notes, subject) : { ...notes, [subject]: note },
      }));
    },
  };

  return Object.assign(store, { api, actions });
}

function without<T>(values: Readonly<Record<string, T>>, subject: string): Readonly<Record<string, T>> {
  if (!(subject in values)) return values;
  const { [subject]: _gone, ...rest } = values;
  return rest;
}
