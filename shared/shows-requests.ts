import type { Server, ServerKind } from './servers.ts';

/** These tell only when they are asked right before a nudge whether a model works. */
const notInPassing = new Set<ServerKind>(['lm-studio', 'localai']);

/** Whether looking at a server shows that somebody used a model: it is seen at work, or its exact expiry moves. */
export function showsRequests({ kind, abilities }: Pick<Server, 'kind' | 'abilities'>): boolean {
  return kind === 'ollama' || (abilities.busy.can && !notInPassing.has(kind));
}
