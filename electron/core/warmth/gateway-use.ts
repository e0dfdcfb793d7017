import { type AgentChain, type ModelPicture, type ModelUse, pictureOf } from '../../../shared/gateway.ts';
import { usualHeartbeat } from '../../../shared/gateway-rules.ts';
import { findByRef } from '../../../shared/refs.ts';
import type { ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

/** What the gateway itself does to a model, which keep warm must neither fight nor repeat. */

/** The gateway stops this server when it is idle: keeping it busy would fight the person's own setting. */
export function stopsWhenIdle(snapshot: Snapshot, server: ServerWithModels): boolean {
  const providers = pictureOf(snapshot.gateway)?.providers ?? [];
  return providers.some(
    ({ id, localService }) => server.providerIds.includes(id) && localService?.idleStopMs != null,
  );
}

/** How often the gateway's heartbeat asks this very model; null: it does not. */
export function heartbeatPeriodMs(
  snapshot: Snapshot,
  server: ServerWithModels,
  modelId: string,
): number | null {
  const picture = pictureOf(snapshot.gateway);
  if (picture === null) return null;
  const asksIt = (ref: string): boolean => {
    const found = findByRef(snapshot, ref);
    return found?.server.id === server.id && found.model?.id === modelId;
  };
  const periods = heartbeats(picture)
    .filter(({ refs }) => refs.some(asksIt))
    .flatMap(({ every }) => durationMs(every) ?? []);
  return periods.length === 0 ? null : Math.min(...periods);
}

/** The heartbeat of the defaults and those agents have of their own, with the models they ask. */
function heartbeats(picture: ModelPicture): { every: string | null; refs: string[] }[] {
  const uses = picture.uses.filter(({ role }) => role === 'heartbeat');
  const own = picture.chains.filter(
    ({ agentId, heartbeatEvery }) => agentId !== null && heartbeatEvery !== null,
  );
  const isOwn = (agentId: string | null) => own.some((chain) => chain.agentId === agentId);
  const shared = picture.chains.find(({ agentId }) => agentId === null);
  const refsOf = (named: ModelUse[], chain: AgentChain | undefined): string[] => {
    const primary = chain?.effective.primary ?? null;
    return named.length > 0 || primary === null ? named.map(({ ref }) => ref) : [primary];
  };
  return [
    {
      every: picture.heartbeatEvery ?? usualHeartbeat,
      refs: refsOf(
        uses.filter(({ agentId }) => !isOwn(agentId)),
        shared,
      ),
    },
    ...own.map((chain) => {
      const named = uses.filter(({ agentId }) => agentId === chain.agentId);
      const inherited = uses.filter(({ agentId }) => agentId === null);
      return { every: chain.heartbeatEvery, refs: refsOf(named.length > 0 ? named : inherited, chain) };
    }),
  ];
}

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `1h30m`; null where it never comes or is written in a way we do not know. */
export function durationMs(text: string | null): number | null {
  if (text === null) return null;
  const trimmed = text.trim().toLowerCase();
  if (!/^(\d+(\.\d+)?\s*(ms|[smhd])\s*)+$/.test(trimmed)) return null;
  let sum = 0;
  for (const [, figure, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhd])/g)) {
    sum += Number(figure) * (unitMs[unit ?? ''] ?? 0);
  }
  return sum > 0 ? sum : null;
}
