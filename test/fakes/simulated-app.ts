import { type AppState, createAppState } from '../../electron/core/app-state.ts';
import { contextToLoad } from '../../electron/core/context-to-load.ts';
import { createHistory, type History } from '../../electron/core/history/history-service.ts';
import { createNotices, type Notice } from '../../electron/core/notices.ts';
import type { Http, Processes } from '../../electron/core/ports.ts';
import { createFleet, type Fleet } from '../../electron/core/servers/fleet.ts';
import { createServerActions, type ServerActions } from '../../electron/core/servers/server-actions.ts';
import { noAuthorisation } from '../../electron/core/servers/server-client.ts';
import { openSettings, type SettingsStore } from '../../electron/core/settings-store.ts';
import { createLocalTime } from '../../electron/core/warmth/local-time.ts';
import { createWarmth, type WarmthService } from '../../electron/core/warmth/warmth-service.ts';
import { fail } from '../../shared/result.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { FakeServer } from '../fake-servers/index.ts';
import { emptySnapshot } from './builders.ts';
import { createDirectHttp } from './direct-http.ts';
import { createMemoryFiles } from './memory-files.ts';
import { createMemoryHistory, type MemoryHistory } from './memory-history.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';
import type { SimClock } from './sim-clock.ts';

/**
 * The services around keep warm in simulated time: real polling, adapters, actions and history; servers called
 * directly, files and history in memory.
 */
export type SimulatedApp = {
  state: AppState;
  settings: SettingsStore;
  fleet: Fleet;
  actions: ServerActions;
  history: History;
  warmth: WarmthService;
  kept: MemoryHistory;
  notices: Notice[];
  log: RecordingLog;
  http: Http;
  /** Bytes; null: cannot be told. */
  freeMemory: number | null;
  suspend(): void;
  resume(): void;
  stop(): void;
};

export type SimulationOptions = {
  clock: SimClock;
  servers: readonly FakeServer[];
  keepWarm?: Partial<Settings['keepWarm']>;
  hiddenPollSeconds?: number;
  timeZone?: string;
  random?: () => number;
  processes?: Partial<Processes>;
  /** What an earlier app left. */
  kept?: MemoryHistory;
  /** Between the app and the servers, to look at what is sent or to disturb it. */
  wrapHttp?: (http: Http) => Http;
};

export async function startSimulatedApp(options: SimulationOptions): Promise<SimulatedApp> {
  const { clock, servers } = options;
  const random = options.random ?? seeded(1);
  const log = createRecordingLog();
  const direct = createDirectHttp(servers, clock);
  const http = options.wrapHttp?.(direct) ?? direct;
  const world = { freeMemory: null as number | null };
  const processes = { ...noProcesses(() => world.freeMemory), ...options.processes };
  const files = createMemoryFiles({ '/settings.json': JSON.stringify(settingsFor(options)) });
  const settings = await openSettings(files, '/settings.json', log);
  const state = createAppState({ ...emptySnapshot(), settings: settings.current() });
  const kept = options.kept ?? createMemoryHistory();
  const fleet = createFleet({
    state,
    http,
    clock,
    random,
    log,
    processes,
    firstToken: (serverId, modelId, ms) => history.firstToken(serverId, modelId, ms),
    pace: () => ({ visible: false, visibleSeconds: 3, hiddenSeconds: settings.current().pollSeconds.hidden }),
    keyFor: () => ({ state: 'none', authorisation: noAuthorisation }),
    sources: {
      providers: () => [],
      settings: () => settings.current(),
      scanned: () => [],
      demo: false,
    },
  });
  const history = createHistory({ state, store: kept, clock, keepDays: () => 90 });
  const actions = createServerActions({
    state,
    clock,
    watch: (id) => fleet.watch(id),
    finished: (report) => history.actionFinished(report),
  });
  const localTime = createLocalTime(options.timeZone ?? 'Europe/Warsaw');
  const warmth = createWarmth({
    state,
    settings,
    clock,
    random,
    log,
    watch: (id) => fleet.watch(id),
    actions,
    history,
    processes,
    localTime,
  });
  const shown = createNotices({
    state,
    activity: history.activity,
    clock,
    localTime,
    contextToLoad: (serverId, modelId) =>
      contextToLoad(
        state.snapshot(),
        clock.now(),
        { serverId, modelId },
        warmth.lastContext(serverId, modelId),
      ),
  });
  const notices: Notice[] = [];
  shown.onNotice((notice) => notices.push(notice));
  settings.onChange((current) => state.set('settings', current));
  fleet.refresh();

  const services = { state, settings, fleet, actions, history, warmth, kept, notices, log, http };
  return Object.assign(world, services, {
    suspend() {
      state.update('app', (info) => ({ ...info, suspended: true }));
      warmth.power.suspend();
      for (const watch of fleet.watches()) watch.pause();
    },
    resume() {
      state.update('app', (info) => ({ ...info, suspended: false }));
      warmth.power.resume();
      for (const watch of fleet.watches()) watch.resume();
    },
    stop() {
      shown.stop();
      warmth.stop();
      actions.stop();
      fleet.stop();
      history.stop();
    },
  });
}

function settingsFor({ servers, hiddenPollSeconds, keepWarm }: SimulationOptions): Settings {
  return {
    ...defaultSettings,
    scanLocalPorts: false,
    servers: servers.map(({ url }) => ({ id: idOf(url), url, name: null, kind: null })),
    pollSeconds: { visible: 3, hidden: hiddenPollSeconds ?? 15 },
    keepWarm: { ...defaultSettings.keepWarm, ...keepWarm },
  };
}

export function idOf(url: string): string {
  return `this-machine:${new URL(url).port}`;
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function noProcesses(freeMemory: () => number | null): Processes {
  return {
    run: async () => fail('cli-missing', 'There are no commands here.'),
    shellEnvironment: async () => ({}),
    environment: {},
    platform: 'linux',
    homeFolder: '/home/somebody',
    freeMemory: async () => freeMemory(),
    mayHaveGraphicsMemory: async () => true,
  };
}
