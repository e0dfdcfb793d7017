import { pictureOf } from '../../shared/gateway.ts';
import { findByRef } from '../../shared/refs.ts';
import { isReady } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** What the menu bar shows, as a pure function of the snapshot. State is told by shape, never by colour. */

export type TrayShape = 'flame' | 'outline' | 'slash' | 'dot';

export type TrayView = {
  shape: TrayShape;
  tooltip: string;
};

export function trayShape(snapshot: Snapshot): TrayShape {
  const chain = pictureOf(snapshot.gateway)?.chains.find((each) => each.agentId === null)?.effective;
  const refs = chain === undefined ? [] : [chain.primary, ...chain.fallbacks].filter((ref) => ref !== null);
  const links = refs.map((ref) => findByRef(snapshot, ref)).filter((found) => found !== null);
  const watched = links.length > 0 ? links : snapshot.servers.map((server) => ({ server, model: null }));
  if (snapshot.servers.some((server) => server.actions.some((action) => action.verb !== 'unload')))
    return 'dot';
  if (links.some(({ model }) => model?.state.is === 'loading')) return 'dot';
  if (watched.some(({ server }) => server.reachability.is === 'unreachable')) return 'slash';
  const warm =
    links.length > 0
      ? links.every(({ model }) => model !== null && (isReady(model.state) || model.state.is === 'unknown'))
      : anyReady(snapshot);
  return warm ? 'flame' : 'outline';
}

function anyReady(snapshot: Snapshot): boolean {
  return snapshot.servers.some((server) => server.models.some((model) => isReady(model.state)));
}

const shapeWords: Record<TrayShape, string> = {
  flame: 'every local model is warm',
  outline: 'something is cold',
  slash: 'a server is unreachable',
  dot: 'loading',
};

export function trayView(snapshot: Snapshot): TrayView {
  const shape = trayShape(snapshot);
  return { shape, tooltip: `Pilotlight: ${shapeWords[shape]}` };
}
