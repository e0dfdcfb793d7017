import { type ChainLink, type ChainView, chainsOf } from '../../../shared/chain.ts';
import type { ReasoningProbe } from '../../../shared/contract/server-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import { type ModelPicture, type Provider, pictureOf } from '../../../shared/gateway.ts';
import { placeOfHost } from '../../../shared/host-place.ts';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { ConfigVerdict } from '../gateway/save/judge-config.ts';

/** Everything the checks look at. They are functions of these values; who gathers them is gather.ts. */

/** The very request the gateway's provider depends on, and what came back. */
export type AskedList = {
  providerId: string;
  url: string;
  answer: ListAnswer;
  /** The same question with `/v1` added or taken away, asked only where the first one failed. */
  other: { url: string; answer: ListAnswer } | null;
};

export type ListAnswer =
  | { is: 'list'; status: number; count: number }
  /** An answer that is not a list of models: another status, a page, another program. */
  | { is: 'other'; status: number; isPage: boolean; said: string | null }
  | { is: 'failed'; failure: Failure };

/** `localhost` is two addresses, and a server may listen on one of them. */
export type AskedFamilies = { providerId: string; ipv4: boolean; ipv6: boolean };

export type ExtraFacts = {
  lists: AskedList[];
  families: AskedFamilies[];
  /** Copies of the config that are kept; null: nobody keeps any here. */
  backups: number | null;
  /** What the last probe of a model said, by model key. */
  probes: ReadonlyMap<string, ReasoningProbe>;
  /** False: the config belongs to another user. */
  configOwned: boolean | null;
  /** What the gateway will think of the config; null: there is none that could be judged. */
  verdict: ConfigVerdict | null;
};

export const noExtraFacts: ExtraFacts = {
  lists: [],
  families: [],
  backups: null,
  probes: new Map(),
  configOwned: null,
  verdict: null,
};

export type Facts = {
  now: number;
  snapshot: Snapshot;
  /** null: there is no config that could be understood. */
  picture: ModelPicture | null;
  chains: ChainView[];
  extra: ExtraFacts;
};

export function factsOf(snapshot: Snapshot, extra: ExtraFacts, now: number): Facts {
  return { now, snapshot, picture: pictureOf(snapshot.gateway), chains: chainsOf(snapshot, now), extra };
}

/** Providers whose address is the person's own machine or network. Hosted ones are never asked. */
export function nearProviders(picture: ModelPicture | null): (Provider & { baseUrl: string })[] {
  return (picture?.providers ?? []).flatMap((provider) => {
    const { baseUrl } = provider;
    if (baseUrl === null || !URL.canParse(baseUrl)) return [];
    const place = placeOfHost(new URL(baseUrl).hostname.replace(/^\[|\]$/g, ''));
    return place === 'public' || place === 'unknown' ? [] : [{ ...provider, baseUrl }];
  });
}

export function serverOf({ snapshot }: Facts, providerId: string): ServerWithModels | null {
  return snapshot.servers.find((server) => server.providerIds.includes(providerId)) ?? null;
}

/** Every link of every chain, each ref once. */
export function linksOf({ chains }: Facts): ChainLink[] {
  const byRef = new Map<string, ChainLink>();
  for (const link of chains.flatMap((chain) => chain.links)) {
    if (!byRef.has(link.ref)) byRef.set(link.ref, link);
  }
  return [...byRef.values()];
}

export type NearLink = { link: ChainLink; server: ServerWithModels; model: Model };

/** The links that are models on the person's own servers. */
export function nearLinks(facts: Facts): NearLink[] {
  return linksOf(facts).flatMap((link) => {
    const server = facts.snapshot.servers.find((each) => each.id === link.serverId);
    const model = server?.models.find((each) => each.id === link.serverModelId);
    if (server === undefined || model === undefined || model.hosted) return [];
    return link.place.is === 'near' || link.place.is === 'unknown' ? [{ link, server, model }] : [];
  });
}

/** Whether any chain counts on this provider: then its trouble is the person's trouble. */
export function isInUse(facts: Facts, providerId: string): boolean {
  return linksOf(facts).some((link) => link.providerId === providerId);
}
