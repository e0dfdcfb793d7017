import { coldModels } from '../../shared/cold-models.ts';
import type { ReasoningProbe } from '../../shared/contract/server-commands.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AppInfo, Snapshot } from '../../shared/snapshot.ts';
import { type AppState, createAppState } from './app-state.ts';
import { contextToLoad } from './context-to-load.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import type { SchemaEngine } from './gateway/config-schema.ts';
import { type ConfigService, createConfigService } from './gateway/config-service.ts';
import { createGatewayService, type GatewayService } from './gateway/gateway-service.ts';
import { newestReadable } from './gateway/save/newest-readable.ts';
import { openVersions } from './gateway/save/versions.ts';
import { createStandIn, type StandInService } from './gateway/stand-in-service.ts';
import { createHistory, type History } from './history/history-service.ts';
import { createNotices, type Notices } from './notices.ts';
import type { Clock, HistoryStore, Http, Log, Processes, Random, SecretStore, TextFiles } from './ports.ts';
import { createFleet, type Fleet } from './servers/fleet.ts';
import { createKeys, type Keys } from './servers/keys.ts';
import { probeResponses } from './servers/responses-probe.ts';
import { createScan, type Scan, usualPorts } from './servers/scan.ts';
import { createServerActions, type ServerActions } from './servers/server-actions.ts';
import { openSettings, type SettingsStore } from './settings-store.ts';
import { createLocalTime } from './warmth/local-time.ts';
import { createWarmth, type WarmthService } from './warmth/warmth-service.ts';

/** Everything core needs, brought by the desktop or the headless host. */
export type AppPorts = {
  clock: Clock;
  random: Random;
  http: Http;
  files: TextFiles;
  processes: Processes;
  secrets: SecretStore;
  history: HistoryStore;
  /** Checks the config against the gateway's schema, off the main thread. */
  schemaEngine: SchemaEngine;
  log: Log;
};

export type AppOptions = {
  ports: AppPorts;
  /** The app's own folder: settings, history, backups. */
  dataFolder: string;
  info: Pick<AppInfo, 'version' | 'host' | 'platform' | 'demo' | 'locale'>;
  /** Test runs look at their own ports. */
  scanPorts?: readonly number[];
  /** The machine's own unless a test lives elsewhere. */
  timeZone?: string;
  /** For a command that shows something and ends: nothing is kept warm, put in order or begun by itself. */
  looksOnly?: boolean;
};

/** The services of the app, the same in both hosts. Hosts draw the state and pass commands in. */
export type App = {
  state: AppState;
  settings: SettingsStore;
  fleet: Fleet;
  scan: Scan;
  keys: Keys;
  gateway: GatewayService;
  config: ConfigService;
  actions: ServerActions;
  history: History;
  warmth: WarmthService;
  doctor: Doctor;
  standIn: StandInService;
  /** What is worth a notification of the system; the host draws it. */
  notices: Notices;
  ports: AppPorts;
  setServerKey(serverId: string, key: string | null): Promise<Result<undefined>>;
  /** Starts loading what is cold and wanted; how many loads were started. */
  loadColdModels(): number;
  /** What one click loads a model with; null: the server's own choice. */
  contextToLoad(serverId: string, modelId: string): number | null;
  /** A real request with a few tokens, on a person's click only. */
  probeReasoning(serverId: string, modelId: string): Promise<Result<ReasoningProbe>>;
  start(): void;
  stop(): Promise<void>;
  /** A window shows the state: poll at the pace of somebody who looks. */
  setVisible(visible: boolean): void;
  power: { suspend(): void; resume(): void; onBattery(onBattery: boolean): void };
};

export async function createApp(options: AppOptions): Promise<App> {
  const { ports } = options;
  const { clock, log } = ports;
  const settings = await openSettings(
    ports.files,
    ports.files.paths.join(options.dataFolder, 'settings.json'),
    log,
  );
  const state = createAppState(initialSnapshot(options, settings));
  let visible = false;

  const scan = createScan({
    http: ports.http,
    clock,
    random: ports.random,
    ports: options.scanPorts ?? usualPorts,
    enabled: () => settings.current().scanLocalPorts && !options.info.demo,
    changed: () => fleet.refresh(),
  });
  const inFolder = (name: string) => ports.files.paths.join(options.dataFolder, name);
  const versions = await openVersions({ ...ports, folder: inFolder('config-versions') });
  const gateway = createGatewayService({
    ports,
    state,
    settings: () => settings.current(),
    workFolder: inFolder('checks'),
    demo: options.info.demo,
    visible: () => visible,
    changed: () => fleet.refresh(),
    versionOf: ({ path, hash }) => versions.findByHash(hash, path),
    newestReadable: (path) => newestReadable(versions, path),
  });
  const keys = createKeys(ports.secrets, gateway.providerKeys);
  await keys.learn();
  const fleet = createFleet({
    state,
    http: ports.http,
    clock,
    random: ports.random,
    log: log.from('servers'),
    processes: ports.processes,
    firstToken: (serverId, modelId, ms) => history.firstToken(serverId, modelId, ms),
    pace: () => ({
      visible,
      visibleSeconds: settings.current().pollSeconds.visible,
      hiddenSeconds: settings.current().pollSeconds.hidden,
    }),
    keyFor: keys.lookup,
    sources: {
      providers: gateway.providers,
      settings: () => settings.current(),
      scanned: () => scan.found(),
      demo: options.info.demo,
    },
  });
  const history = createHistory({
    state,
    store: ports.history,
    clock,
    keepDays: () => settings.current().historyDays,
  });
  const config = createConfigService({
    ...ports,
    state,
    gateway,
    versions,
    engine: ports.schemaEngine,
    schemaFolder: inFolder('schema'),
    happened: (event) => history.activity.add(event),
  });
  const actions = createServerActions({
    state,
    clock,
    watch: (id) => fleet.watch(id),
    finished: (report) => history.actionFinished(report),
  });
  const localTime = createLocalTime(options.timeZone);
  const warmth = createWarmth({
    state,
    settings,
    clock,
    random: ports.random,
    log: log.from('keep-warm'),
    watch: (id) => fleet.watch(id),
    actions,
    history,
    processes: ports.processes,
    localTime,
  });
  const standIn = createStandIn({
    ...ports,
    log: log.from('stand-in'),
    state,
    file: inFolder('stand-in.json'),
    saveEdits: config.editor.saveEdits,
    async undo(versionId) {
      const undone = await config.editor.undo(versionId);
      return undone.ok && undone.value.is === 'saved';
    },
    happened: (event) => history.activity.add(event),
  });
  const doctor = createDoctor({
    ...ports,
    state,
    homeFolder: ports.processes.homeFolder,
    async authorisation(providerId) {
      const server = state.snapshot().servers.find((each) => each.providerIds.includes(providerId));
      return server === undefined ? ok({}) : keys.lookup(server).authorisation();
    },
    backups: () => versions.list().length,
    judgeConfig: () => config.editor.verdict(),
    refresh: () => Promise.all([gateway.reader.reread(), gateway.checkHealth(), fleet.pollAll()]),
  });
  const notices = createNotices({
    state,
    activity: history.activity,
    clock,
    localTime,
    contextToLoad: usualContext,
  });

  function usualContext(serverId: string, modelId: string): number | null {
    const last = warmth.lastContext(serverId, modelId);
    return contextToLoad(state.snapshot(), clock.now(), { serverId, modelId }, last);
  }

  settings.onChange((current) => {
    state.set('settings', current);
    gateway.settingsChanged(current);
    fleet.refresh();
  });

  function setApp(change: Partial<AppInfo>): void {
    state.update('app', (info) => ({ ...info, ...change }));
  }

  return {
    state,
    settings,
    fleet,
    scan,
    keys,
    gateway,
    config,
    actions,
    history,
    warmth,
    doctor,
    standIn,
    notices,
    ports,
    async setServerKey(serverId, key) {
      const stored = await keys.set(serverId, key);
      if (stored.ok) {
        fleet.refresh();
        fleet.watch(serverId)?.reconnect();
      }
      return stored;
    },
    loadColdModels() {
      const cold = coldModels(state.snapshot());
      for (const each of cold) {
        void actions.load({
          ...each,
          contextLength: usualContext(each.serverId, each.modelId),
          instanceId: null,
          evenIfBusy: false,
          by: 'person',
        });
      }
      return cold.length;
    },
    contextToLoad: usualContext,
    async probeReasoning(serverId, modelId) {
      const connection =
        fleet.watch(serverId)?.connection() ?? fail('unknown-server', 'There is no such server.');
      if (!connection.ok) return connection;
      const probed = await probeResponses(connection.value.context.client, modelId);
      if (probed.ok) doctor.probed(serverId, modelId, probed.value);
      return probed;
    },
    start() {
      fleet.refresh();
      scan.start();
      void gateway
        .start()
        .then(() => fleet.pollAll())
        .then(() => {
          setApp({ settled: true });
          if (options.looksOnly !== true) void standIn.start();
        });
    },
    async stop() {
      const standInKept = standIn.stop();
      warmth.stop();
      notices.stop();
      scan.stop();
      await config.stop();
      gateway.stop();
      actions.stop();
      fleet.stop();
      history.stop();
      // A slow disk still has what was changed a moment ago before it.
      await Promise.all([standInKept, settings.saved(), ports.secrets.saved()]);
      await ports.http.close();
    },
    setVisible(next) {
      if (next === visible) return;
      visible = next;
      for (const watch of fleet.watches()) watch.replan();
      gateway.visibilityChanged();
    },
    power: {
      suspend() {
        setApp({ suspended: true });
        warmth.power.suspend();
        for (const watch of fleet.watches()) watch.pause();
      },
      resume() {
        setApp({ suspended: false });
        warmth.power.resume();
        for (const watch of fleet.watches()) watch.resume();
        void gateway.reader.reread();
        void gateway.checkHealth();
      },
      onBattery: (onBattery) => setApp({ onBattery }),
    },
  };
}

function initialSnapshot(options: AppOptions, settings: SettingsStore): Omit<Snapshot, 'revision'> {
  const notices: AppInfo['notices'] =
    settings.movedAside === null
      ? []
      : [{ id: 'settings-reset', code: 'settings-reset', detail: settings.movedAside }];
  return {
    app: {
      ...options.info,
      settled: false,
      onBattery: false,
      // As far as everything is concerned that acts by itself, the machine sleeps.
      suspended: options.looksOnly === true,
      keyStore: options.ports.secrets.kind,
      shortcut: 'none',
      loginItem: 'as-set',
      update: null,
      notices,
    },
    servers: [],
    gateway: {
      config: { is: 'looking' },
      health: { is: 'unknown' },
      url: 'http://127.0.0.1:18789',
      cli: { is: 'looking' },
    },
    warmth: { pausedUntil: settings.current().keepWarm.pausedUntil, models: [] },
    settings: settings.current(),
    standIn: null,
    loadTimes: {},
    recent: [],
  };
}

/** For command handlers that only start something. */
export function done(_started?: unknown): Result<undefined> {
  return ok(undefined);
}
