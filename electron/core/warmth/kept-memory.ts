import * as v from 'valibot';
import { stopReasons } from '../../../shared/warmth.ts';
import type { HistoryStore } from '../ports.ts';
import { freshBelief } from './idle-belief.ts';
import type { ModelMemory } from './model-memory.ts';

/**
 * The part of a model's memory that outlives the app: what was learnt about harm, what the person wants, and how it
 * was last loaded. All else is seen anew.
 */

const time = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(1 / 64), v.maxValue(64));

const KeptMemory = v.object({
  stop: v.nullable(
    v.object({
      since: time,
      until: v.nullable(time),
      why: v.picklist(stopReasons),
      facts: v.record(v.string(), v.union([v.string(), v.number()])),
    }),
  ),
  nudgeStops: count,
  unloadedByPersonAt: v.nullable(time),
  earlier: v.nullable(
    v.object({
      contextAllocated: v.nullable(count),
      memoryBytes: v.nullable(count),
      gpuBytes: v.nullable(count),
    }),
  ),
  neverFor: v.pipe(v.array(v.string()), v.maxLength(50)),
  reloads: v.pipe(v.array(time), v.maxLength(20)),
  reloadFailures: count,
  reloadNotBefore: time,
  pushedOutBy: v.record(v.string(), time),
  idleBelief: v.object({
    share,
    raiseAt: v.nullable(time),
    losses: count,
    lostAfterMs: v.nullable(v.number()),
  }),
});
type KeptMemory = v.InferOutput<typeof KeptMemory>;

/** null: there is nothing in it that a fresh memory would not say as well. */
function keptText(memory: ModelMemory): string | null {
  const { stop, nudgeStops, reloads, reloadFailures, reloadNotBefore, pushedOutBy, idleBelief } = memory;
  const shape = memory.lastLoaded ?? memory.earlier;
  const earlier =
    shape === null
      ? null
      : {
          contextAllocated: shape.contextAllocated,
          memoryBytes: shape.memoryBytes,
          gpuBytes: shape.gpuBytes,
        };
  const unloadedByPersonAt = memory.lost?.cause === 'person' ? Math.round(memory.lost.at) : null;
  const isFresh =
    stop === null &&
    earlier === null &&
    unloadedByPersonAt === null &&
    reloads.length === 0 &&
    reloadFailures === 0 &&
    idleBelief === freshBelief;
  if (isFresh) return null;
  const kept: KeptMemory = {
    stop,
    nudgeStops,
    unloadedByPersonAt,
    earlier,
    neverFor: [...memory.neverFor],
    reloads: reloads.map(Math.round),
    reloadFailures,
    reloadNotBefore: Math.round(reloadNotBefore),
    pushedOutBy,
    idleBelief,
  };
  return JSON.stringify(kept);
}

function memoryFrom(text: string): Partial<ModelMemory> {
  const checked = v.safeParse(KeptMemory, parsed(text));
  if (!checked.success) return {};
  const { unloadedByPersonAt, ...kept } = checked.output;
  const lost =
    unloadedByPersonAt === null
      ? null
      : { at: unloadedByPersonAt, cause: 'person' as const, cameInstead: [], beliefBefore: null };
  return { ...kept, lost };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type KeptMemories = {
  /** What is kept of a model from before; empty: nothing, or nothing usable. */
  of(key: string): Partial<ModelMemory>;
  save(memories: ReadonlyMap<string, ModelMemory>, now: number): void;
};

/** Written anew that often even if nothing changed, so that it is not pruned with the history of long ago. */
const refreshMs = 24 * 60 * 60_000;

export function createKeptMemories(store: Pick<HistoryStore, 'memories' | 'saveMemory'>): KeptMemories {
  const saved = new Map(store.memories().map(({ key, text }) => [key, { text, at: 0 }]));
  const seen = new Map<string, ModelMemory>();
  return {
    of(key) {
      const known = saved.get(key);
      return known === undefined ? {} : memoryFrom(known.text);
    },
    save(memories, now) {
      for (const [key, memory] of memories) {
        const before = saved.get(key);
        const isOld = before !== undefined && Math.abs(now - before.at) > refreshMs;
        if (seen.get(key) === memory && !isOld) continue;
        seen.set(key, memory);
        const text = keptText(memory);
        if (text === (before?.text ?? null) && !isOld) continue;
        store.saveMemory(key, text, now);
        if (text === null) saved.delete(key);
        else saved.set(key, { text, at: now });
      }
    },
  };
}
