import { assertNever } from '../../../shared/assert-never.ts';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import type { ServerWithModels } from '../../../shared/servers.ts';
import type { LoadTimes } from '../../../shared/snapshot.ts';
import { modelKey } from '../../../shared/warmth.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, HistoryMetric, HistoryStore } from '../ports.ts';
import type { ActionReport } from '../servers/server-actions.ts';
import { type ActivityLog, createActivityLog } from './activity-log.ts';
import { pointsOf } from './series.ts';
import { serverTransitions } from './server-transitions.ts';

/** Watches the state and our own actions, and keeps what happened and how long it took. */
export type History = {
  activity: ActivityLog;
  store: HistoryStore;
  actionFinished(report: ActionReport): void;
  firstToken(serverId: string, modelId: string, ms: number): void;
  series(query: SeriesQuery): HistorySeries;
  exportJson(days: number): string;
  stop(): void;
};

export type SeriesQuery = {
  serverId: string;
  modelId: string | null;
  metric: HistoryMetric;
  range: 'hour' | 'day' | 'month';
};

export type HistoryOptions = { state: AppState; store: HistoryStore; clock: Clock; keepDays(): number };

const pruneEveryMs = 6 * 60 * 60_000;
/** A read-back may come a few polls after our action ended. */
const ourActionSlackMs = 30_000;
const loadTimesRemembered = 9;
const mostExported = 100_000;

export function createHistory({ state, store, clock, keepDays }: HistoryOptions): History {
  const activity = createActivityLog(state, store, clock);
  const ourActions = new Map<string, { verb: string; by: 'person' | 'keep-warm'; at: number }>();
  let seen = new Map<string, ServerWithModels>();
  state.set('loadTimes', rememberedLoadTimes(store));

  const stopListening = state.onChange((change) => {
    const touched = change.patches.filter((patch) => patch.slice === 'server').map((patch) => patch.id);
    if (touched.length > 0) look(new Set(touched));
  });
  let cancelPrune = planPrune();

  function look(ids: ReadonlySet<string>): void {
    const before = seen;
    const after = state.snapshot().servers;
    seen = new Map(after.map((server) => [server.id, server]));
    for (const server of after) {
      const old = before.get(server.id) ?? null;
      if (!ids.has(server.id) || old === server) continue;
      for (const event of serverTransitions(old, server, {
        now: clock.now(),
        ourAction: ourActionOn(server),
      })) {
        activity.add(event);
      }
      if (server.latencyMs !== null && server.latencyMs !== old?.latencyMs) {
        store.addSample({
          at: clock.now(),
          serverId: server.id,
          modelId: '',
          metric: 'poll-latency',
          value: server.latencyMs,
        });
      }
    }
  }

  function ourActionOn(server: ServerWithModels) {
    return (modelId: string, verb: 'load' | 'unload') => {
      // Some servers list a model under its file name until it is loaded.
      const aliases = server.models.find((model) => model.id === modelId)?.aliases ?? [];
      const names = [modelId, ...aliases];
      const running = server.actions.find((action) => names.includes(action.modelId));
      if (running !== undefined) return running.by;
      const done = names.map((name) => ourActions.get(modelKey(server.id, name))).find((each) => each);
      if (done === undefined || clock.now() - done.at > ourActionSlackMs) return null;
      return done.verb === verb || done.verb === 'reload' ? done.by : null;
    };
  }

  function planPrune(): () => void {
    const planned = { wall: clock.now(), elapsed: clock.monotonic() };
    return clock.schedule(pruneEveryMs, () => {
      const jumped = clock.now() - planned.wall - (clock.monotonic() - planned.elapsed);
      // A clock that was just set, perhaps wrongly, must not delete what is kept: next time, if it stays.
      if (Math.abs(jumped) < pruneEveryMs) store.removeBefore(clock.now() - keepDays() * 86_400_000);
      for (const [key, done] of ourActions)
        if (clock.now() - done.at > ourActionSlackMs) ourActions.delete(key);
      cancelPrune = planPrune();
    });
  }

  return {
    activity,
    store,
    actionFinished({ verb, request, result }) {
      const { serverId, modelId, by } = request;
      const at = clock.now();
      ourActions.set(modelKey(serverId, modelId), { verb, by, at });
      const about = { at, serverId, serverName: state.server(serverId)?.name ?? null, modelId };
      if (!result.ok) {
        if (result.failure.code !== 'cancelled')
          activity.add({ ...about, what: 'action-failed', verb, failure: result.failure });
      } else if (verb === 'unload') {
        activity.add({ ...about, what: 'model-unloaded', by: 'person' });
      } else {
        const { tookMs, contextAllocated } = result.value;
        store.addSample({ at, serverId, modelId, metric: 'load-time', value: tookMs });
        state.set('loadTimes', rememberedLoadTimes(store));
        activity.add({ ...about, what: 'model-loaded', tookMs, by, context: contextAllocated });
      }
    },
    firstToken(serverId, modelId, ms) {
      store.addSample({ at: clock.now(), serverId, modelId, metric: 'first-token', value: ms });
    },
    series({ serverId, modelId, metric, range }) {
      const to = clock.now();
      const from = to - rangeMs(range);
      const samples = store.samples({ serverId, modelId: modelId ?? '', metric, from, to });
      return {
        metric,
        unit: metric === 'warm-share' ? 'share' : 'ms',
        from,
        to,
        points: pointsOf(samples, from, to),
      };
    },
    exportJson(days) {
      const from = clock.now() - days * 86_400_000;
      const { events } = store.events({
        before: null,
        limit: mostExported,
        what: null,
        serverId: null,
        modelId: null,
      });
      return JSON.stringify(
        events.filter((event) => event.at >= from),
        null,
        2,
      );
    },
    stop() {
      stopListening();
      cancelPrune();
      store.close();
    },
  };
}

function rangeMs(range: SeriesQuery['range']): number {
  switch (range) {
    case 'hour':
      return 3_600_000;
    case 'day':
      return 86_400_000;
    case 'month':
      return 30 * 86_400_000;
    default:
      return assertNever(range);
  }
}

export function rememberedLoadTimes(store: HistoryStore): LoadTimes {
  const times: LoadTimes = {};
  const byModel = Map.groupBy(store.loadTimes(loadTimesRemembered), (each) =>
    modelKey(each.serverId, each.modelId),
  );
  for (const [key, samples] of byModel) {
    const sorted = samples.map((sample) => sample.value).toSorted((a, b) => a - b);
    times[key] = {
      lastMs: samples.at(-1)?.value ?? 0,
      typicalMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
      count: samples.length,
    };
  }
  return times;
}
