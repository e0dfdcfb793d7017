import type { Failure } from '../../../shared/failures.ts';
import {
  isReady,
  type Model,
  type ModelState,
  type Server,
  type ServerKind,
} from '../../../shared/servers.ts';
import { adapterFor } from './registry.ts';
import type { ServerSeed } from './server-watch.ts';
import { loadingState, unknownDeadline } from './shared-transform.ts';

/** What is shown of a server, from what is known: values in, values out. */

/** An answer, but not one this kind of server gives: somebody else may be there now. */
export function isStrange({ code }: Failure): boolean {
  return code === 'not-found' || code === 'bad-answer' || code === 'unauthorised' || code === 'forbidden';
}

export function nameOf(seed: ServerSeed, kind: ServerKind | null): string {
  const label = kind === null ? null : adapterFor(kind).label;
  const provider = seed.providerIds[0] ?? null;
  // "OpenAI-compatible" says less than the provider's own id in the config.
  if (kind === 'openai-compatible' && provider !== null) return provider;
  return label ?? provider ?? `Port ${seed.address.port}`;
}

export function withOverlay(models: Model[], overlay: ReadonlyMap<string, ModelState>): Model[] {
  if (overlay.size === 0) return models;
  return models.map((model) => {
    const shown = overlay.get(model.id);
    return shown === undefined ? model : { ...model, state: shown };
  });
}

/** Does a look deny what an event stream told? Only a stream counts requests: that no look tells of them denies nothing. */
export function contradicts(seen: ModelState, told: ModelState): boolean {
  if (seen.is === 'unknown' || seen.is === told.is) return false;
  return told.is !== 'busy' || !isReady(seen);
}

/** A server that loads says nothing but that: what it had in memory is on its way back, and the rest still holds. */
export function whileLoading(models: readonly Model[], now: number): Model[] {
  return models.map((model) =>
    hadPlace(model.state)
      ? { ...model, state: loadingState(model, now, null), instances: [], idle: unknownDeadline }
      : model,
  );
}

function hadPlace({ is }: ModelState): boolean {
  return is === 'loaded' || is === 'busy' || is === 'asleep' || is === 'loading';
}

/** Only a key that was sent can be refused; one that cannot be read from here is not known to be wrong. */
export function refusedKey(key: Server['key']): Server['key'] {
  if (key === 'none') return 'missing';
  return key === 'set' ? 'refused' : key;
}

/** Shown latency moves only when it really changed, so that a quiet poll pushes nothing. */
export function steadyLatency(shown: number | null, measuredMs: number): number {
  const rounded = Math.max(1, Math.round(measuredMs));
  if (shown === null) return rounded;
  const movedALot = rounded > shown * 2 + 10 || rounded < shown / 2 - 10;
  return movedALot ? rounded : shown;
}
