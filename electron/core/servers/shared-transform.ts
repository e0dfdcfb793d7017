import type {
  Abilities,
  Ability,
  IdleDeadline,
  Model,
  ModelInstance,
  ModelState,
} from '../../../shared/servers.ts';
import type { Observation } from './types.ts';

/** What the transforms of several kinds share. Pure. */

/** A model of which nothing is known yet but what is given: every other fact is "not told". */
export function modelOf(given: Pick<Model, 'id' | 'state' | 'place'> & Partial<Model>): Model {
  return {
    name: given.id,
    aliases: [],
    instances: [],
    contextAllocated: null,
    contextMax: null,
    quantisation: null,
    bitsPerWeight: null,
    parameters: null,
    fileBytes: null,
    memoryBytes: null,
    gpuBytes: null,
    capabilities: null,
    idle: unknownDeadline,
    hosted: false,
    ...given,
  };
}

export const unknownDeadline: IdleDeadline = { is: 'unknown' };
export const neverUnloads: IdleDeadline = { is: 'never' };

/** The first entry of each id wins: a list that names a model twice still shows it once. */
export function uniqueModels(models: readonly Model[]): Model[] {
  const byId = new Map<string, Model>();
  for (const model of models) if (!byId.has(model.id)) byId.set(model.id, model);
  return [...byId.values()];
}

export function previousModel(previous: Observation | null, id: string): Model | null {
  return previous?.models.find((model) => model.id === id) ?? null;
}

/** Loading since when we first saw it so. */
export function loadingState(previous: Model | null, now: number, progress: number | null): ModelState {
  const before = previous?.state;
  return before?.is === 'loading'
    ? { is: 'loading', since: before.since, progress: progress ?? before.progress }
    : { is: 'loading', since: now, progress };
}

export type IdleHints = {
  periodMs: number;
  /** When it certainly had a request; null: not known. */
  usedAt: number | null;
  /** What we said last time about the very same copy. */
  before: IdleDeadline | null;
  now: number;
  otherwise: 'default-idle-time' | 'configured-idle-time';
};

/**
 * When a model goes, where the server tells at most the period. Without a known last use the period counts from
 * when we first saw the model, and anew when it is still there after that: somebody must have used it.
 */
export function estimatedDeadline({ periodMs, usedAt, before, now, otherwise }: IdleHints): IdleDeadline {
  const estimate = { is: 'at', periodMs, exact: false } as const;
  // Times noted before the clock was set back lie ahead, and would promise it for longer than it can stay.
  if (usedAt !== null && usedAt + periodMs > now && usedAt <= now) {
    return { ...estimate, at: usedAt + periodMs, basis: 'last-request-seen' };
  }
  if (before?.is === 'at' && isLeft(before.at - now, periodMs) && before.periodMs === periodMs) return before;
  return { ...estimate, at: now + periodMs, basis: otherwise };
}

function isLeft(leftMs: number, periodMs: number): boolean {
  return leftMs > 0 && leftMs <= periodMs;
}

/** What one request may use: the smallest copy, because a request may land on any. */
export function smallestContext(instances: readonly ModelInstance[]): number | null {
  const sizes = instances.flatMap(({ contextAllocated }) =>
    contextAllocated === null ? [] : [contextAllocated],
  );
  return sizes.length === 0 ? null : Math.min(...sizes);
}

const unitOf: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** `8.2B`, `137M`, `8x7B`, `235B-A22B` (the first figure is the whole). */
export function parametersFromText(text: string | null): number | null {
  const match = /^\s*(?:(\d{1,3})\s*x\s*)?(\d{1,6}(?:\.\d{1,6})?)\s*([kmbt])(?:\b|-|_|$)/i.exec(text ?? '');
  const unit = unitOf[match?.[3]?.toLowerCase() ?? ''];
  if (match === null || unit === undefined) return null;
  const count = Math.round(Number(match[1] ?? 1) * Number(match[2]) * unit);
  return count > 0 && count <= 1e15 ? count : null;
}

/** The nominal bits in a quantisation's name: `Q4_K_M` 4, `IQ2_XS` 2, `BF16` 16, `mxfp4` 4, `8bit` 8. */
export function bitsFromQuantisation(name: string | null): number | null {
  const match =
    /(?:^|[^a-z0-9])(?:i?q|t?q|bf|f|fp|mxfp|nvfp|int|u?d?-?q)(\d{1,2})(?:[^0-9]|$)/i.exec(name ?? '') ??
    /(?:^|[^0-9.])(\d{1,2})[\s-]?bits?\b/i.exec(name ?? '');
  const bits = Number(match?.[1]);
  return Number.isInteger(bits) && bits >= 1 && bits <= 64 ? bits : null;
}

export const can: Ability = { can: true };

export function cannot(why: Extract<Ability, { can: false }>['why']): Ability {
  return { can: false, why };
}

/** Every ability with the same answer, for kinds that can almost nothing; then say what differs. */
export function abilitiesOf(base: Ability, differing: Partial<Abilities>): Abilities {
  return {
    listState: base,
    load: base,
    loadWithContext: base,
    unload: base,
    reload: base,
    loadProgress: base,
    contextAllocated: base,
    idleDeadline: base,
    busy: base,
    events: base,
    freeNudge: base,
    firstToken: { can: false, why: 'not-told' },
    ...differing,
  };
}
