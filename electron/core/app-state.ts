import { sameValue } from '../../shared/same-value.ts';
import type { Model, Server, ServerWithModels } from '../../shared/servers.ts';
import type { ModelsPatch, Patch, Snapshot, SnapshotChange } from '../../shared/snapshot.ts';

type Slices = Omit<Snapshot, 'revision' | 'servers'>;
type SliceName = keyof Slices;

export type StateListener = (change: SnapshotChange) => void;

/**
 * The one snapshot. Services report what they observed; the state compares, keeps the identity of everything
 * that did not change, and tells listeners only what did. An observation that brings nothing new tells nobody.
 */
export type AppState = {
  snapshot(): Snapshot;
  setServer(server: Server, models: readonly Model[]): void;
  /** Changes the header alone, for example the running actions. */
  updateServer(id: string, change: (server: ServerWithModels) => Partial<Server>): void;
  removeServer(id: string): void;
  orderServers(ids: readonly string[]): void;
  set<Name extends SliceName>(name: Name, value: Slices[Name]): void;
  update<Name extends SliceName>(name: Name, change: (value: Slices[Name]) => Slices[Name]): void;
  server(id: string): ServerWithModels | null;
  model(serverId: string, modelId: string): Model | null;
  /** Several changes, one revision, one push. */
  batch(work: () => void): void;
  onChange(listener: StateListener): () => void;
};

export function createAppState(initial: Omit<Snapshot, 'revision'>): AppState {
  let snapshot: Snapshot = { revision: 0, ...initial };
  let pending: Patch[] = [];
  let depth = 0;
  let telling = false;
  const listeners = new Set<StateListener>();

  function push(patch: Patch): void {
    pending.push(patch);
    if (depth === 0) flush();
  }

  /** A listener that changes the state is heard after all listeners of the change before: everybody sees one order. */
  function flush(): void {
    if (telling) return;
    telling = true;
    try {
      while (pending.length > 0) {
        const change = { from: snapshot.revision, to: snapshot.revision + 1, patches: pending };
        pending = [];
        snapshot = { ...snapshot, revision: change.to };
        for (const listener of [...listeners]) listener(change);
      }
    } finally {
      telling = false;
    }
  }

  function replaceServer(next: ServerWithModels, patch: Patch): void {
    const index = snapshot.servers.findIndex((server) => server.id === next.id);
    const servers = index === -1 ? [...snapshot.servers, next] : snapshot.servers.with(index, next);
    snapshot = { ...snapshot, servers };
    push(patch);
  }

  const state: AppState = {
    snapshot: () => snapshot,
    server: (id) => snapshot.servers.find((server) => server.id === id) ?? null,
    model: (serverId, modelId) =>
      state.server(serverId)?.models.find((model) => model.id === modelId) ?? null,
    setServer(server, models) {
      const before = state.server(server.id);
      const { next, patch } = diffModels(before?.models ?? [], models);
      const headerSame = before !== null && sameValue(headerOf(before), server);
      if (headerSame && patch === null) return;
      const header = headerSame ? headerOf(before) : server;
      replaceServer(
        { ...header, models: next },
        {
          slice: 'server',
          id: server.id,
          server: headerSame ? null : server,
          models: patch ?? noModelChange,
        },
      );
    },
    updateServer(id, change) {
      const before = state.server(id);
      if (before === null) return;
      state.setServer({ ...headerOf(before), ...change(before) }, before.models);
    },
    removeServer(id) {
      const left = snapshot.servers.filter((server) => server.id !== id);
      if (left.length === snapshot.servers.length) return;
      snapshot = { ...snapshot, servers: left };
      push({ slice: 'servers', order: left.map((server) => server.id) });
    },
    orderServers(ids) {
      const rank = new Map(ids.map((id, index) => [id, index]));
      const rankOf = (server: ServerWithModels) => rank.get(server.id) ?? ids.length;
      const sorted = snapshot.servers.toSorted((a, b) => rankOf(a) - rankOf(b));
      if (sorted.every((server, index) => server === snapshot.servers[index])) return;
      snapshot = { ...snapshot, servers: sorted };
      push({ slice: 'servers', order: sorted.map((server) => server.id) });
    },
    set(name, value) {
      if (sameValue(snapshot[name], value)) return;
      snapshot = { ...snapshot, [name]: value };
      push({ slice: name, value } as Patch);
    },
    update(name, change) {
      state.set(name, change(snapshot[name]));
    },
    batch(work) {
      depth += 1;
      try {
        work();
      } finally {
        depth -= 1;
        if (depth === 0) flush();
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return state;
}

const noModelChange: ModelsPatch = { changed: [], removed: [], order: null };

export function headerOf(server: ServerWithModels): Server {
  const { models: _models, ...header } = server;
  return header;
}

/** Keeps the identity of unchanged models; `patch` is null when nothing changed at all. */
function diffModels(
  before: readonly Model[],
  after: readonly Model[],
): { next: Model[]; patch: ModelsPatch | null } {
  if (before.length === after.length && after.every((model, i) => sameValue(before[i], model))) {
    return { next: before as Model[], patch: null };
  }
  const known = new Map(before.map((model) => [model.id, model]));
  const changed: Model[] = [];
  const next = after.map((model) => {
    const old = known.get(model.id);
    if (old !== undefined && sameValue(old, model)) return old;
    changed.push(model);
    return model;
  });
  const ids = new Set(after.map((model) => model.id));
  const removed = before.filter((model) => !ids.has(model.id)).map((model) => model.id);
  const orderChanged = before.length !== after.length || before.some((model, i) => model.id !== after[i]?.id);
  if (changed.length === 0 && !orderChanged) return { next: before as Model[], patch: null };
  const order = orderChanged ? after.map((model) => model.id) : null;
  return { next, patch: { changed, removed, order } };
}
