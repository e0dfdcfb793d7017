import type { ActivityEvent } from '../../../shared/activity.ts';
import { isReady, type Model, type ServerWithModels } from '../../../shared/servers.ts';
import { modelKey } from '../../../shared/warmth.ts';
import {
  freshMemory,
  isThere,
  lookedAway,
  lostNow,
  type ModelMemory,
  replacedBy,
  seenNow,
  showsTraffic,
} from './model-memory.ts';
import { isWithinLast } from './wall-clock.ts';

/** The memories of all models: fed by what was observed and by the timeline, read by the plan. */
export type WarmthMemories = {
  all: ReadonlyMap<string, ModelMemory>;
  /** The model's memory, begun now where there is none. */
  of(serverId: string, modelId: string, now: number): ModelMemory;
  change(key: string, change: (memory: ModelMemory) => ModelMemory): void;
  observe(server: ServerWithModels, now: number): Observed;
  /** A loss the timeline told of; call before `observe` sees the same change. */
  lost(event: Extract<ActivityEvent, { what: 'model-unloaded' }>, server: ServerWithModels | null): void;
  /** After an outage or sleep nobody knows when anything was last used. */
  lookedAway(): void;
  forgetServer(serverId: string): void;
};

export type Observed = {
  /** Models somebody else was seen to use, after they would have gone without us. */
  savedByUs: string[];
  /** Models that went or came: conflicts of pins are to be judged anew. */
  changed: boolean;
};

/** What comes that soon after something went came instead of it. */
const insteadMs = 2 * 60_000;

export function createWarmthMemories(
  random: () => number,
  /** The idle time assumed for a model; null: its server tells it, or has none. */
  periodOf: (serverId: string, memory: ModelMemory) => number | null,
  /** What is known of it from before the app was started. */
  keptOf: (key: string) => Partial<ModelMemory>,
): WarmthMemories {
  const all = new Map<string, ModelMemory>();
  const seen = new Map<string, ServerWithModels>();

  function of(serverId: string, modelId: string, now: number): ModelMemory {
    const key = modelKey(serverId, modelId);
    const known = all.get(key) ?? { ...freshMemory(now, random()), ...keptOf(key) };
    all.set(key, known);
    return known;
  }

  function observe(server: ServerWithModels, now: number): Observed {
    const before = seen.get(server.id) ?? null;
    seen.set(server.id, server);
    const observed: Observed = { savedByUs: [], changed: false };
    if (server.reachability.is !== 'reachable') return observed;
    const isFirst = before === null || before.reachability.is === 'unknown';
    if (before?.reachability.is === 'unreachable') lookAwayFrom(server.id);
    const old = new Map(before?.models.map((model) => [model.id, model]));
    for (const model of server.models) {
      const was = old.get(model.id);
      if (was === model && before?.reachability.is === 'reachable') continue;
      const sawAbsent = !isFirst && (was === undefined || !isThere(was));
      observeModel(server.id, model, sawAbsent, now, observed);
    }
    const listed = new Set(server.models.map(({ id }) => id));
    for (const [id, was] of old) {
      const key = modelKey(server.id, id);
      const memory = all.get(key);
      if (listed.has(id) || memory === undefined) continue;
      // One that was loading again, as far as was shown, and turns out to be another model: it was pushed out.
      const replaced = was.state.is === 'loading' && memory.lastLoaded !== null && memory.lost === null;
      if (memory.loadedSince === null && !replaced) continue;
      const cameInstead = replaced ? newcomers(before, server, id) : [];
      const loss = memory.lost ?? { at: now, cause: 'unknown', cameInstead };
      all.set(key, lostNow(memory, loss, periodOf(server.id, memory)));
      observed.changed = true;
    }
    if (observed.changed) noteBeside(server);
    return observed;
  }

  /** What is in memory at the same time has room there. */
  function noteBeside(server: ServerWithModels): void {
    const ready = server.models.filter(({ state }) => isReady(state)).map(({ id }) => id);
    if (ready.length < 2) return;
    for (const id of ready) {
      const key = modelKey(server.id, id);
      const memory = all.get(key);
      if (memory === undefined) continue;
      const beside = new Set([...memory.seenBeside, ...ready.filter((other) => other !== id)]);
      if (beside.size > memory.seenBeside.length) all.set(key, { ...memory, seenBeside: [...beside] });
    }
  }

  function observeModel(
    serverId: string,
    model: Model,
    sawAbsent: boolean,
    now: number,
    observed: Observed,
  ): void {
    const key = modelKey(serverId, model.id);
    const known = all.get(key);
    // Of the many that are only installed nothing needs to be remembered.
    if (known === undefined && !isThere(model)) return;
    const memory = known ?? of(serverId, model.id, now);
    const traffic = isReady(model.state) && showsTraffic(memory, model);
    if (traffic && memory.unaidedDeadline !== null && now > memory.unaidedDeadline)
      observed.savedByUs.push(model.id);
    const next = seenNow(memory, model, now, sawAbsent);
    all.set(key, traffic ? { ...next, unaidedDeadline: null } : next);
    if (memory.loadedSince === null && next.loadedSince !== null) {
      cameInstead(serverId, model.id, now);
      observed.changed = true;
    }
    if (memory.loadedSince !== null && next.loadedSince === null) observed.changed = true;
  }

  /** Some servers first push one out and then load the other for a while without showing it. */
  function cameInstead(serverId: string, modelId: string, now: number): void {
    for (const [key, memory] of all) {
      if (!key.startsWith(`${serverId}\n`) || key === modelKey(serverId, modelId)) continue;
      const { lost } = memory;
      const fits = lost?.cause === 'unknown' || lost?.cause === 'other-model';
      if (lost !== null && fits && isWithinLast(lost.at, now, insteadMs))
        all.set(key, replacedBy(memory, modelId));
    }
  }

  function lookAwayFrom(serverId: string): void {
    for (const [key, memory] of all) if (key.startsWith(`${serverId}\n`)) all.set(key, lookedAway(memory));
  }

  return {
    all,
    of,
    observe,
    change(key, change) {
      const memory = all.get(key);
      if (memory !== undefined) all.set(key, change(memory));
    },
    lost(event, server) {
      if (event.serverId === null || event.modelId === null) return;
      const key = modelKey(event.serverId, event.modelId);
      const memory = all.get(key);
      if (memory === undefined) return;
      const came = server === null ? [] : newcomers(seen.get(server.id) ?? null, server, event.modelId);
      const loss = { at: event.at, cause: event.by, cameInstead: came };
      all.set(key, lostNow(memory, loss, periodOf(event.serverId, memory)));
    },
    lookedAway() {
      for (const [key, memory] of all) all.set(key, lookedAway(memory));
    },
    forgetServer(serverId) {
      seen.delete(serverId);
      for (const key of [...all.keys()]) if (key.startsWith(`${serverId}\n`)) all.delete(key);
    },
  };
}

function newcomers(before: ServerWithModels | null, after: ServerWithModels, gone: string): string[] {
  const wasThere = new Set(before?.models.filter(({ state }) => isReady(state)).map(({ id }) => id));
  const came = after.models.filter(
    ({ id, state }) => !wasThere.has(id) && (isReady(state) || state.is === 'loading'),
  );
  const loading = after.actions.filter(({ verb }) => verb !== 'unload').map(({ modelId }) => modelId);
  return [...new Set([...came.map(({ id }) => id), ...loading])].filter((id) => id !== gone);
}
