import { badgesOfChain, badgesOfLink } from './chain/badges.ts';
import { forecastLink } from './chain/forecast.ts';
import { stateOfLink } from './chain/link-state.ts';
import { outlookOf } from './chain/outlook.ts';
import { placeOfLink } from './chain/place.ts';
import { type ResolvedLink, resolveLink } from './chain/resolve.ts';
import type { ChainLink, ChainView, LinkForecast } from './chain/types.ts';
import { contextFit } from './context-fit.ts';
import { type AgentChain, type ModelPicture, pictureOf } from './gateway.ts';
import { sentence } from './messages/sentence.ts';
import type { Snapshot } from './snapshot.ts';

/** The chain, alive: every agent's links in order, the state of each, and who would answer a message now. */

export { shownName } from './chain/outlook.ts';
export type {
  Badge,
  ChainForecast,
  ChainLink,
  ChainView,
  ForecastReason,
  LinkForecast,
  LinkPlace,
  LinkState,
} from './chain/types.ts';

/** The defaults first, then every agent with a chain of its own. `now`: see how far a load has come. */
export function chainsOf(snapshot: Snapshot, now: number | null = null): ChainView[] {
  const picture = pictureOf(snapshot.gateway);
  if (picture === null) return [];
  return picture.chains
    .filter((chain) => chain.agentId === null || chain.form !== 'absent')
    .map((chain) => viewOf(snapshot, picture, chain, now));
}

/** The chain of agents.defaults; null: no config, or none is written there. */
export function defaultChainOf(snapshot: Snapshot, now: number | null = null): ChainView | null {
  return chainsOf(snapshot, now).find((chain) => chain.agentId === null) ?? null;
}

function viewOf(snapshot: Snapshot, picture: ModelPicture, chain: AgentChain, now: number | null): ChainView {
  const { primary, fallbacks } = chain.effective;
  const written = primary === null ? fallbacks : [primary, ...fallbacks];
  const resolved = written.map((each) => resolveLink(snapshot, picture, each));
  const links = resolved.map((link, index) => {
    const firstIndex = resolved.findIndex((each) => each.ref === link.ref);
    return linkOf(snapshot, picture, chain, link, { index, firstIndex, now });
  });
  const forecast = outlookOf(links);
  const badges = badgesOfChain(snapshot, picture, chain, links);
  if (forecast.is === 'nobody' && links.length > 0) {
    badges.unshift({ badge: 'nobody-answers', level: 'warn', sentence: sentence('badge.nobody'), fixes: [] });
  }
  const { agentId, name, form, file, notEditable, legacy } = chain;
  return { agentId, name, form, file, notEditable, legacy, links, forecast, badges };
}

function linkOf(
  snapshot: Snapshot,
  picture: ModelPicture,
  chain: AgentChain,
  link: ResolvedLink,
  at: { index: number; firstIndex: number; now: number | null },
): ChainLink {
  const place = placeOfLink(link);
  const state = stateOfLink(link, picture.mode);
  const context =
    link.split === null ? null : contextFit(snapshot, link.split.providerId, link.split.modelId);
  const badges = badgesOfLink(snapshot, picture, chain, link, at);
  if (link.server !== null && (place.is === 'passed-on' || place.is === 'hybrid')) {
    badges.push({
      badge: 'passes-data-on',
      level: 'note',
      sentence: sentence('badge.passesDataOn'),
      fixes: [],
    });
  }
  return {
    index: at.index,
    written: link.written,
    ref: link.ref,
    alias: link.alias,
    providerId: link.split?.providerId ?? null,
    modelId: link.split?.modelId ?? null,
    serverId: link.server?.id ?? null,
    serverModelId: link.model?.id ?? null,
    place,
    state,
    context,
    forecast:
      at.firstIndex < at.index
        ? alreadyAsked()
        : forecastLink({ snapshot, link, state, context, now: at.now }),
    badges,
  };
}

function alreadyAsked(): LinkForecast {
  const said = sentence('forecast.duplicate');
  return { does: 'moves-on', why: 'duplicate', seconds: 0, limitSeconds: null, sure: true, sentence: said };
}
