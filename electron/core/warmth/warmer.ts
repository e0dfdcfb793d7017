import type { ServerKind } from '../../../shared/servers.ts';
import { type ModelWarmth, modelKey } from '../../../shared/warmth.ts';
import type { AppState } from '../app-state.ts';
import type { History } from '../history/history-service.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { ServerActions } from '../servers/server-actions.ts';
import type { ServerWatch } from '../servers/server-watch.ts';
import { createDayAccounts, type DayAccounts, shownDay } from './day-accounts.ts';
import { createKeptMemories } from './kept-memory.ts';
import type { LocalTime } from './local-time.ts';
import type { MemoryFacts } from './memory-check.ts';
import { lastContext, type ModelMemory } from './model-memory.ts';
import { nudgeOnce } from './nudge-once.ts';
import { assumedPeriodMs } from './nudge-timing.ts';
import { type Aftermath, afterNudge, afterReloadOutcome } from './outcomes.ts';
import { reloadOnce } from './reload-once.ts';
import { createStops, serverOf } from './stops.ts';
import { createWarmAccounts } from './warm-accounts.ts';
import { createWarmthMemories } from './warmth-memories.ts';
import { type DueAction, isPaused, type Plan, type PlannedModel, planWarmth } from './warmth-plan.ts';
import type { NudgeFacts } from './warmth-policy.ts';

/** Runs the plan: watches, remembers, sends what is due one at a time per server, and shows every decision. */
export type Warmer = {
  accounts: DayAccounts;
  /** The person looked: whatever was stopped for this model may go on. */
  forgive(serverId: string, modelId: string | null): void;
  /** The context a model had when it was last loaded, also before the app was started; null: not known. */
  lastContext(serverId: string, modelId: string): number | null;
  /** A setting changed or a model is asked about: decide anew, soon. */
  replan(): void;
  suspend(): void;
  resume(): void;
  stop(): void;
};

export type WarmerOptions = {
  state: AppState;
  clock: Clock;
  random: Random;
  log: Log;
  watch(serverId: string): ServerWatch | null;
  actions: Pick<ServerActions, 'load'>;
  history: Pick<History, 'activity' | 'store'>;
  processes: MemoryFacts;
  localTime: LocalTime;
  nudgeOf(kind: ServerKind): NudgeFacts | null;
};

/** Hours, pauses and accounts are looked at this often at least. */
const lookEveryMs = 60_000;
/** After sleep, networks and servers come back first; then models are looked after one by one. */
const afterResumeMs = 5_000;
const resumeSpreadMs = 30_000;

export function createWarmer(options: WarmerOptions): Warmer {
  const { state, clock, random, log, localTime } = options;
  const kept = createKeptMemories(options.history.store);
  const memories = createWarmthMemories(random, periodOf, kept.of);
  const accounts = createDayAccounts(options.history.store, localTime);
  const stops = createStops({ memories, state, activity: options.history.activity });
  const seen = createWarmAccounts({ accounts, memories, state, clock, store: options.history.store });
  const working = new Map<string, AbortController>();
  let plan: Plan = { models: [], due: [], nextAt: null };
  let cancelTimer: (() => void) | null = null;
  let cancelSoon: (() => void) | null = null;
  let ended = false;

  const stopState = state.onChange((change) => {
    for (const patch of change.patches) {
      if (patch.slice === 'server') observe(patch.id);
      if (patch.slice === 'servers') forgetOthers(patch.order);
    }
    // What keep warm itself shows must not make it think again.
    if (change.patches.some(({ slice }) => slice !== 'warmth' && slice !== 'recent')) soon();
  });
  const stopEvents = options.history.activity.onEvent((event) => {
    if (event.serverId === null || event.modelId === null) return;
    if (event.what === 'model-unloaded') {
      memories.lost(event, state.server(event.serverId));
      seen.wentAway(plan.models, modelKey(event.serverId, event.modelId));
    }
    if (event.what === 'model-loaded' && event.by === 'other')
      seen.cameBackForOthers(event.serverId, event.modelId);
  });
  for (const server of state.snapshot().servers) observe(server.id);

  function observe(serverId: string): void {
    const server = state.server(serverId);
    if (server === null) return;
    const now = clock.now();
    const { savedByUs } = memories.observe(server, now);
    for (const modelId of savedByUs) accounts.add(serverId, modelId, now, { coldStartsAvoided: 1 });
  }

  /** The idle time that was assumed for a model; null: its server tells it, or has none. */
  function periodOf(serverId: string, memory: ModelMemory): number | null {
    const minutes = state.snapshot().settings.keepWarm.assumedIdleMinutes;
    const kind = state.server(serverId)?.kind;
    return kind === undefined
      ? null
      : assumedPeriodMs(kind, minutes === null ? null : minutes * 60_000, memory);
  }

  function forgetOthers(ids: readonly string[]): void {
    const kept = new Set(ids);
    for (const id of new Set([...memories.all.keys()].map(serverOf)))
      if (!kept.has(id)) memories.forgetServer(id);
  }

  function soon(): void {
    if (cancelSoon !== null || ended) return;
    cancelSoon = clock.schedule(0, () => {
      cancelSoon = null;
      look();
    });
  }

  function look(): void {
    if (ended) return;
    cancelTimer?.();
    const now = clock.now();
    plan = planNow();
    const known = memories.all.size;
    for (const { serverId, modelId } of plan.models) memories.of(serverId, modelId, now);
    if (stops.judgePins(plan.models, now) || memories.all.size > known) plan = planNow();
    seen.look(plan.models, now);
    kept.save(memories.all, now);
    show(now);
    for (const action of plan.due) void run(action);
    const wakeAt = Math.min(plan.nextAt ?? Number.POSITIVE_INFINITY, now + lookEveryMs);
    cancelTimer = plan.models.length === 0 ? null : clock.schedule(Math.max(0, wakeAt - now), look);
  }

  function planNow(): Plan {
    const { all } = memories;
    return planWarmth({
      snapshot: state.snapshot(),
      memories: all,
      now: clock.now(),
      localTime,
      nudgeOf: options.nudgeOf,
    });
  }

  function show(now: number): void {
    const { settings } = state.snapshot();
    const models = plan.models.map((planned) => shown(planned, now));
    state.set('warmth', {
      pausedUntil: isPaused(settings, now) ? settings.keepWarm.pausedUntil : null,
      models,
    });
  }

  function shown({ key, ...planned }: PlannedModel, now: number): ModelWarmth {
    return {
      ...planned,
      lastNudgeAt: memories.all.get(key)?.lastNudgeAt ?? null,
      today: shownDay(accounts.today(planned.serverId, planned.modelId, now)),
    };
  }

  async function run(action: DueAction): Promise<void> {
    const { serverId } = action;
    const watch = options.watch(serverId);
    // One thing at a time per server: whatever else is due is due again right after.
    if (watch === null || working.has(serverId)) return;
    const stopper = new AbortController();
    working.set(serverId, stopper);
    memories.change(action.key, (memory) => ({ ...memory, running: action.do }));
    try {
      const aftermath =
        action.do === 'nudge' ? await nudge(action, watch, stopper.signal) : await reload(action, watch);
      if (aftermath !== null) settle(action, aftermath);
    } catch (error) {
      log.error('Keep warm failed unexpectedly.', { error: String(error) });
      holdBack(action.key, 60_000);
    } finally {
      memories.change(action.key, (memory) => ({ ...memory, running: null }));
      working.delete(serverId);
      soon();
    }
  }

  async function nudge(
    action: Extract<DueAction, { do: 'nudge' }>,
    watch: ServerWatch,
    signal: AbortSignal,
  ): Promise<Aftermath | null> {
    const { key, serverId, modelId } = action;
    const outcome = await nudgeOnce({
      clock,
      log,
      watch,
      signal,
      model: () => state.model(serverId, modelId),
      stillDue: () => isStillDue(action),
      lookedCloser: (idle) =>
        memories.change(key, (memory) => ({ ...memory, goesWhenIdle: idle?.is === 'at' })),
      // Before the answer is read back: the deadline it moves must not look like somebody else's doing.
      sending: (at) => memories.change(key, (memory) => ({ ...memory, lastNudgeAt: at })),
      typicalLoadMs: state.snapshot().loadTimes[key]?.typicalMs ?? null,
      earlierMs: memories.all.get(key)?.nudgesMs ?? [],
    });
    const memory = memories.all.get(key);
    return memory === undefined ? null : afterNudge(memory, outcome, action.because, clock.now(), random());
  }

  async function reload(
    action: Extract<DueAction, { do: 'reload' }>,
    watch: ServerWatch,
  ): Promise<Aftermath | null> {
    const { key, serverId, modelId, contextLength } = action;
    soon();
    const { lastLoaded = null, earlier = null } = memories.all.get(key) ?? {};
    const model = lastLoaded ?? state.model(serverId, modelId);
    if (model === null) return null;
    const sizes = { ...model, ...(lastLoaded === null && earlier) };
    const outcome = await reloadOnce({
      serverId,
      modelId,
      contextLength,
      sizes,
      watch,
      server: () => state.server(serverId),
      stillDue: () => isStillDue(action),
      actions: options.actions,
      processes: options.processes,
    });
    const memory = memories.all.get(key);
    return memory === undefined ? null : afterReloadOutcome(memory, outcome, clock.now());
  }

  /** Asked right before anything is sent: the whole plan, from what was just read. */
  function isStillDue({ key, do: verb }: DueAction): boolean {
    if (ended) return false;
    memories.change(key, (memory) => ({ ...memory, running: null }));
    const due = planNow().due.some((each) => each.key === key && each.do === verb);
    memories.change(key, (memory) => ({ ...memory, running: verb }));
    return due;
  }

  function settle({ key, serverId }: DueAction, { memory, counts, event, stop }: Aftermath): void {
    const modelId = key.slice(serverId.length + 1);
    const now = clock.now();
    memories.change(key, (current) => ({ ...current, ...memory }));
    if (counts !== null) accounts.add(serverId, modelId, now, counts);
    if (event !== null) {
      const serverName = state.server(serverId)?.name ?? null;
      options.history.activity.add({ ...event, at: now, serverId, serverName, modelId, what: 'nudged' });
    }
    if (stop !== null) stops.stop({ serverId, modelId, ...stop }, now);
  }

  function holdBack(key: string, forMs: number): void {
    memories.change(key, (memory) => ({ ...memory, notBefore: clock.now() + forMs }));
  }

  return {
    accounts,
    replan: soon,
    lastContext(serverId, modelId) {
      const key = modelKey(serverId, modelId);
      return lastContext({ lastLoaded: null, earlier: null, ...(memories.all.get(key) ?? kept.of(key)) });
    },
    forgive(serverId, modelId) {
      if (modelId !== null) memories.of(serverId, modelId, clock.now());
      stops.forgive(serverId, modelId, clock.now());
      soon();
    },
    suspend() {
      for (const stopper of working.values()) stopper.abort();
      soon();
    },
    resume() {
      seen.lookedAway();
      memories.lookedAway();
      for (const key of [...memories.all.keys()]) holdBack(key, afterResumeMs + random() * resumeSpreadMs);
      soon();
    },
    stop() {
      ended = true;
      cancelTimer?.();
      cancelSoon?.();
      stopState();
      stopEvents();
      for (const stopper of working.values()) stopper.abort();
      accounts.flush();
      kept.save(memories.all, clock.now());
    },
  };
}
