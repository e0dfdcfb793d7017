import type { Failure } from '../../../shared/failures.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ModelState, Reachability, Server, ServerKind } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import { createServerPoller } from '../polling/server-poller.ts';
import type { Clock, Http, Log, Processes, Random } from '../ports.ts';
import type { ServerAddress } from './address.ts';
import { meanFirstTokenMs } from './first-token.ts';
import { recognise } from './recognise.ts';
import { adapterFor } from './registry.ts';
import { type Authorisation, createServerClient, type ServerClient } from './server-client.ts';
import { isStrange, nameOf, refusedKey, steadyLatency, withOverlay } from './server-facts.ts';
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
  authorisation: Authorisation;
};

export type WatchOptions = {
  state: AppState;
  http: Http;
  clock: Clock;
  random: Random;
  log: Log;
  processes: Processes | null;
  /** Told with every look that shows requests were answered since the one before. */
  firstToken?(serverId: string, modelId: string, ms: number): void;
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
  /** Looks that got no answer, since the watch began. */
  pollFailures(): number;
  /** Reads the state right now and reports it, for actions and for keep warm's guard. */
  readNow(): Promise<Result<Observation>>;
};

type Link = {
  client: ServerClient;
  adapter: ServerAdapter;
  kindFrom: Server['kindFrom'];
  version: string | null;
  recognisedAt: number;
};

/** A program may be replaced by another one between two polls; many kinds answer each other's questions. */
const recogniseAgainMs = 5 * 60_000;

/** Networks need a moment after sleep, and a hundred servers asked at once are a burst. */
const resumeSpreadMs = 3_000;

export function createServerWatch(first: ServerSeed, options: WatchOptions): ServerWatch {
  const { state, clock } = options;
  const log = options.log.from(first.address.id);
  const id = first.address.id;
  let seed = first;
  let link: Link | null = null;
  let observation: Observation | null = null;
  let reachability: Reachability = { is: 'unknown' };
  let latencyMs: number | null = null;
  let lastGoodAt: number | null = null;
  let events: AbortController | null = null;
  let eventsOpen = false;
  let cancelResume: (() => void) | null = null;
  let forgetPrevious = false;
  /** Aborted when what is under way is no longer wanted. */
  let wanted = new AbortController();
  let watching = false;
  let looks = 0;
  let newestReported = 0;
  let failedLooks = 0;
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

  async function connect(): Promise<Result<Link>> {
    if (link !== null) return ok(link);
    let failed: Result<never> = fail('internal', 'No address to try.');
    for (const baseUrl of seed.address.candidates) {
      const client = clientFor(baseUrl);
      const recognised = await recognise(client);
      const answered = recognised.ok || recognised.failure.code === 'wrong-kind-of-server';
      const kind = answered ? (seed.pinnedKind ?? (recognised.ok ? recognised.value.kind : null)) : null;
      if (kind !== null) {
        link = linkTo(client, kind, recognised.ok ? recognised.value.version : null);
        return ok(link);
      }
      if (!recognised.ok) failed = recognised;
    }
    return failed;
  }

  function clientFor(baseUrl: string): ServerClient {
    const authorisation = () => seed.authorisation();
    return createServerClient({ http: options.http, baseUrl, authorisation, signal: () => wanted.signal });
  }

  function linkTo(client: ServerClient, kind: ServerKind, version: string | null): Link {
    const kindFrom = seed.pinnedKind === null ? 'fingerprint' : 'person';
    return { client, adapter: adapterFor(kind), kindFrom, version, recognisedAt: clock.monotonic() };
  }

  async function readNow(): Promise<Result<Observation>> {
    const { signal } = wanted;
    looks += 1;
    const turn = looks;
    const seen = await look();
    if (signal.aborted) return fail('cancelled', 'Nobody waits for this answer any more.');
    // A look that began later has told newer things already.
    if (turn < newestReported) return seen.ok ? ok(seen.value.observed) : seen;
    newestReported = turn;
    if (!seen.ok) return lost(seen.failure);
    reportFirstToken(forgetPrevious ? null : observation, seen.value.observed);
    observation = seen.value.observed;
    forgetPrevious = false;
    lastGoodAt = clock.now();
    latencyMs = steadyLatency(latencyMs, seen.value.tookMs);
    if (reachability.is !== 'reachable') reachability = { is: 'reachable', since: clock.now() };
    report();
    followEvents();
    return ok(observation);
  }

  function reportFirstToken(before: Observation | null, { firstTokens }: Observation): void {
    const ms = meanFirstTokenMs(before?.firstTokens, firstTokens);
    if (ms === null) return;
    for (const modelId of firstTokens?.modelIds ?? []) options.firstToken?.(id, modelId, ms);
  }

  type Seen = { observed: Observation; tookMs: number };

  async function look(): Promise<Result<Seen>> {
    const known = link;
    if (known !== null) await recogniseAgain(known, recogniseAgainMs);
    const seen = await observeOnce();
    if (known === null || known !== link || !isSurprising(seen)) return seen;
    if (seen.ok) await recogniseAgain(known, 0);
    else forgetLink();
    return link === known ? seen : observeOnce();
  }

  function isSurprising(seen: Result<Seen>): boolean {
    if (!seen.ok) return isStrange(seen.failure);
    return observation !== null && !forgetPrevious && seen.value.observed.variant !== observation.variant;
  }

  async function observeOnce(): Promise<Result<Seen>> {
    const connected = await connect();
    if (!connected.ok) return connected;
    const startedAt = clock.monotonic();
    const observed = await connected.value.adapter.observe(contextOf(connected.value.client));
    return observed.ok ? ok({ observed: observed.value, tookMs: clock.monotonic() - startedAt }) : observed;
  }

  async function recogniseAgain(known: Link, afterMs: number): Promise<void> {
    const age = clock.monotonic() - known.recognisedAt;
    if (age < afterMs || known.kindFrom === 'person') return;
    known.recognisedAt = clock.monotonic();
    const recognised = await recognise(known.client);
    if (!recognised.ok || link !== known) return;
    const { kind, version } = recognised.value;
    // "Something that speaks OpenAI's language" says less than what is known.
    if (kind === known.adapter.kind || kind === 'openai-compatible') return;
    forgetLink();
    link = linkTo(clientFor(known.client.baseUrl), kind, version);
  }

  function forgetLink(): void {
    link = null;
    forgetPrevious = true;
    events?.abort();
    overlay.clear();
  }

  function lost(failure: Failure): Result<Observation> {
    failedLooks += 1;
    // Whatever comes back at this address may be another program: recognise it again.
    forgetLink();
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

  function begin(): void {
    wanted = new AbortController();
    poller.start();
  }

  function end(): void {
    cancelResume?.();
    poller.stop();
    events?.abort();
    wanted.abort();
  }

  return {
    id,
    start() {
      watching = true;
      report();
      begin();
    },
    stop() {
      watching = false;
      end();
    },
    pollNow: () => poller.pollNow(),
    replan: () => poller.replan(),
    pause() {
      watching = false;
      end();
    },
    resume() {
      cancelResume?.();
      watching = true;
      wanted = new AbortController();
      cancelResume = clock.schedule(options.random() * resumeSpreadMs, () => poller.start());
    },
    changeSeed(next) {
      const reconnect = next.pinnedKind !== seed.pinnedKind || next.key !== seed.key;
      seed = next;
      if (reconnect && watching) {
        // A look that is under way asks with what counted before.
        end();
        link = null;
        begin();
      }
      report();
    },
    connection() {
      if (link !== null) return ok({ adapter: link.adapter, context: contextOf(link.client) });
      if (reachability.is === 'unreachable') return { ok: false, failure: reachability.failure };
      return fail('unknown-server', 'The server was not recognised yet.');
    },
    pollFailures: () => failedLooks,
    readNow,
  };
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
