import type { NewActivity } from '../../../shared/activity.ts';
import { isReady, type Model, type ServerWithModels } from '../../../shared/servers.ts';

/**
 * What happened between two looks at a server. Pure: the last known state and the new one give events; who caused a
 * change is known only for our own actions, everything else is the likeliest reading of the facts.
 */

type Cause = 'person' | 'keep-warm' | null;

export type TransitionFacts = {
  now: number;
  /** Whether Pilotlight itself is acting on, or just acted on, the model. */
  ourAction(modelId: string, verb: 'load' | 'unload'): Cause;
};

export function serverTransitions(
  before: ServerWithModels | null,
  after: ServerWithModels,
  facts: TransitionFacts,
): NewActivity[] {
  const about = { at: facts.now, serverId: after.id, serverName: after.name, modelId: null };
  const events: NewActivity[] = [];
  if (before?.reachability.is === 'reachable' && after.reachability.is === 'unreachable') {
    events.push({ ...about, what: 'server-unreachable', failure: after.reachability.failure });
  }
  if (before?.reachability.is === 'unreachable' && after.reachability.is === 'reachable') {
    events.push({ ...about, what: 'server-reachable' });
  }
  // Data that is only kept from before an outage is not news, and the first look has nothing to compare with.
  if (before === null || after.reachability.is !== 'reachable' || before.reachability.is === 'unknown')
    return events;
  const restarted = before.reachability.is === 'unreachable';
  const known = new Map(before.models.map((model) => [model.id, model]));
  for (const model of after.models) {
    const old = known.get(model.id) ?? null;
    known.delete(model.id);
    if (old?.state === model.state) continue;
    const event = modelTransition(old, model, before, after, restarted, facts);
    if (event !== null) events.push({ ...about, modelId: model.id, ...event });
  }
  // Some servers list only what is loaded: what is no longer listed is gone.
  for (const old of known.values()) {
    const absent: Model = { ...old, state: { is: 'not-loaded' } };
    const event = modelTransition(old, absent, before, after, restarted, facts);
    if (event !== null) events.push({ ...about, modelId: old.id, ...event });
  }
  return events;
}

type ModelEvent =
  | { what: 'model-loaded'; tookMs: null; by: 'person' | 'keep-warm' | 'other'; context: number | null }
  | { what: 'model-unloaded'; by: 'person' | 'idle-time' | 'other-model' | 'server-restart' | 'unknown' };

function modelTransition(
  old: Model | null,
  model: Model,
  before: ServerWithModels,
  after: ServerWithModels,
  restarted: boolean,
  facts: TransitionFacts,
): ModelEvent | null {
  const wasThere = old !== null && (isReady(old.state) || old.state.is === 'unloading');
  if (!wasThere && isReady(model.state) && old?.state.is !== 'unknown') {
    const by = facts.ourAction(model.id, 'load');
    // Our own loads are reported by the action, which knows how long they took.
    return by === null
      ? { what: 'model-loaded', tookMs: null, by: 'other', context: model.contextAllocated }
      : null;
  }
  const isGone =
    model.state.is === 'not-loaded' || model.state.is === 'asleep' || model.state.is === 'failed';
  if (wasThere && isGone) {
    if (facts.ourAction(model.id, 'unload') !== null) return null;
    return { what: 'model-unloaded', by: likelyCause(old, before, after, restarted, facts.now) };
  }
  return null;
}

/** A poll may see the unload a little before or after the deadline it was promised for. */
const deadlineSlackMs = 90_000;

function likelyCause(
  old: Model,
  before: ServerWithModels,
  after: ServerWithModels,
  restarted: boolean,
  now: number,
): 'idle-time' | 'other-model' | 'server-restart' | 'unknown' {
  const dueAt = old.idle.is === 'at' ? old.idle.at : Number.POSITIVE_INFINITY;
  const promised = old.idle.is === 'at' && old.idle.exact && now >= dueAt;
  if (promised) return 'idle-time';
  if (restarted) return 'server-restart';
  const wasReady = new Set(before.models.filter((model) => isReady(model.state)).map((model) => model.id));
  const another = after.models.some((model) => isReady(model.state) && !wasReady.has(model.id));
  const loading =
    after.models.some((model) => model.state.is === 'loading') ||
    after.actions.some((action) => action.verb !== 'unload' && action.modelId !== old.id);
  if (another || loading) return 'other-model';
  return now >= dueAt - deadlineSlackMs ? 'idle-time' : 'unknown';
}
