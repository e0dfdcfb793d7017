import { type ChainView, defaultChainOf } from '../../shared/chain.ts';
import { headlineOf } from '../../shared/headline.ts';
import type { Translator } from '../../shared/messages/index.ts';
import { isReady } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type TrayRow, trayMenu } from './tray-menu.ts';

/** What the menu bar shows, as a pure function of the snapshot. State is told by shape, never by colour. */

export const trayShapes = ['flame', 'outline', 'slash', 'dot'] as const;
export type TrayShape = (typeof trayShapes)[number];

/** Shape and words: what changes while nobody has the menu open. */
export type TrayFace = { shape: TrayShape; tooltip: string };

export type TrayView = TrayFace & { menu: TrayRow[] };

/** Windows shows no more of a tooltip than this. */
const longestTooltip = 127;

export function trayView(snapshot: Snapshot, words: Translator): TrayView {
  const chain = defaultChainOf(snapshot);
  return { ...faceOf(snapshot, chain, words), menu: trayMenu(snapshot, chain, words) };
}

/** The menu is longer work, and only needed once somebody opens it. */
export function trayFace(snapshot: Snapshot, words: Translator): TrayFace {
  return faceOf(snapshot, defaultChainOf(snapshot), words);
}

function faceOf(snapshot: Snapshot, chain: ChainView | null, { t, say }: Translator): TrayFace {
  const shape = trayShape(snapshot, chain);
  const tooltip = `${t(`tray.shape.${shape}`)}\n${say(headlineOf(snapshot, chain))}`;
  return { shape, tooltip: shortened(tooltip, longestTooltip) };
}

export function trayShape(snapshot: Snapshot, chain: ChainView | null = defaultChainOf(snapshot)): TrayShape {
  if (snapshot.servers.some((server) => server.actions.some((action) => action.verb !== 'unload')))
    return 'dot';
  const links = (chain?.links ?? []).filter((link) => link.serverId !== null && link.place.is !== 'hosted');
  return links.length === 0 ? shapeOfServers(snapshot) : shapeOfLinks(links);
}

function shapeOfLinks(links: readonly ChainView['links'][number][]): TrayShape {
  const states = links.map(({ state }) => state.is);
  if (states.includes('loading')) return 'dot';
  if (states.some((is) => is === 'unreachable' || is === 'hung' || is === 'key-refused')) return 'slash';
  // Nothing is known against a model whose server does not tell.
  const isFine = ({ state }: (typeof links)[number]) =>
    state.is === 'warm' || (state.is === 'unknown' && state.why === 'not-told');
  return links.every(isFine) ? 'flame' : 'outline';
}

/** Without a local link, whatever is watched counts. */
function shapeOfServers({ servers }: Snapshot): TrayShape {
  const models = servers.flatMap((server) => server.models);
  if (models.some(({ state }) => state.is === 'loading')) return 'dot';
  if (servers.some(({ reachability }) => reachability.is === 'unreachable')) return 'slash';
  return models.some(({ state }) => isReady(state)) ? 'flame' : 'outline';
}

export function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
