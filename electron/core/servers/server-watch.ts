import type { Failure } from '../../../shared/failures.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reachability, Server, ServerKind } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import { inTurns } from '../polling/in-turns.ts';
import { createServerPoller } from '../polling/server-poller.ts';
import type { Clock, Http, Log, Processes, Random } from '../ports.ts';
import type { ServerAddress } from './address.ts';
import { firstAnswering } from './address-families.ts';
import { followEvents } from './event-follower.ts';
import { meanFirstTokenMs } from './first-token.ts';
import { type InstanceNotes, shareNotes } from './instance-notes.ts';
import { recognise } from './recognise.ts';
import { adapterFor } from './registry.ts';
import { type Authorisation, createServerClient, loadTimeoutMs, type ServerClient } from './server-client.ts';
import { isStrange, nameOf, refusedKey, steadyLatency, whileLoading, withOverlay } from './server-facts.ts';
import type { AdapterContext, Observation, ServerAdapter } from './types.ts';

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
  /** A key changed: what is under way asked with the old one, and nobody waits out a back-off for the new one. */
  reconnect(): void;
  /** The adapter and its context, once the server is recognised; the same failure the interface shows otherwise. */
  connection(): Result<{ adapter: ServerAdapter; context: AdapterContext }>;
  /** Looks that got no answer, since the watch began. */
  pollFailures(): number;
  /**
   * Reads the state and reports it, for actions and for keep warm's guard. Looks follow one another: who asks during one
   * shares the next.
   */
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

/** What a copy was noted to do holds over a moment without answer; after longer, others may have loaded it anew. */
const notesOutliveMs = 2 * 60_000;

/** No load takes longer; after that it is told as the failure it has become. */
const loadingAtMostMs = loadTimeoutMs;

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
  let cancelResume: (() => void) | null = null;
  let forgetPrevious = false;
  /** Aborted when what is under way is no longer wanted. */
  let wanted = new AbortController();
  let watching = false;
  let failedLooks = 0;
  const notes: InstanceNotes = new Map();
  let observedKind: ServerKind | null = null;
  let startingSince: number | null = null;
  /** Whom the notes are about. */
  let notesAbout: { kind: ServerKind; version: string | null } | null = null;
  const events = followEvents({
    clock,
    log,
    isListed: (modelId) => observation?.models.some(({ id: each }) => each === modelId) ?? false,
    look() {
      if (watching) void readNow();
    },
    show() {
      if (watching) report();
    },
    ended: () => poller.replan(),
  });

  const readNow = inTurns(lookAndReport);
  const poller = createServerPoller({
    clock,
    random: options.random,
    log,
    poll: async () => answers(await readNow()),
    situation: () => ({
      ...options.pace(),
      acting: (state.server(id)?.actions.length ?? 0) > 0,
      hasEvents: events.isOpen(),
    }),
  });

  /** A server that is starting up answers: it is asked again at the usual pace. */
  function answers(seen: Result<Observation>): boolean {
    return seen.ok || seen.failure.code === 'server-loading';
  }

  async function connect(): Promise<Result<Link>> {
    if (link !== null) return ok(link);
    return firstAnswering(seed.address.candidates, async (baseUrl) => {
      const client = clientFor(baseUrl);
      const recognised = await recognise(client);
      const answered = recognised.ok || recognised.failure.code === 'wrong-kind-of-server';
      const kind = answered ? (seed.pinnedKind ?? (recognised.ok ? recognised.value.kind : null)) : null;
      if (kind === null) return recognised.ok ? fail('internal', 'No kind.') : recognised;
      link = linkTo(client, kind, recognised.ok ? recognised.value.version : null);
      return ok(link);
    });
  }

  function clientFor(baseUrl: string): ServerClient {
    const authorisation = () => seed.authorisation();
    const client = createServerClient({
      http: options.http,
      baseUrl,
      authorisation,
      signal: () => wanted.signal,
    });
    shareNotes(client, notes);
    return client;
  }

  function linkTo(client: ServerClient, kind: ServerKind, version: string | null): Link {
    const kindFrom = seed.pinnedKind === null ? 'fingerprint' : 'person';
    keepOrDropNotes(kind, version);
    return { client, adapter: adapterFor(kind), kindFrom, version, recognisedAt: clock.monotonic() };
  }

  /** Another kind or version is another program, and after a long absence nobody knows what happened meanwhile. */
  function keepOrDropNotes(kind: ServerKind, version: string | null): void {
    const isOther = notesAbout !== null && (notesAbout.kind !== kind || notesAbout.version !== version);
    const wasAway = lastGoodAt !== null && clock.now() - lastGoodAt > notesOutliveMs;
    if (isOther || wasAway) notes.clear();
    notesAbout = { kind, version };
  }

  async function lookAndReport(): Promise<Result<Observation>> {
    const { signal } = wanted;
    if (signal.aborted) return notWanted();
    events.lookBegins();
    let seen = await look();
    if (!signal.aborted && isOtherVersion(seen)) seen = await lookAfresh();
    if (signal.aborted) return notWanted();
    if (!seen.ok) {
      const starting = seen.failure.code === 'server-loading' && link !== null;
      return starting ? stillLoading(seen.failure) : lost(seen.failure);
    }
    reportFirstToken(forgetPrevious ? null : observation, seen.value.observed);
    observation = seen.value.observed;
    events.looked(observation.models);
    forgetPrevious = false;
    lastGoodAt = clock.now();
    observedKind = link?.adapter.kind ?? null;
    startingSince = null;
    latencyMs = steadyLatency(latencyMs, seen.value.tookMs);
    reportReachable();
    const open = link?.adapter.events;
    if (link !== null && open !== undefined) events.follow(open, contextOf(link.client));
    return ok(observation);
  }

  function notWanted(): Result<never> {
    return fail('cancelled', 'Nobody waits for this answer any more.');
  }

  function reportReachable(): void {
    if (reachability.is !== 'reachable') reachability = { is: 'reachable', since: clock.now() };
    report();
  }

  /** It answers, if only that it is starting: what it had in memory before is what it loads. */
  function stillLoading(failure: Failure): Result<Observation> {
    startingSince ??= clock.monotonic();
    const isLong = clock.monotonic() - startingSince > loadingAtMostMs;
    const isSame = observedKind === link?.adapter.kind;
    if (observation === null || !isSame || isLong || observation.models.length === 0)
      return unreachable(failure);
    observation = { ...observation, models: whileLoading(observation.models, clock.now()) };
    reportReachable();
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

  function isOtherVersion(seen: Result<Seen>): boolean {
    const before = observation?.version ?? null;
    const now = seen.ok ? seen.value.observed.version : null;
    return before !== null && now !== null && before !== now;
  }

  /** Another version is another process, of which nothing is known yet: what the look went by is not about it. */
  function lookAfresh(): Promise<Result<Seen>> {
    notes.clear();
    forgetPrevious = true;
    return observeOnce();
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
    events.stop();
  }

  function lost(failure: Failure): Result<Observation> {
    failedLooks += 1;
    // Whatever comes back at this address may be another program: recognise it again.
    forgetLink();
    return unreachable(failure);
  }

  function unreachable(failure: Failure): Result<Observation> {
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
      withOverlay(observation?.models ?? [], events.overlay),
    );
  }

  function begin(): void {
    wanted = new AbortController();
    poller.start();
  }

  function end(): void {
    cancelResume?.();
    poller.stop();
    events.stop();
    wanted.abort();
  }

  function isRefused(): boolean {
    if (reachability.is !== 'unreachable') return false;
    const { code } = reachability.failure;
    return code === 'unauthorised' || code === 'forbidden';
  }

  function reconnect(): void {
    if (!watching) return;
    // A look that is under way asks with what counted before.
    end();
    link = null;
    begin();
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
      const otherKind = next.pinnedKind !== seed.pinnedKind;
      const otherKey = next.key !== seed.key;
      seed = next;
      if (otherKind) forgetLink();
      // A key that was refused may be another one now, which its state does not show.
      if (otherKind || otherKey || isRefused()) reconnect();
      report();
    },
    reconnect,
    connection() {
      if (link !== null) {
        const context = { ...contextOf(link.client), look: readNow };
        return ok({ adapter: link.adapter, context });
      }
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
