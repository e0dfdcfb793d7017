import { assertNever } from '../../../shared/assert-never.ts';
import type { Model, ServerKind, ServerWithModels } from '../../../shared/servers.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import {
  type ModelWarmth,
  modelKey,
  type WarmthPolicy,
  type WarmthReason,
  type WarmthStatus,
} from '../../../shared/warmth.ts';
import { heartbeatPeriodMs } from './gateway-use.ts';
import { isWithinHours, type LocalTime } from './local-time.ts';
import { freshMemory, isThere, lastContext, type ModelMemory, type Stop } from './model-memory.ts';
import { type Deadline, nudgeTiming } from './nudge-timing.ts';
import { reloadDecision } from './reload-plan.ts';
import { isAhead, isWithinLast } from './wall-clock.ts';
import {
  chainKeys,
  type EffectivePolicy,
  effectivePolicy,
  type NudgeFacts,
  refusal,
} from './warmth-policy.ts';

/** The whole of keep warm's judgement: state, policies, memory and the time in; due actions and their reasons out. */

export type PlanFacts = {
  snapshot: Snapshot;
  memories: ReadonlyMap<string, ModelMemory>;
  now: number;
  localTime: LocalTime;
  nudgeOf(kind: ServerKind): NudgeFacts | null;
};

export type DueAction = {
  key: string;
  serverId: string;
  modelId: string;
} & (
  | { do: 'nudge'; because: Deadline }
  | { do: 'reload'; because: 'pinned'; attempt: number; contextLength: number | null }
);

export type PlannedModel = Pick<ModelWarmth, 'serverId' | 'modelId' | 'policy' | 'policyFrom' | 'status'> & {
  key: string;
};

export type Plan = {
  models: PlannedModel[];
  due: DueAction[];
  /** When a decision changes by itself; null: only with the state. */
  nextAt: number | null;
};

type Subject = {
  server: ServerWithModels;
  model: Model;
  memory: ModelMemory;
  effective: EffectivePolicy;
  nudge: NudgeFacts | null;
};

type Decision = { status: WarmthStatus; due?: DueAction; at?: number };

export function planWarmth(facts: PlanFacts): Plan {
  const chain = chainKeys(facts.snapshot);
  const lost = lostByServer(facts.memories);
  const plan: Plan = { models: [], due: [], nextAt: null };
  for (const server of facts.snapshot.servers) {
    for (const model of modelsWithAbsent(server, lost.get(server.id) ?? [])) {
      const effective = effectivePolicy(facts.snapshot, chain, server.id, model.id);
      if (effective.from === 'default') continue;
      addTo(plan, decideAbout(server, model, effective, facts), facts.now);
    }
  }
  return plan;
}

function decideAbout(
  server: ServerWithModels,
  model: Model,
  effective: EffectivePolicy,
  facts: PlanFacts,
): { planned: PlannedModel; decision: Decision } {
  const key = modelKey(server.id, model.id);
  const memory = facts.memories.get(key) ?? freshMemory(facts.now, 0);
  const subject = { server, model, memory, effective, nudge: facts.nudgeOf(server.kind) };
  const decision = decide(subject, facts);
  const { policy, from: policyFrom } = effective;
  const planned = {
    key,
    serverId: server.id,
    modelId: model.id,
    policy,
    policyFrom,
    status: decision.status,
  };
  return { planned, decision };
}

function addTo(
  plan: Plan,
  { planned, decision }: { planned: PlannedModel; decision: Decision },
  now: number,
): void {
  plan.models.push(planned);
  if (decision.due !== undefined) plan.due.push(decision.due);
  if (decision.at !== undefined && decision.at > now)
    plan.nextAt = Math.min(plan.nextAt ?? decision.at, decision.at);
}

/** Some servers list only what is loaded: a model that was there and has a policy of its own is still a subject. */
function modelsWithAbsent(server: ServerWithModels, lost: readonly Model[]): Model[] {
  if (lost.length === 0) return server.models;
  const listed = new Set(server.models.map(({ id }) => id));
  return [...server.models, ...lost.filter(({ id }) => !listed.has(id)).map(asAbsent)];
}

/** Looked through once for all servers, however many there are. */
function lostByServer(memories: PlanFacts['memories']): Map<string, Model[]> {
  const byServer = new Map<string, Model[]>();
  for (const [key, { lastLoaded, lost }] of memories) {
    if (lastLoaded === null || lost === null) continue;
    const serverId = key.slice(0, key.indexOf('\n'));
    const lostThere = byServer.get(serverId) ?? [];
    lostThere.push(lastLoaded);
    byServer.set(serverId, lostThere);
  }
  return byServer;
}

function asAbsent(model: Model): Model {
  return { ...model, state: { is: 'not-loaded' }, instances: [], idle: { is: 'unknown' } };
}

function decide(subject: Subject, facts: PlanFacts): Decision {
  const { server, model, memory, effective } = subject;
  const refused = refusal(facts.snapshot, server, model, effective.policy, subject.nudge);
  if (refused !== null) return resting(refused);
  if (memory.stop !== null && isInForce(memory.stop, facts.now)) {
    const { since, why, facts: told, until } = memory.stop;
    const stopped: Decision = { status: { is: 'stopped', since, why, facts: told } };
    return until === null ? stopped : { ...stopped, at: until };
  }
  const held = heldBack(effective.policy, facts);
  if (held !== null) return resting(held);
  if (server.reachability.is !== 'reachable') return resting('stale');
  return byState(subject, facts);
}

/** The longest a stop waits before it lifts itself. */
const longestStopMs = 60 * 60_000;

function isInForce({ until }: Stop, now: number): boolean {
  return until === null || isAhead(until, now, longestStopMs);
}

/** The person's own limits: nothing is sent now, whatever the model does. */
function heldBack(policy: WarmthPolicy, { snapshot, now, localTime }: PlanFacts): WarmthReason | null {
  const { app, settings } = snapshot;
  if (app.suspended) return 'suspended';
  if (isPaused(settings, now)) return 'paused';
  if (app.onBattery && settings.keepWarm.pauseOnBattery) return 'on-battery';
  if (policy.hours !== null && !isWithinHours(policy.hours, localTime(now))) return 'outside-hours';
  return null;
}

/** As long as a pause can be asked for. */
const longestPauseMs = 7 * 24 * 3_600_000;

export function isPaused({ keepWarm }: Settings, now: number): boolean {
  return isAhead(keepWarm.pausedUntil ?? 0, now, longestPauseMs);
}

function byState(subject: Subject, facts: PlanFacts): Decision {
  const { model, server, effective } = subject;
  switch (model.state.is) {
    case 'busy':
      return resting('busy');
    case 'loading':
    case 'unloading':
      return resting('waiting');
    case 'not-loaded':
    case 'asleep':
    case 'failed':
      return effective.policy.mode === 'pin' ? toReload(subject, facts) : resting('not-loaded');
    case 'unknown':
    case 'loaded':
      if (server.actions.some(({ modelId }) => modelId === model.id)) return resting('waiting');
      return toNudge(subject, facts);
    default:
      return assertNever(model.state);
  }
}

function toNudge(subject: Subject, facts: PlanFacts): Decision {
  const { server, model, memory, nudge } = subject;
  const needless = whyNeedless(subject);
  if (needless !== null || nudge === null) return resting(needless ?? 'no-nudge');
  const assumed = facts.snapshot.settings.keepWarm.assumedIdleMinutes;
  const timing = nudgeTiming({
    kind: server.kind,
    model,
    nudge,
    memory,
    assumedIdleMs: assumed === null ? null : assumed * 60_000,
    heartbeatMs: heartbeatPeriodMs(facts.snapshot, server, model.id),
    now: facts.now,
  });
  if (timing.is === 'never') return resting(timing.why);
  const isDue = timing.at <= facts.now;
  const status: WarmthStatus =
    timing.heartbeat && !isDue
      ? { is: 'resting', why: 'heartbeat-soon' }
      : { is: 'next', at: timing.at, tokens: nudge.tokens };
  if (!isDue || memory.running !== null) return { status, at: timing.at };
  const key = modelKey(server.id, model.id);
  const due = { do: 'nudge', key, serverId: server.id, modelId: model.id, because: timing.deadline } as const;
  return { status, due };
}

/** Nothing to keep it from, or no way that costs what was agreed to. */
function whyNeedless(subject: Subject): WarmthReason | null {
  const { server, model, memory, nudge } = subject;
  if (memory.cannotNudge !== null) return memory.cannotNudge;
  const { freeNudge, idleDeadline } = server.abilities;
  const never = [freeNudge, idleDeadline].some((ability) => !ability.can && ability.why === 'never-unloads');
  if (never) return 'never-unloads';
  if (model.idle.is === 'never') return idleDeadline.can ? 'pinned-by-server' : 'never-unloads';
  if (nudge === null) return 'no-nudge';
  if (!freeNudge.can && freeNudge.why !== 'costs-tokens') return 'no-nudge';
  const spent = nudge.isRealRequest ? null : whyNotSpent(subject, nudge);
  if (spent !== null) return spent;
  // Only where an ordinary request was agreed to does anything go to a model that is not shown as loaded.
  return isThere(model) && (model.state.is === 'loaded' || nudge.isRealRequest) ? null : 'deadline-unknown';
}

/**
 * Tokens are spent only where the model would go without them. LM Studio shows no difference between a model that
 * goes an hour after its last request and one that was loaded to stay: unless we loaded it, or its own tool tells,
 * the person decides.
 */
function whyNotSpent({ server, model, memory, effective }: Subject, nudge: NudgeFacts): WarmthReason | null {
  if (nudge.tokens === 0 || model.idle.is !== 'at' || model.idle.exact) return null;
  const stays = new Set(memory.neverFor);
  if (model.instances.length > 0 && model.instances.every(({ id }) => stays.has(id))) {
    return 'pinned-by-server';
  }
  if (effective.policy.acceptsRealRequests || memory.goesWhenIdle === true) return null;
  // Not looked yet: right before the nudge its tool is asked, and without an answer nothing is sent.
  return memory.goesWhenIdle === null && server.abilities.busy.can ? null : 'may-stay-by-itself';
}

function toReload(subject: Subject, { now, memories }: PlanFacts): Decision {
  const { server, model, memory, effective } = subject;
  const modelId = listedName(server, model);
  if (modelId === null) return resting('not-loaded');
  const memoryOf = (id: string) => memories.get(modelKey(server.id, id));
  const { status, due } = reloadDecision({
    server,
    memory,
    from: effective.from,
    now,
    cameByPin: (id) => {
      const other = memoryOf(id);
      return other?.loadedSince != null && other.reloads.some((at) => isWithinLast(at, now, 3_600_000));
    },
    lastUsedAt: (id) => memoryOf(id)?.lastUsedAt ?? null,
  });
  const at = status.is === 'reload-at' ? { at: status.at } : {};
  if (!due || status.is !== 'reload-at') return { status, ...at };
  const action: DueAction = {
    do: 'reload',
    because: 'pinned',
    key: modelKey(server.id, model.id),
    serverId: server.id,
    modelId,
    attempt: status.attempt,
    contextLength: server.abilities.loadWithContext.can ? lastContext(memory) : null,
  };
  return { status, due: action };
}

/** Under the name the server lists it by now: KoboldCpp calls a model by its file while it is not loaded. null: by none. */
function listedName(server: ServerWithModels, model: Model): string | null {
  const names = [model.id, ...model.aliases];
  return names.find((name) => server.models.some(({ id }) => id === name)) ?? null;
}

function resting(why: WarmthReason): Decision {
  return { status: { is: 'resting', why } };
}
