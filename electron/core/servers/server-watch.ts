import type { Failure } from '../../../shared/failures.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Model, ModelState, Reachability, Server, ServerKind } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import { createServerPoller } from '../polling/server-poller.ts';
import type { Clock, Http, Log, Processes, Random } from '../ports.ts';
import type { ServerAddress } from './address.ts';
import { recognise } from './recognise.ts';
import { adapterFor } from './registry.ts';
import { createServerClient, type ServerClient } from './server-client.ts';
import type { AdapterContext, Observation, ServerAdapter, ServerEvent } from './types.ts';

/** What the fleet knows of a server before anybody asked it. */
export type ServerSeed = {
  address: ServerAddress;
  /** What the person called it; null: named after what it turns out to be. */
  name: string | null;
  sources: Server['sources'];
  providerIds: string[];
  pinnedKind: ServerKind | null;
  key: Server['key'];
  authorisation(): Promise<Record<string, string>>;
};

export type WatchOptions = {
  state: AppState;
  http: Http;
  clock: Clock;
  random: Random;
  log: Log;
  processes: Processes | null;
  pace(): { visible: boolean; visibleSeconds: number; hiddenSeconds: number };
};

/** Watches one server: recognises it, polls it, follows its events, and reports what it saw to the state. */
export type ServerWatch = {
  id: string;
  start(): void;
  stop(): void;
  pollNow(): Promise<void>;
  replan(): void;
  /** Before the machine sleeps: nothing is sent until `resume`. */
  pause(): void;
  /** After sleep: one look, a little spread out over the servers, then the usual pace. */
  resume(): void;
  changeSeed(seed: ServerSeed): void;
  /** The adapter and its context, once the server is recognised; the same failure the interface shows otherwise. */
  connection(): Result<{ adapter: ServerAdapter; context: AdapterContext }>;
  /** Reads the state right now and reports it, for actions and for keep warm's guard. */
  readNow(): Promise<Result<Observation>>;
};

/** Networks need a moment after sleep, and a hundred servers asked at once are a burst. */
const resumeSpreadMs = 3_000;

export function createServerWatch(first: ServerSeed, options: WatchOptions): ServerWatch {
  const { state, clock } = options;
  const log = options.log.from(first.address.id);
  const id = first.address.id;
  let seed = first;
  let link: {
    client: ServerClient;
    adapter: ServerAdapter;
    kindFrom: Server['kindFrom'];
    version: string | null;
  } | null = null;
  let observation: Observation | null = null;
  let reachability: Reachability = { is: 'unknown' };
  let latencyMs: number | null = null;
  let lastGoodAt: number | null = null;
  let events: AbortController | null = null;
  let eventsOpen = false;
  let cancelResume: (() => void) | null = null;
  let forgetPrevious = false;
  const overlay = new Map<string, ModelState>();

  const poller = createServerPoller({
    clock,
    random: options.random,
    log,
    poll: async () => (await readNow()).ok,
    situation: () => ({
      ...options.pace(),
      acting: (state.server(id)?.actions.length ?? 0) > 0,
      hasEvents: eventsOpen,
    }),
  });

  async function connect(): Promise<Result<NonNullable<typeof link>>> {
    if (link !== null) return ok(link);
    let failed: Result<never> = fail('internal', 'No address to try.');
    for (const baseUrl of seed.address.candidates) {
      const client = createServerClient({ http: options.http, baseUrl, authorisation: seed.authorisation });
      const recognised = await recognise(client);
      const answered = recognised.ok || recognised.failure.code === 'wrong-kind-of-server';
      const kind = answered ? (seed.pinnedKind ?? (recognised.ok ? recognised.value.kind : null)) : null;
      if (kind !== null) {
        const kindFrom = seed.pinnedKind === null ? 'fingerprint' : 'person';
        link = {
          client,
          adapter: adapterFor(kind),
          kindFrom,
          version: recognised.ok ? recognised.value.version : null,
        };
        return ok(link);
      }
      if (!recognised.ok) failed = recognised;
    }
    return failed;
  }

  async function readNow(): Promise<Result<Observation>> {
    const connected = await connect();
    if (!connected.ok) return lost(connected.failure);
    const startedAt = clock.monotonic();
    const observed = await connected.value.adapter.observe(contextOf(connected.value.client));
    if (!observed.ok) return lost(observed.failure);
    observation = observed.value;
    forgetPrevious = false;
    lastGoodAt = clock.now();
    latencyMs = steadyLatency(latencyMs, clock.monotonic() - startedAt);
    if (reachability.is !== 'reachable') reachability = { is: 'reachable', since: clock.now() };
    report();
    followEvents();
    return observed;
  }

  function lost(failure: Failure): Result<Observation> {
    // Whatever comes back at this address may be another program: recognise it again.
    link = null;
    forgetPrevious = true;
    events?.abort();
    overlay.clear();
    const since = reachability.is === 'unreachable' ? reachability.since : clock.now();
    reachability = { is: 'unreachable', since, failure, lastGoodAt };
    report();
    return { ok: false, failure };
  }

  function contextOf(client: ServerClient): AdapterContext {
    return {
      client,
      place: seed.address.place,
      now: () => clock.now(),
      wait: (ms, signal) => wait(clock, ms, signal),
      // Static facts of the program that was here before the outage may not be those of the one that is here now.
      previous: forgetPrevious ? null : observation,
      processes: options.processes,
    };
  }

  function report(): void {
    const before = state.server(id);
    const kind = link?.adapter.kind ?? before?.kind ?? seed.pinnedKind ?? 'openai-compatible';
    const known = link !== null || before !== null;
    state.setServer(
      {
        id,
        name: seed.name ?? nameOf(seed, known ? kind : null),
        baseUrl: link?.client.baseUrl ?? before?.baseUrl ?? seed.address.candidates[0] ?? '',
        kind,
        kindFrom: link?.kindFrom ?? (known ? (before?.kindFrom ?? 'assumed') : 'assumed'),
        variant: observation?.variant ?? null,
        version: observation?.version ?? link?.version ?? null,
        place: seed.address.place,
        sources: seed.sources,
        providerIds: seed.providerIds,
        reachability,
        abilities: observation?.abilities ?? adapterFor(kind).abilities,
        latencyMs,
        actions: before?.actions ?? [],
        key:
          reachability.is === 'unreachable' && reachability.failure.code === 'unauthorised'
            ? refusedKey(seed.key)
            : seed.key,
      },
      withOverlay(observation?.models ?? [], overlay),
    );
  }

  function followEvents(): void {
    const open = link?.adapter.events;
    if (open === undefined || link === null || events !== null) return;
    const stopper = new AbortController();
    events = stopper;
    void readEvents(open(contextOf(link.client), stopper.signal)).finally(() => {
      eventsOpen = false;
      overlay.clear();
      // A moment's pause, so that a stream that ends at once is not opened in a loop: the next poll reopens it.
      if (events === stopper) events = null;
      poller.replan();
    });
  }

  async function readEvents(stream: AsyncIterable<ServerEvent>): Promise<void> {
    try {
      for await (const event of stream) {
        eventsOpen = true;
        if (event.is === 'changed') void poller.pollNow();
        else showEvent(event.modelId, event.state);
      }
    } catch (error) {
      log.warn('The event stream broke.', { error: String(error) });
    }
  }

  function showEvent(modelId: string, modelState: ModelState | null): void {
    if (modelState === null) overlay.delete(modelId);
    else overlay.set(modelId, modelState);
    report();
  }

  return {
    id,
    start() {
      report();
      poller.start();
    },
    stop() {
      cancelResume?.();
      poller.stop();
      events?.abort();
    },
    pollNow: () => poller.pollNow(),
    replan: () => poller.replan(),
    pause() {
      cancelResume?.();
      poller.stop();
      events?.abort();
    },
    resume() {
      cancelResume?.();
      cancelResume = clock.schedule(options.random() * resumeSpreadMs, () => poller.start());
    },
    changeSeed(next) {
      const reconnect = next.pinnedKind !== seed.pinnedKind || next.key !== seed.key;
      seed = next;
      if (reconnect) {
        link = null;
        events?.abort();
        void poller.pollNow();
      }
      report();
    },
    connection() {
      if (link !== null) return ok({ adapter: link.adapter, context: contextOf(link.client) });
      if (reachability.is === 'unreachable') return { ok: false, failure: reachability.failure };
      return fail('unknown-server', 'The server was not recognised yet.');
    },
    readNow,
  };
}

function nameOf(seed: ServerSeed, kind: ServerKind | null): string {
  const label = kind === null ? null : adapterFor(kind).label;
  const provider = seed.providerIds[0] ?? null;
  // "OpenAI-compatible" says less than the provider's own id in the config.
  if (kind === 'openai-compatible' && provider !== null) return provider;
  return label ?? provider ?? `Port ${seed.address.port}`;
}

function withOverlay(models: Model[], overlay: ReadonlyMap<string, ModelState>): Model[] {
  if (overlay.size === 0) return models;
  return models.map((model) => {
    const shown = overlay.get(model.id);
    return shown === undefined ? model : { ...model, state: shown };
  });
}

function refusedKey(key: Server['key']): Server['key'] {
  return key === 'none' ? 'missing' : 'refused';
}

/** Shown latency moves only when it really changed, so that a quiet poll pushes nothing. */
export function steadyLatency(shown: number | null, measuredMs: number): number {
  const rounded = Math.max(1, Math.round(measuredMs));
  if (shown === null) return rounded;
  const movedALot = rounded > shown * 2 + 10 || rounded < shown / 2 - 10;
  return movedALot ? rounded : shown;
}

function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = clock.schedule(ms, done);
    function done(): void {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
