import type { IdleDeadline, Model, ModelCapability, ModelState, Place } from '../../../../shared/servers.ts';
import type { InstanceNotes } from '../instance-notes.ts';
import {
  estimatedDeadline,
  loadingState,
  modelOf,
  neverUnloads,
  previousModel,
  unknownDeadline,
} from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { ListedModel, Running } from './client.ts';

export type Surroundings = {
  place: Place;
  now: number;
  previous: Observation | null;
  notes: InstanceNotes;
};

/** `running` is null where the build has no such route: then no state can be told. */
export function modelsFrom(
  listed: readonly ListedModel[],
  running: readonly Running[] | null,
  around: Surroundings,
): Model[] {
  const processes = new Map(running?.map((each) => [each.model, each]));
  const foldedAway = new Set(listed.flatMap((each) => each.meta?.llamaswap?.aliases ?? []));
  const shown = listed.filter((each) => !(typeOf(each) === 'alias' && foldedAway.has(each.id)));
  const models = shown.map((each) => {
    const type = typeOf(each);
    if (type === 'peer') return peerModel(each);
    const knowsState = running !== null && (type === 'model' || type === null);
    return ownModel(each, processes.get(each.id) ?? null, knowsState, around);
  });
  const ids = new Set(listed.map(({ id }) => id));
  // A model can be kept out of the list and still run.
  const unlisted = [...processes.values()].filter(({ model }) => !ids.has(model));
  return [...models, ...unlisted.map((each) => ownModel(unlistedModel(each.model), each, true, around))];
}

function typeOf(listed: ListedModel): string | null {
  return listed.meta?.llamaswap?.type ?? null;
}

function unlistedModel(id: string): ListedModel {
  return { id, name: null, context_length: null, capabilities: null, meta: null, status: null };
}

/** Served by another machine, perhaps a paid one. */
function peerModel(listed: ListedModel): Model {
  return modelOf({
    id: listed.id,
    name: listed.name ?? listed.id,
    state: { is: 'unknown' },
    contextMax: listed.context_length,
    capabilities: capabilitiesOf(listed),
    place: 'elsewhere',
    hosted: true,
  });
}

function ownModel(
  listed: ListedModel,
  process: Running | null,
  knowsState: boolean,
  around: Surroundings,
): Model {
  const { id } = listed;
  const ready = process?.state === 'ready';
  const context = ready ? (around.notes.get(id)?.contextAllocated ?? null) : null;
  return modelOf({
    id,
    name: listed.name ?? id,
    aliases: listed.meta?.llamaswap?.aliases ?? [],
    state: knowsState ? stateOf(id, process?.state ?? null, around) : { is: 'unknown' },
    instances: ready ? [{ id, contextAllocated: context }] : [],
    contextAllocated: context,
    contextMax: listed.context_length,
    capabilities: capabilitiesOf(listed),
    idle: ready ? deadlineOf(process, around) : unknownDeadline,
    place: around.place,
  });
}

function stateOf(id: string, state: string | null, { now, previous }: Surroundings): ModelState {
  switch (state) {
    case null:
    case 'stopped':
    case 'shutdown':
      return { is: 'not-loaded' };
    case 'starting':
      return loadingState(previousModel(previous, id), now, null);
    case 'ready':
      return { is: 'loaded' };
    case 'stopping':
      return { is: 'unloading' };
    default:
      return { is: 'unknown' };
  }
}

/** The configured time to live, or the child's own sleep where that comes first. */
function deadlineOf(process: Running, { now, previous, notes }: Surroundings): IdleDeadline {
  if (process.ttl === null || process.ttl < 0) return unknownDeadline;
  const periods = [process.ttl, process.childSleepSeconds ?? 0].filter((seconds) => seconds > 0);
  if (periods.length === 0) return neverUnloads;
  const before = previousModel(previous, process.model);
  return estimatedDeadline({
    periodMs: Math.min(...periods) * 1000,
    usedAt: notes.get(process.model)?.usedAt ?? null,
    before: before !== null && before.instances.length > 0 ? before.idle : null,
    now,
    otherwise: 'configured-idle-time',
  });
}

const capabilityOf: readonly [string, ModelCapability][] = [
  ['vision', 'vision'],
  ['function_calling', 'tools'],
  ['reasoning', 'reasoning'],
  ['audio', 'audio'],
];

function capabilitiesOf({ capabilities }: ListedModel): ModelCapability[] | null {
  if (capabilities === null) return null;
  if (capabilities.embedding === true || capabilities.embeddings === true) return ['embedding'];
  return ['chat', ...capabilityOf.flatMap(([name, ours]) => (capabilities[name] === true ? [ours] : []))];
}
