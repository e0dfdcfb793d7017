import * as v from 'valibot';
import { expect } from 'vitest';
import { createHttp, type HttpOptions } from '../../../electron/adapters/undici-http.ts';
import { type AppState, createAppState } from '../../../electron/core/app-state.ts';
import type { Http } from '../../../electron/core/ports.ts';
import { createFleet, type Fleet } from '../../../electron/core/servers/fleet.ts';
import { ok } from '../../../shared/result.ts';
import { ServerWithModels } from '../../../shared/servers.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import { tabbyApiKey } from '../../fake-servers/index.ts';
import { emptySnapshot } from '../../fakes/builders.ts';
import { createFakeClock, type FakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog, type RecordingLog } from '../../fakes/recording-log.ts';

/** Real polling over real sockets with short time limits; the app's own timers stand still until a test moves them. */

export const shortestLimitMs = 250;
/** A look asks a handful of questions one after the other, each with the limit above. */
const lookLimitMs = 4_000;

export type Watched = {
  state: AppState;
  fleet: Fleet;
  clock: FakeClock;
  log: RecordingLog;
  settings: Settings;
  http: Http;
  server(): ServerWithModels;
  /** One poll, which must end in time, with a server that fits the contract. */
  poll(): Promise<ServerWithModels>;
  stop(): Promise<void>;
};

export type WatchedOptions = {
  url: string;
  key?: string;
  http?: HttpOptions;
  change?: Partial<Settings>;
  firstToken?: (serverId: string, modelId: string, ms: number) => void;
};

export function watchServer(options: WatchedOptions): Watched {
  const { url, key = tabbyApiKey, http: httpOptions, change, firstToken = () => undefined } = options;
  const clock = createFakeClock();
  const state = createAppState(emptySnapshot());
  const log = createRecordingLog();
  const settings: Settings = {
    ...defaultSettings,
    servers: [{ id: 'the-server', url, name: null, kind: null }],
    ...change,
  };
  const http = quick(createHttp(httpOptions));
  const fleet = createFleet({
    state,
    http,
    clock,
    random: () => 0.5,
    log,
    processes: null,
    firstToken,
    pace: () => ({ visible: true, visibleSeconds: 3, hiddenSeconds: 15 }),
    keyFor: () => ({ state: 'set', authorisation: async () => ok({ authorization: `Bearer ${key}` }) }),
    sources: { providers: () => [], settings: () => settings, scanned: () => [], demo: false },
  });
  fleet.refresh();

  function server(): ServerWithModels {
    const [only] = state.snapshot().servers;
    if (only === undefined) throw new Error('no server is watched');
    return only;
  }

  return {
    state,
    fleet,
    clock,
    log,
    settings,
    http,
    server,
    async poll() {
      await within(lookLimitMs, fleet.pollAll());
      const seen = server();
      const checked = v.safeParse(ServerWithModels, seen);
      expect(checked.success ? [] : v.flatten(checked.issues)).toEqual([]);
      return seen;
    },
    async stop() {
      fleet.stop();
      await http.close();
    },
  };
}

/** The same network with time limits a test can wait for. */
export function quick(http: Http): Http {
  return {
    request: (request) =>
      http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, shortestLimitMs) }),
    stream: (request) => http.stream({ ...request, timeoutMs: Math.min(request.timeoutMs, shortestLimitMs) }),
    close: () => http.close(),
  };
}

export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function failureCode(server: ServerWithModels): string | null {
  return server.reachability.is === 'unreachable' ? server.reachability.failure.code : null;
}
