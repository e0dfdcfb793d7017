import { hungPausesSeconds, hungTries, silenceSeconds } from '../gateway-rules.ts';
import type { Model, ServerKind, ServerWithModels } from '../servers.ts';
import type { Snapshot } from '../snapshot.ts';
import { modelKey } from '../warmth.ts';
import { isHostedProvider } from './place.ts';
import type { ResolvedLink } from './resolve.ts';

/** How long things take on a link: the provider's limit, the model's load, a turn that hangs. */

export function limitSecondsOf(link: ResolvedLink): number {
  const written = link.provider?.timeoutSeconds ?? null;
  if (written !== null) return written;
  return link.server === null && isHostedProvider(link) ? silenceSeconds.hosted : silenceSeconds.selfHosted;
}

/** What the last loads took on this machine; null: never seen. */
export function loadSecondsOf(snapshot: Snapshot, server: ServerWithModels, model: Model): number | null {
  const times = snapshot.loadTimes[modelKey(server.id, model.id)];
  return times === undefined ? null : Math.max(1, Math.round(times.typicalMs / 1_000));
}

export function hungSeconds(limitSeconds: number): number {
  return Math.round(hungTries * limitSeconds + hungPausesSeconds);
}

/** Kinds that load what a request names. The others answer with an error, or with another model. */
const loadingKinds: ReadonlySet<ServerKind> = new Set([
  'lm-studio',
  'ollama',
  'llama-cpp',
  'llama-swap',
  'localai',
  'mlx-lm',
  'litellm',
]);

export function loadsOnRequest(server: ServerWithModels): boolean {
  return loadingKinds.has(server.kind);
}

/** Kinds that give up a load when whoever asked for it hangs up, so that a short timeout never gets to the end. */
export function abandonsLoads(server: ServerWithModels): boolean {
  return server.kind === 'ollama';
}
