import type { Http } from '../../electron/core/ports.ts';
import { modelKey, type WarmthPolicy } from '../../shared/warmth.ts';
import {
  type FakeServer,
  type LedgerEntry,
  otherClientHeader,
  sampleModels,
  startKoboldCpp,
  startLlamaRouter,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startLocalAi,
  startOllama,
} from '../fake-servers/index.ts';
import { createDirectHttp } from './direct-http.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { idOf, seeded, startSimulatedApp } from './simulated-app.ts';

/**
 * Days of one server that somebody uses, with and without keeping its model warm. The server runs on through the
 * nights; the laptop that keeps it warm sleeps. Others ask for the model in bursts through the day and for another
 * one now and then, which takes its place where the server keeps one; twice a week the server restarts.
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** A Monday, 00:00 in Warsaw. */
const monday = Date.UTC(2026, 10, 15, 23);
const pingEveryMs = 4.5 * minute;

export type Keeping = 'nobody' | 'script' | 'keep' | 'pin';

export type WeekResult = {
  kind: string;
  keeping: Keeping;
  days: number;
  asked: number;
  /** Requests of others that had to wait for a load, for the kept model and for the other one. */
  coldStarts: number;
  othersCold: number;
  tokens: number;
  sent: number;
  /** Effects on the server that we caused, beyond restarting an idle time. */
  sideEffects: LedgerEntry[];
  stopped: string[];
  account: { avoided: number; suffered: number; warmHours: number } | null;
};

type Simulated = {
  server: FakeServer;
  modelId: string;
  names: { main: string; other: string | null };
  /** Sent along by the client that uses the model; nobody can see it from outside. */
  options?: Record<string, unknown>;
};

const main = { ...sampleModels.qwen8b, loadMs: 8 * second, busyMs: 12 * second };
const other = { ...sampleModels.visionModel, loadMs: 15 * second, busyMs: 20 * second };

/** KoboldCpp names a model after its file. */
const koboldMain = { ...main, id: 'qwen3-8b' };

/** Every kind with an idle timer, set to what people have. */
export const kindsWithTimers: Record<string, (clock: SimClock) => Promise<Simulated>> = {
  ollama: async (clock) => ({
    server: await startOllama({ clock, models: [main, other], maxLoaded: 1 }),
    modelId: 'qwen3:8b',
    names: { main: main.id, other: other.id },
  }),
  'llama.cpp': async (clock) => ({
    server: await startLlamaServer({ clock, model: main, sleepIdleSeconds: 600 }),
    modelId: 'qwen3:8b.gguf',
    names: { main: main.id, other: null },
  }),
  'llama.cpp router': async (clock) => ({
    server: await startLlamaRouter({ clock, models: [main, other], modelsMax: 1, sleepIdleSeconds: 600 }),
    modelId: main.id,
    names: { main: main.id, other: other.id },
  }),
  'llama-swap': async (clock) => ({
    server: await startLlamaSwap({ clock, models: [main, other], globalTtlSeconds: 300 }),
    modelId: 'qwen3:8b',
    names: { main: main.id, other: other.id },
  }),
  'LM Studio': async (clock) => ({
    server: await startLmStudio({ clock, models: [main, other] }),
    modelId: 'qwen3:8b',
    names: { main: main.id, other: other.id },
  }),
  LocalAI: async (clock) => ({
    server: await startLocalAi({
      clock,
      models: [main, other],
      watchdogIdleMs: 15 * minute,
      maxActiveBackends: 1,
    }),
    modelId: 'qwen3:8b',
    names: { main: main.id, other: other.id },
  }),
  KoboldCpp: async (clock) => ({
    server: await startKoboldCpp({
      clock,
      initial: koboldMain,
      initialFile: 'qwen3-8b.gguf',
      router: true,
      admin: true,
      files: { 'qwen3-8b.gguf': koboldMain, 'gemma4.gguf': other },
      unloadAfterMs: 5 * minute,
    }),
    modelId: 'koboldcpp/qwen3-8b',
    names: { main: 'qwen3-8b.gguf', other: 'gemma4.gguf' },
  }),
};

/** What keep warm cannot do: it has to notice that, and leave it. */
export const lostCauses: Record<string, (clock: SimClock) => Promise<Simulated>> = {
  'Ollama, unusual client': async (clock) => ({
    server: await startOllama({ clock, models: [main, other], maxLoaded: 1 }),
    modelId: main.id,
    names: { main: main.id, other: other.id },
    options: { num_batch: 64 },
  }),
};

type Happening = { at: number; does: 'ask' | 'ask-other' | 'restart' | 'sleep' | 'wake' };

function happenings(days: number, seed: number, hasOther: boolean): Happening[] {
  const random = seeded(seed);
  const all: Happening[] = [];
  for (let number = 0; number < days; number += 1) {
    const midnight = monday + number * day;
    let at = midnight + 8 * hour + random() * hour;
    while (at < midnight + 23 * hour) {
      const burst = 1 + Math.floor(random() * 4);
      for (let i = 0; i < burst; i += 1) {
        all.push({ at, does: 'ask' });
        at += 30 * second + random() * 2 * minute;
      }
      at += 10 * minute + random() * 80 * minute;
    }
    const times = hasOther ? 3 : 0;
    for (let i = 0; i < times; i += 1)
      all.push({ at: midnight + (9 + random() * 13) * hour, does: 'ask-other' });
    if (number % 3 === 1) all.push({ at: midnight + (11 + random() * 6) * hour, does: 'restart' });
    all.push({ at: midnight + 0.5 * hour, does: 'sleep' }, { at: midnight + 7 * hour, does: 'wake' });
    if (number % 2 === 0)
      all.push({ at: midnight + 12.5 * hour, does: 'sleep' }, { at: midnight + 13.2 * hour, does: 'wake' });
  }
  return all.toSorted((a, b) => a.at - b.at);
}

export async function simulate(
  kind: string,
  keeping: Keeping,
  days: number,
  options: { seed?: number; hiddenPollSeconds?: number } = {},
): Promise<WeekResult> {
  const start = kindsWithTimers[kind] ?? lostCauses[kind];
  if (start === undefined) throw new Error(`No such kind: ${kind}`);
  const clock = createSimClock(monday);
  const { server, modelId, names, options: unusual } = await start(clock);
  const http = createDirectHttp([server], clock);
  const script = createScript(clock, http, server, names.main);
  const serverId = idOf(server.url);
  const isApp = keeping === 'keep' || keeping === 'pin';
  const app = isApp ? await startApp(clock, server, modelId, keeping, options.hiddenPollSeconds) : null;
  if (keeping === 'script') script.start();
  let asked = 0;
  for (const { at, does } of happenings(days, options.seed ?? 7, names.other !== null)) {
    await clock.advanceTo(Math.round(at));
    if (does === 'ask') {
      asked += 1;
      void (unusual === undefined
        ? ask(http, server, names.main)
        : askOllama(http, server, names.main, unusual));
    }
    if (does === 'ask-other' && names.other !== null) void ask(http, server, names.other);
    if (does === 'restart') await server.restart();
    if (does === 'sleep') {
      script.stop();
      app?.suspend();
    }
    if (does === 'wake') {
      if (keeping === 'script') script.start();
      app?.resume();
    }
  }
  await clock.advanceTo(monday + days * day);
  const accounts = app?.warmth.accounts(serverId, modelId, days + 1) ?? [];
  const warmth = app?.state.snapshot().warmth.models ?? [];
  app?.stop();
  script.stop();
  await server.stop();
  return {
    kind,
    keeping,
    days,
    asked,
    ...countLedger(server.ledger.entries, names),
    sent: isApp ? accounts.reduce((sum, { nudges }) => sum + nudges, 0) : script.sent(),
    stopped: warmth.flatMap(({ status }) => (status.is === 'stopped' ? [status.why] : [])),
    account: isApp
      ? {
          avoided: accounts.reduce((sum, each) => sum + each.coldStartsAvoided, 0),
          suffered: accounts.reduce((sum, each) => sum + each.coldStartsSuffered, 0),
          warmHours: accounts.reduce((sum, each) => sum + each.warmMs, 0) / hour,
        }
      : null,
  };
}

function startApp(
  clock: SimClock,
  server: FakeServer,
  modelId: string,
  mode: WarmthPolicy['mode'],
  hiddenPollSeconds = 15,
) {
  const key = modelKey(idOf(server.url), modelId);
  // In LM Studio no other way exists, and the person said so: elsewhere it changes nothing.
  const policy: WarmthPolicy = { mode, hours: null, acceptsRealRequests: true };
  return startSimulatedApp({
    clock,
    servers: [server],
    hiddenPollSeconds,
    keepWarm: { models: { [key]: policy } },
  });
}

function ask(http: Http, server: FakeServer, model: string): Promise<unknown> {
  return http.request({
    method: 'POST',
    url: `${server.url}/v1/chat/completions`,
    headers: { [otherClientHeader]: '1' },
    json: { model, messages: [{ role: 'user', content: 'Hello' }] },
    timeoutMs: 10 * minute,
    maxBytes: 1_000_000,
  });
}

function askOllama(http: Http, server: FakeServer, model: string, options: object): Promise<unknown> {
  return http.request({
    method: 'POST',
    url: `${server.url}/api/generate`,
    headers: { [otherClientHeader]: '1' },
    json: { model, prompt: 'Hello', stream: false, options },
    timeoutMs: 10 * minute,
    maxBytes: 1_000_000,
  });
}

/** What people run today: one token every four and a half minutes, whatever the server is doing. */
function createScript(clock: SimClock, http: Http, server: FakeServer, model: string) {
  let count = 0;
  let cancel: (() => void) | null = null;
  function ping(): void {
    count += 1;
    cancel = clock.schedule(pingEveryMs, ping);
    void http.request({
      method: 'POST',
      url: `${server.url}/v1/chat/completions`,
      json: { model, messages: [{ role: 'user', content: 'ping' }], max_tokens: 1 },
      timeoutMs: 2 * minute,
      maxBytes: 1_000_000,
    });
  }
  return {
    start: ping,
    stop() {
      cancel?.();
      cancel = null;
    },
    sent: () => count,
  };
}

const ownEffects = new Set(['reset-timer']);

function countLedger(entries: readonly LedgerEntry[], names: Simulated['names']) {
  const loads = entries.filter(
    ({ by, effect }) => by === 'other-client' && (effect === 'loaded' || effect === 'woke'),
  );
  // KoboldCpp notes both the waking and the load it is.
  const cold = loads.filter(({ effect, at }, index) => {
    const before = loads[index - 1];
    return effect === 'woke' || before?.effect !== 'woke' || at - before.at > minute;
  });
  const isOther = ({ model, note }: LedgerEntry) =>
    names.other !== null && (model === other.id || note === names.other);
  const ours = entries.filter(({ by }) => by === 'http');
  return {
    coldStarts: cold.filter((entry) => !isOther(entry)).length,
    othersCold: cold.filter(isOther).length,
    tokens: ours.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0),
    sideEffects: ours.filter(({ effect }) => !ownEffects.has(effect)),
  };
}
