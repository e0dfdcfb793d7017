import type { IdleDeadline, Model, ModelCapability, Place } from '../../../../shared/servers.ts';
import {
  bitsFromQuantisation,
  modelOf,
  neverUnloads,
  parametersFromText,
  previousModel,
  unknownDeadline,
} from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { Running, Shown, Tag } from './client.ts';

export type Surroundings = {
  place: Place;
  now: number;
  previous: Observation | null;
  /** How far the server's clock is ahead of ours; null: it tells no time. */
  offsetMs: number | null;
};

/** `X` and `X:latest` are one model; lists print the full form. */
export function fullName(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes(':') ? name : `${name}:latest`;
}

/** Cloud models are listed like local ones, but every request about them leaves the machine and may cost. */
export function isCloud(name: string, tag: Tag | null): boolean {
  return /[:-]cloud$/.test(name) || (tag !== null && (tag.remote_host !== null || tag.remote_model !== null));
}

export function modelsFrom(
  tags: readonly Tag[],
  running: readonly Running[],
  shownOf: (tag: Tag) => Shown | null,
  around: Surroundings,
): Model[] {
  const loaded = new Map(running.map((each) => [fullName(each.name), each]));
  const installed = tags.map((tag) =>
    modelFrom(fullName(tag.name), tag, loaded.get(fullName(tag.name)) ?? null, shownOf(tag), around),
  );
  const listed = new Set(installed.map(({ id }) => id));
  const onlyRunning = [...loaded].filter(([name]) => !listed.has(name));
  return [...installed, ...onlyRunning.map(([name, each]) => modelFrom(name, null, each, null, around))];
}

function modelFrom(
  id: string,
  tag: Tag | null,
  running: Running | null,
  shown: Shown | null,
  around: Surroundings,
): Model {
  const cloud = isCloud(id, tag);
  const quantisation = tag?.details?.quantization_level ?? running?.details?.quantization_level ?? null;
  const context = running?.context_length ?? null;
  return modelOf({
    id,
    aliases: id.endsWith(':latest') ? [id.slice(0, -':latest'.length)] : [],
    state: stateOf(cloud, running, around),
    instances: running === null || cloud ? [] : [{ id, contextAllocated: context }],
    contextAllocated: context,
    contextMax: tag?.details?.context_length ?? contextFromShow(shown),
    quantisation,
    bitsPerWeight: bitsFromQuantisation(quantisation),
    parameters:
      parametersFromText(tag?.details?.parameter_size ?? running?.details?.parameter_size ?? null) ??
      positive(shown?.model_info?.['general.parameter_count']),
    // A cloud tag's size is that of the note that points there.
    fileBytes: cloud ? null : (tag?.size ?? null),
    memoryBytes: cloud ? null : (running?.size ?? null),
    gpuBytes: cloud ? null : (running?.size_vram ?? null),
    capabilities: capabilitiesFrom(tag?.capabilities ?? shown?.capabilities ?? null),
    idle: running === null || cloud ? unknownDeadline : deadlineOf(id, running, around),
    place: cloud ? 'elsewhere' : around.place,
    hosted: cloud,
  });
}

function stateOf(cloud: boolean, running: Running | null, around: Surroundings): Model['state'] {
  if (cloud) return { is: 'unknown' };
  if (running === null) return { is: 'not-loaded' };
  return isOverdue(running, around) ? { is: 'busy', requests: null, queued: null } : { is: 'loaded' };
}

/** By our clock; NaN: not told. */
function expiryOf({ expires_at }: Running, { offsetMs }: Surroundings): number {
  return Date.parse(expires_at ?? '') - (offsetMs ?? 0);
}

/** Freeing memory after expiry takes a few seconds; another machine's clock may differ by any amount. */
const overdueMs = 15_000;

/** The expiry stands still while requests run: still there long after it, the model is at work. */
function isOverdue(running: Running, around: Surroundings): boolean {
  return around.place === 'this-machine' && expiryOf(running, around) < around.now - overdueMs;
}

const pinnedMs = 10 * 365 * 24 * 3_600_000;

function deadlineOf(id: string, running: Running, around: Surroundings): IdleDeadline {
  const at = expiryOf(running, around);
  if (!Number.isSafeInteger(at) || isOverdue(running, around)) return unknownDeadline;
  if (at - around.now > pinnedMs) return neverUnloads;
  const before = previousModel(around.previous, id)?.idle;
  const unchanged = before?.is === 'at' && before.at === at ? before.periodMs : null;
  const left = at - around.now;
  // Each request starts the whole period anew: what is left just after one is nearly all of it.
  return { is: 'at', at, periodMs: unchanged ?? (left > 0 ? left : null), exact: true, basis: null };
}

function contextFromShow(shown: Shown | null): number | null {
  const info = shown?.model_info ?? {};
  const architecture = info['general.architecture'];
  return typeof architecture === 'string' ? positive(info[`${architecture}.context_length`]) : null;
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

const capabilityOf = new Map<unknown, ModelCapability>([
  ['completion', 'chat'],
  ['tools', 'tools'],
  ['vision', 'vision'],
  ['embedding', 'embedding'],
  ['thinking', 'reasoning'],
  ['audio', 'audio'],
  ['image', 'image'],
]);

function capabilitiesFrom(told: readonly unknown[] | null): ModelCapability[] | null {
  if (told === null) return null;
  return [...new Set(told.flatMap((each) => capabilityOf.get(each) ?? []))];
}
