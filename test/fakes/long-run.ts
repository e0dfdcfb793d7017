import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openHistory } from '../../electron/adapters/sqlite-history.ts';
import { createHttp } from '../../electron/adapters/undici-http.ts';
import { type App, createApp } from '../../electron/core/app.ts';
import type { Clock, Http } from '../../electron/core/ports.ts';
import { createPushEvents } from '../../electron/ipc/push-events.ts';
import { fail, ok } from '../../shared/result.ts';
import { defaultSettings } from '../../shared/settings.ts';
import {
  type FakeServer,
  fakeModel,
  startKoboldCpp,
  startLlamaRouter,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startOllama,
  startVllm,
} from '../fake-servers/index.ts';
import { createDirectHttp } from './direct-http.ts';
import { fakeProcesses } from './fake-processes.ts';
import { createMemoryFiles, type MemoryFiles } from './memory-files.ts';
import { createRecordingLog } from './recording-log.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { idOf, seeded } from './simulated-app.ts';
import { createTimedHttp } from './timed-http.ts';

/**
 * The whole app through simulated days: servers come, go and misbehave, the machine sleeps, the config and the settings
 * are edited, windows open and close. Measured in the same calm moment after the first hour and at the end.
 */

export type LongRunOptions = {
  hours: number;
  servers: number;
  seed: number;
  /** Over real sockets, which cost more time, instead of handing requests to the servers directly. */
  sockets?: boolean;
  hour?(hour: number): void;
};

export type Moment = {
  heapBytes: number;
  /** Timers the app itself waits for. */
  timers: number;
  /** The most listeners one cancel signal carried in the last hour. */
  mostSignalListeners: number;
  /** Windows that are told of changes. */
  receivers: number;
  openStreams: number;
};

export type LongRunReport = {
  afterAnHour: Moment;
  atTheEnd: Moment;
  afterStop: Pick<Moment, 'timers' | 'openStreams'> & { sockets: number };
  /** Changes of the config the app itself has made. */
  saves: number;
  oldestEventAgeDays: number;
  keepDays: number;
  events: number;
  requests: number;
  errors: string[];
};

const minute = 60_000;
const hour = 60 * minute;
const keepDays = 2;
const configPath = '/home/me/.openclaw/openclaw.json';

export async function liveThrough(options: LongRunOptions): Promise<LongRunReport> {
  const start = Date.UTC(2026, 10, 20, 6);
  let isBusy = () => false;
  const clock = createSimClock(start, () => isBusy());
  const random = seeded(options.seed);
  const servers = await startServers(clock, options.servers);
  const timers = countTimers(clock);
  const socketsBefore = openSockets();
  const network = options.sockets === true ? createTimedHttp(createHttp(), clock) : null;
  if (network !== null) isBusy = () => network.underWay() > 0;
  const wire = watchHttp(network ?? createDirectHttp(servers, clock));
  const log = createRecordingLog();
  const files = createMemoryFiles({
    '/data/settings.json': JSON.stringify({
      ...defaultSettings,
      scanLocalPorts: false,
      historyDays: keepDays,
      servers: servers.map(({ url }) => ({ id: idOf(url), url, name: null, kind: null })),
    }),
    [configPath]: configText(servers, 0),
  });
  const history = openHistory(':memory:', log).store;
  const app = await createApp({
    ports: {
      clock: timers.clock,
      random,
      http: wire.http,
      files,
      processes: fakeProcesses(),
      secrets: noSecrets,
      history,
      schemaEngine: noSchema,
      log,
    },
    dataFolder: '/data',
    info: { version: '0', host: 'headless', platform: 'linux', demo: false, locale: 'en' },
    scanPorts: [],
    timeZone: 'Europe/Warsaw',
  });
  const pushes = createPushEvents({ checkPayloads: false });
  app.state.onChange((change) => pushes.push('snapshotChanged', change));
  app.start();

  const world: World = { app, clock, servers, files, random, pushes, windows: [], edits: 0, saves: 0 };
  const measure = async (): Promise<Moment> => {
    await calmDown(world);
    wire.forgetMost();
    await clock.advance(10 * minute);
    forget(world, log);
    collectGarbage();
    return {
      heapBytes: process.memoryUsage().heapUsed,
      timers: timers.live(),
      mostSignalListeners: wire.mostListeners(),
      receivers: pushes.receivers(),
      openStreams: wire.openStreams(),
    };
  };

  const errors: string[] = [];
  await clock.advance(hour);
  const afterAnHour = await measure();
  for (let passed = 1; passed < options.hours; passed += 1) {
    await liveAnHour(world, passed);
    errors.push(
      ...log.lines
        .filter(({ level }) => level === 'error')
        .map(({ message, facts }) => `${message} ${JSON.stringify(facts)}`),
    );
    forget(world, log);
    options.hour?.(passed);
  }
  const atTheEnd = await measure();
  // What is too old is removed four times a day.
  await clock.advance(6 * hour);
  const kept = history.events({
    before: null,
    limit: 1_000_000,
    what: null,
    serverId: null,
    modelId: null,
  }).events;
  const oldest = kept.at(-1)?.at ?? clock.now();
  const ageDays = (clock.now() - oldest) / (24 * hour);
  await app.stop();
  for (let i = 0; i < 5; i += 1) await clock.advance(1_000);
  for (const server of servers) await server.stop();
  // Closed sockets are gone with the next turns of the event loop.
  for (let i = 0; i < 50 && openSockets() > socketsBefore; i += 1) await new Promise(setImmediate);
  const afterStop = {
    timers: timers.live(),
    openStreams: wire.openStreams(),
    sockets: openSockets() - socketsBefore,
  };
  return {
    afterAnHour,
    atTheEnd,
    afterStop,
    oldestEventAgeDays: ageDays,
    keepDays,
    events: kept.length,
    requests: wire.requests(),
    saves: world.saves,
    errors,
  };
}

type World = {
  app: App;
  clock: SimClock;
  servers: FakeServer[];
  files: MemoryFiles;
  random: () => number;
  pushes: ReturnType<typeof createPushEvents>;
  windows: (() => void)[];
  edits: number;
  saves: number;
};

const starters: ((clock: SimClock) => Promise<FakeServer>)[] = [
  (clock) => startLmStudio({ clock, models: [model('lm:1'), model('lm:2')] }),
  (clock) => startOllama({ clock, models: [model('ollama:1'), model('ollama:2')] }),
  (clock) => startLlamaServer({ clock, model: model('llama:1'), sleepIdleSeconds: 600 }),
  (clock) => startLlamaRouter({ clock, models: [model('router:1'), model('router:2')] }),
  (clock) => startLlamaSwap({ clock, models: [{ ...model('swap:1'), ttl: 900 }] }),
  (clock) => startVllm({ clock, model: model('vllm:1') }),
  (clock) => startKoboldCpp({ clock, initial: model('kobold:1') }),
];

function model(id: string) {
  return fakeModel({ id });
}

async function startServers(clock: SimClock, count: number): Promise<FakeServer[]> {
  const started: FakeServer[] = [];
  for (let i = 0; i < count; i += 1) {
    const starter = starters[i % starters.length];
    if (starter !== undefined) started.push(await starter(clock));
  }
  return started;
}

function configText(servers: readonly FakeServer[], edits: number): string {
  const providers = servers.slice(0, 5).map(({ url }, index) => {
    const models = [{ id: 'lm:1', name: 'one', contextWindow: 8_192 + (edits % 7) }];
    return [`near${index}`, { baseUrl: `${url}/v1`, api: 'openai-completions', models }];
  });
  const fallbacks = edits % 2 === 0 ? ['near1/lm:1', 'near2/lm:1'] : ['near2/lm:1', 'near1/lm:1'];
  return JSON.stringify({
    models: { providers: Object.fromEntries(providers) },
    agents: { defaults: { model: { primary: 'near0/lm:1', fallbacks } } },
  });
}

async function liveAnHour(world: World, passed: number): Promise<void> {
  const { app, clock, random } = world;
  const ofDay = (6 + passed) % 24;
  if (ofDay === 23) app.power.suspend();
  if (ofDay === 7 && app.state.snapshot().app.suspended) app.power.resume();
  for (let slice = 0; slice < 6; slice += 1) {
    if (!app.state.snapshot().app.suspended) {
      for (const happens of [comeAndGo, misbehave, useModel, act, openOrClose, edit]) {
        if (random() < 0.4) await happens(world);
      }
    }
    await clock.advance(10 * minute);
  }
}

function anyServer({ servers, random }: World): FakeServer {
  const server = servers[Math.floor(random() * servers.length)];
  if (server === undefined) throw new Error('a world without servers');
  return server;
}

async function comeAndGo(world: World): Promise<void> {
  const server = anyServer(world);
  if (server.running) await server.stop();
  else await server.start();
}

function misbehave(world: World): void {
  const faults = [
    { status: 500 },
    { html: true },
    { delayMs: 60_000 },
    { status: 401, body: '{}' },
    { body: '{"data":[' },
  ];
  const server = anyServer(world);
  server.behave();
  server.misbehave({ ...faults[Math.floor(world.random() * faults.length)], times: 20 });
}

async function useModel(world: World): Promise<void> {
  const server = anyServer(world);
  const asked = 'clientAsks' in server ? (server.clientAsks as (id: string) => Promise<unknown>) : null;
  const [first] = world.app.state.server(idOf(server.url))?.models ?? [];
  if (asked !== null && first !== undefined && server.running)
    void asked.call(server, first.id).catch(() => undefined);
}

function act({ app, random }: World): void {
  const servers = app.state.snapshot().servers.filter(({ reachability }) => reachability.is === 'reachable');
  const server = servers[Math.floor(random() * servers.length)];
  const picked = server?.models[0];
  if (server === undefined || picked === undefined) return;
  const request = {
    serverId: server.id,
    modelId: picked.id,
    contextLength: null,
    instanceId: null,
    evenIfBusy: true,
    by: 'person' as const,
  };
  void (random() < 0.5 ? app.actions.load(request) : app.actions.unload(request));
}

function openOrClose({ app, pushes, windows, random }: World): void {
  if (windows.length > 0 && random() < 0.5) windows.pop()?.();
  else windows.push(pushes.addReceiver(() => undefined));
  app.setVisible(windows.length > 0);
}

async function edit(world: World): Promise<void> {
  const { app, files, servers, random } = world;
  world.edits += 1;
  const dice = random();
  if (dice < 0.3) {
    const fallbacks = random() < 0.5 ? ['near1/lm:1', 'near2/lm:1'] : ['near2/lm:1', 'near1/lm:1'];
    const saved = await app.config.editor.saveEdits([
      { edit: 'reorder-chain', agentId: null, refs: ['near0/lm:1', ...fallbacks] },
    ]);
    if (saved.ok) world.saves += 1;
  } else if (dice < 0.6) files.editedOutside(configPath, configText(servers, world.edits));
  else await app.settings.change({ pollSeconds: { visible: 3 + (world.edits % 3), hidden: 15 } });
}

/** Everybody is there, nobody looks, nothing is under way. */
async function calmDown({ app, clock, servers, windows }: World): Promise<void> {
  if (app.state.snapshot().app.suspended) app.power.resume();
  for (const close of windows.splice(0)) close();
  app.setVisible(false);
  for (const server of servers) {
    server.behave();
    await server.start();
  }
  await clock.advance(hour);
}

/** What the simulated world itself keeps of the past. */
function forget({ servers }: World, log: ReturnType<typeof createRecordingLog>): void {
  log.lines.length = 0;
  for (const server of servers) {
    server.requests.length = 0;
    server.ledger.clear();
  }
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((each) => each === 'TCPSocketWrap').length;
}

function countTimers(clock: Clock): { clock: Clock; live(): number } {
  const waiting = new Set<symbol>();
  return {
    live: () => waiting.size,
    clock: {
      now: clock.now,
      monotonic: clock.monotonic,
      schedule(ms, run) {
        const timer = Symbol('timer');
        waiting.add(timer);
        const cancel = clock.schedule(ms, () => {
          waiting.delete(timer);
          run();
        });
        return () => {
          waiting.delete(timer);
          cancel();
        };
      },
    },
  };
}

function watchHttp(http: Http) {
  let requests = 0;
  let most = 0;
  let openStreams = 0;
  function seen(signal: AbortSignal | undefined): void {
    requests += 1;
    if (signal !== undefined) most = Math.max(most, getEventListeners(signal, 'abort').length);
  }
  const watched: Http = {
    request(request) {
      seen(request.signal);
      return http.request(request);
    },
    async stream(request) {
      seen(request.signal);
      const opened = await http.stream(request);
      if (!opened.ok) return opened;
      openStreams += 1;
      const { chunks } = opened.value;
      async function* counted() {
        try {
          yield* chunks;
        } finally {
          openStreams -= 1;
        }
      }
      return { ok: true, value: { ...opened.value, chunks: counted() } };
    },
    close: () => http.close(),
  };
  return {
    http: watched,
    requests: () => requests,
    mostListeners: () => most,
    openStreams: () => openStreams,
    forgetMost() {
      most = 0;
    },
  };
}

const noSecrets = {
  kind: 'private-file' as const,
  get: async () => ok(null),
  set: async () => fail('key-store-unavailable', 'There is none here.'),
  remove: async () => fail('key-store-unavailable', 'There is none here.'),
  names: async () => [],
  saved: async () => undefined,
};

const noSchema = {
  load: async () => fail('cli-missing', 'There is none here.'),
  check: async () => fail('cli-missing', 'There is none here.'),
  describe: async () => fail('cli-missing', 'There is none here.'),
  close: async () => undefined,
};

/** Also where Node was not started with --expose-gc. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}
