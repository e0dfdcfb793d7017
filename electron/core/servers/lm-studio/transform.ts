import type {
  IdleDeadline,
  Model,
  ModelCapability,
  ModelInstance,
  Place,
} from '../../../../shared/servers.ts';
import type { InstanceNotes } from '../instance-notes.ts';
import {
  bitsFromQuantisation,
  estimatedDeadline,
  modelOf,
  neverUnloads,
  parametersFromText,
  previousModel,
  smallestContext,
  unknownDeadline,
} from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { ModelV0, ModelV1 } from './client.ts';

export type Surroundings = {
  place: Place;
  now: number;
  previous: Observation | null;
  notes: InstanceNotes;
};

/** LM Studio's own default for models loaded on demand. */
export const defaultIdleMs = 60 * 60_000;

export function modelFromV1(said: ModelV1, around: Surroundings): Model {
  const instances = uniqueInstances(
    said.loaded_instances.map(({ id, config }) => ({ id, contextAllocated: config?.context_length ?? null })),
  );
  const quantisation = said.quantization?.name ?? null;
  return modelOf({
    id: said.key,
    name: said.display_name ?? said.key,
    aliases: otherNames(said, instances),
    state: { is: instances.length > 0 ? 'loaded' : 'not-loaded' },
    instances,
    contextAllocated: smallestContext(instances),
    contextMax: said.max_context_length,
    quantisation,
    bitsPerWeight: sensibleBits(said.quantization?.bits_per_weight) ?? bitsFromQuantisation(quantisation),
    parameters: parametersFromText(said.params_string),
    fileBytes: said.size_bytes,
    capabilities: capabilitiesV1(said),
    idle: idleDeadline(said.key, instances, around),
    place: instances.some(({ id }) => around.notes.get(id)?.isLinked === true) ? 'elsewhere' : around.place,
  });
}

export function modelFromV0(said: ModelV0, around: Surroundings): Model {
  const instances =
    said.state === 'loaded' ? [{ id: said.id, contextAllocated: said.loaded_context_length }] : [];
  return modelOf({
    id: said.id,
    state: stateV0(said.state),
    instances,
    contextAllocated: smallestContext(instances),
    contextMax: said.max_context_length,
    quantisation: said.quantization,
    bitsPerWeight: bitsFromQuantisation(said.quantization),
    capabilities: capabilitiesV0(said),
    idle: idleDeadline(said.id, instances, around),
    place: around.place,
  });
}

/** The OpenAI listing shows downloaded or loaded models depending on a setting: it says nothing of the state. */
export function modelFromId(id: string, place: Place): Model {
  return modelOf({ id, state: { is: 'unknown' }, place });
}

function stateV0(state: string): Model['state'] {
  switch (state) {
    case 'loaded':
    case 'not-loaded':
      return { is: state };
    default:
      return { is: 'unknown' };
  }
}

/** A copy can carry a name of its own, and requests may name it or the variant in use. */
function otherNames(said: ModelV1, instances: readonly ModelInstance[]): string[] {
  const names = [
    ...instances.map(({ id }) => id),
    ...(said.selected_variant === null ? [] : [said.selected_variant]),
  ];
  return [...new Set(names)].filter((name) => name !== said.key);
}

function uniqueInstances(instances: readonly ModelInstance[]): ModelInstance[] {
  return [...new Map(instances.map((instance) => [instance.id, instance])).values()];
}

function sensibleBits(bits: number | null | undefined): number | null {
  return typeof bits === 'number' && bits > 0 && bits <= 64 ? bits : null;
}

function capabilitiesV1(said: ModelV1): ModelCapability[] | null {
  if (said.type === 'embedding') return ['embedding'];
  if (said.type !== 'llm') return null;
  const told = said.capabilities;
  const reasoning = told?.reasoning?.allowed_options.some((option) => option !== 'off') ?? false;
  return [
    'chat',
    ...(told?.vision === true ? (['vision'] as const) : []),
    ...(told?.trained_for_tool_use === true ? (['tools'] as const) : []),
    ...(reasoning ? (['reasoning'] as const) : []),
  ];
}

function capabilitiesV0(said: ModelV0): ModelCapability[] | null {
  if (said.type === 'embeddings') return ['embedding'];
  if (said.type !== 'llm' && said.type !== 'vlm') return null;
  return [
    'chat',
    ...(said.type === 'vlm' ? (['vision'] as const) : []),
    ...(said.capabilities.includes('tool_use') ? (['tools'] as const) : []),
  ];
}

/**
 * Loaded by hand a model stays; loaded on demand it goes an hour after its last request. Which of both it was, and
 * when it was last used, is only known from notes.
 */
export function idleDeadline(
  modelId: string,
  instances: readonly ModelInstance[],
  { now, previous, notes }: Surroundings,
): IdleDeadline {
  if (instances.length === 0) return unknownDeadline;
  const noted = instances.map(({ id }) => notes.get(id) ?? {});
  const before = previousModel(previous, modelId);
  const sameCopies = before !== null && sameInstances(before.instances, instances);
  if (noted.every(({ periodMs }) => periodMs === null)) return neverUnloads;
  const untold = noted.every(({ periodMs }) => periodMs === undefined);
  if (untold && sameCopies && before.idle.is === 'never') return neverUnloads;
  const periods = noted.flatMap(({ periodMs }) => (typeof periodMs === 'number' ? [periodMs] : []));
  const periodMs = periods.length === 0 ? defaultIdleMs : Math.min(...periods);
  const used = noted.flatMap(({ usedAt }) => (usedAt === undefined ? [] : [usedAt]));
  return estimatedDeadline({
    periodMs,
    usedAt: used.length === 0 ? null : Math.max(...used),
    before: sameCopies ? before.idle : null,
    now,
    otherwise: 'default-idle-time',
  });
}

function sameInstances(a: readonly ModelInstance[], b: readonly ModelInstance[]): boolean {
  const ids = new Set(a.map(({ id }) => id));
  return a.length === b.length && b.every(({ id }) => ids.has(id));
}
