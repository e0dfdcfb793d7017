import { pictureOf } from './gateway.ts';
import { findByRef } from './refs.ts';
import type { Snapshot } from './snapshot.ts';
import { modelKey } from './warmth.ts';

/**
 * Models somebody counts on that are not loaded and could be: the local links of the default chain, and those that
 * are kept warm. "Reload 2 models that are not loaded" means these; models nobody named stay as they are.
 */
export function coldModels(snapshot: Snapshot): { serverId: string; modelId: string }[] {
  const chain = pictureOf(snapshot.gateway)?.chains.find((each) => each.agentId === null)?.effective;
  const refs = chain === undefined ? [] : [chain.primary, ...chain.fallbacks].filter((ref) => ref !== null);
  const linked = refs.flatMap((ref) => {
    const found = findByRef(snapshot, ref);
    return found?.model == null ? [] : [{ serverId: found.server.id, modelId: found.model.id }];
  });
  const kept = snapshot.warmth.models
    .filter((each) => each.policy.mode !== 'off')
    .map(({ serverId, modelId }) => ({ serverId, modelId }));
  const wanted = new Map([...linked, ...kept].map((each) => [modelKey(each.serverId, each.modelId), each]));
  return [...wanted.values()].filter((each) => isColdAndLoadable(snapshot, each));
}

function isColdAndLoadable(
  snapshot: Snapshot,
  { serverId, modelId }: { serverId: string; modelId: string },
): boolean {
  const server = snapshot.servers.find((each) => each.id === serverId);
  const model = server?.models.find((each) => each.id === modelId);
  if (server === undefined || model === undefined || model.hosted) return false;
  const isCold = model.state.is === 'not-loaded' || model.state.is === 'failed';
  return isCold && server.reachability.is === 'reachable' && server.abilities.load.can;
}
