import { type AppState, createAppState } from '../../electron/core/app-state.ts';
import type { Http, Processes } from '../../electron/core/ports.ts';
import { createFleet, type Fleet, type KeyLookup } from '../../electron/core/servers/fleet.ts';
import {
  type ActionRequest,
  createServerActions,
  type ServerActions,
} from '../../electron/core/servers/server-actions.ts';
import { noAuthorisation } from '../../electron/core/servers/server-client.ts';
import type { Provider } from '../../shared/gateway.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { FakeServer } from '../fake-servers/index.ts';
import { emptySnapshot } from './builders.ts';
import { createDirectHttp } from './direct-http.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

/** The fleet and its actions over simulated servers, all in one time and without sockets. */
export type WatchedFleet = {
  clock: SimClock;
  state: AppState;
  fleet: Fleet;
  actions: ServerActions;
  log: RecordingLog;
  settings: Settings;
  http: Http;
  /** The only server, unless an id says which. */
  server(id?: string): ServerWithModels;
  model(id: string): Model;
  /** One look at every server. */
  look(): Promise<void>;
  /** Lets time pass until it is settled. */
  ended<T>(work: Promise<T>): Promise<T>;
  request(modelId: string, more?: Partial<ActionRequest>): ActionRequest;
  stop(): void;
};

export type WatchedFleetOptions = {
  clock: SimClock;
  servers: readonly FakeServer[];
  /** Addresses the config names; nothing: every server is the person's own. */
  providers?: readonly Provider[];
  settings?: Partial<Settings>;
  keyFor?: KeyLookup;
  processes?: Processes;
  visibleSeconds?: number;
  wrapHttp?(http: Http): Http;
};

export function simClock(): SimClock {
  return createSimClock(Date.UTC(2026, 10, 20, 12));
}

export function watchFleet(options: WatchedFleetOptions): WatchedFleet {
  const { clock, servers } = options;
  const direct = createDirectHttp(servers, clock);
  const http = options.wrapHttp?.(direct) ?? direct;
  const log = createRecordingLog();
  const state = createAppState(emptySnapshot());
  const own = options.providers === undefined ? servers : [];
  const settings: Settings = {
    ...defaultSettings,
    servers: own.map(({ url }) => ({ id: url, url, name: null, kind: null })),
    ...options.settings,
  };
  const visibleSeconds = options.visibleSeconds ?? 3;
  const fleet = createFleet({
    state,
    http,
    clock,
    random: () => 0.5,
    log,
    processes: options.processes ?? null,
    pace: () => ({ visible: true, visibleSeconds, hiddenSeconds: 15 }),
    keyFor: options.keyFor ?? (() => ({ state: 'none', authorisation: noAuthorisation })),
    sources: {
      providers: () => options.providers ?? [],
      settings: () => settings,
      scanned: () => [],
      demo: false,
    },
  });
  const actions = createServerActions({
    state,
    clock,
    watch: (id) => fleet.watch(id),
    finished: () => undefined,
  });
  fleet.refresh();

  function server(id?: string): ServerWithModels {
    const all = state.snapshot().servers;
    const found = id === undefined ? all[0] : all.find((each) => each.id === id);
    if (found === undefined || (id === undefined && all.length > 1)) throw new Error('which server?');
    return found;
  }

  async function ended<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const watched = work.finally(() => {
      over = true;
    });
    for (let step = 0; step < 3_000 && !over; step += 1) await clock.advance(500);
    return watched;
  }

  return {
    clock,
    state,
    fleet,
    actions,
    log,
    settings,
    http,
    server,
    model(id) {
      const found = server().models.find((each) => each.id === id);
      if (found === undefined) throw new Error(`${id} is not listed`);
      return found;
    },
    look: () => ended(fleet.pollAll()),
    ended,
    request: (modelId, more = {}) => ({
      serverId: server().id,
      modelId,
      contextLength: null,
      instanceId: null,
      evenIfBusy: false,
      by: 'person',
      ...more,
    }),
    stop() {
      actions.stop();
      fleet.stop();
    },
  };
}
