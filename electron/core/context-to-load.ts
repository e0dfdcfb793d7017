import { chainsOf } from '../../shared/chain.ts';
import { linkedContext } from '../../shared/context/load-context.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/**
 * The context for a load by one click: what the model had when it was last loaded, else what the gateway plans with
 * for a link it is, else the server's own choice (null).
 */
export function contextToLoad(
  snapshot: Snapshot,
  now: number,
  { serverId, modelId }: { serverId: string; modelId: string },
  lastContext: number | null,
): number | null {
  const server = snapshot.servers.find(({ id }) => id === serverId);
  const model = server?.models.find(({ id }) => id === modelId);
  if (server === undefined || model === undefined || !server.abilities.loadWithContext.can) return null;
  if (lastContext !== null) return lastContext;
  const links = chainsOf(snapshot, now).flatMap((chain) => chain.links);
  const link = links.find((each) => each.serverId === serverId && each.serverModelId === modelId);
  return link === undefined ? null : linkedContext(link, server, model);
}
