import { isHostedProvider } from '../../../shared/chain/place.ts';
import { nearestId, resolveLink } from '../../../shared/chain/resolve.ts';
import type { Sentence } from '../../../shared/findings.ts';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { sentence } from '../../../shared/messages/sentence.ts';
import { freeProviderId } from '../../../shared/provider-setup.ts';
import { findProviderModel, splitRef } from '../../../shared/refs.ts';
import type { Model } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

/** Everything a chain can be given: what servers really list, what the config names, and what somebody writes. */
export type Candidate = {
  ref: string;
  name: string;
  alias: string | null;
  /** The server or provider behind it. */
  from: string;
  is: 'listed' | 'configured' | 'written' | 'not-in-config';
  hosted: boolean;
  /** The watched model, for its live state. */
  serverId: string | null;
  modelId: string | null;
  /** Why it may not work; null: nothing is known against it. */
  doubt: Sentence | null;
};

export function candidatesOf(snapshot: Snapshot, picture: ModelPicture): Candidate[] {
  const found = new Map<string, Candidate>();
  const aliasOf = new Map(picture.aliases.map((entry) => [entry.ref, entry.alias]));
  for (const server of snapshot.servers) {
    const providerId = server.providerIds[0];
    if (providerId === undefined) continue;
    for (const model of server.models) {
      if (!talks(model)) continue;
      const ref = `${providerId}/${model.id}`;
      found.set(ref, {
        ref,
        name: model.name,
        alias: aliasOf.get(ref) ?? null,
        from: server.name,
        is: 'listed',
        hosted: model.hosted,
        serverId: server.id,
        modelId: model.id,
        doubt: null,
      });
    }
  }
  for (const ref of configuredRefs(picture)) {
    if (!found.has(ref)) found.set(ref, written(snapshot, picture, ref, 'configured'));
  }
  return [...found.values()];
}

/** What servers list that are no provider of the gateway yet, under the ref each model would get. */
export function unconfiguredCandidates(snapshot: Snapshot, picture: ModelPicture): Candidate[] {
  return snapshot.servers
    .filter((server) => server.providerIds.length === 0)
    .flatMap((server) => {
      const providerId = freeProviderId(picture, server.kind);
      return server.models.filter(talks).map((model) => ({
        ref: `${providerId}/${model.id}`,
        name: model.name,
        alias: null,
        from: server.name,
        is: 'not-in-config' as const,
        hosted: model.hosted,
        serverId: server.id,
        modelId: model.id,
        doubt: null,
      }));
    });
}

function talks({ capabilities }: Model): boolean {
  return capabilities === null || !capabilities.includes('embedding');
}

function configuredRefs(picture: ModelPicture): Set<string> {
  const models = picture.providers.flatMap((provider) =>
    (provider.models ?? []).map((model) => `${provider.id}/${model.id}`),
  );
  const linked = picture.chains.flatMap((chain) => [chain.primary ?? '', ...(chain.fallbacks ?? [])]);
  const all = [...models, ...picture.aliases.map((each) => each.ref), ...linked];
  return new Set(all.filter((ref) => splitRef(ref) !== null));
}

/** What somebody wrote by hand, with what can be said about it from here; null: not a reference at all. */
export function writtenCandidate(snapshot: Snapshot, picture: ModelPicture, text: string): Candidate | null {
  const ref = text.trim();
  return splitRef(ref) === null || /\s/.test(ref) ? null : written(snapshot, picture, ref, 'written');
}

function written(
  snapshot: Snapshot,
  picture: ModelPicture,
  ref: string,
  is: 'configured' | 'written',
): Candidate {
  const link = resolveLink(snapshot, picture, ref);
  const providerId = link.split?.providerId ?? ref;
  return {
    ref,
    name: link.split?.modelId ?? ref,
    alias: link.alias,
    from: link.server?.name ?? providerId,
    is,
    hosted: isHostedProvider(link),
    serverId: link.server?.id ?? null,
    modelId: link.model?.id ?? null,
    doubt: doubtAbout(snapshot, picture, ref),
  };
}

function doubtAbout(snapshot: Snapshot, picture: ModelPicture, ref: string): Sentence | null {
  const link = resolveLink(snapshot, picture, ref);
  if (link.split === null) return null;
  const { providerId, modelId } = link.split;
  if (link.server !== null) {
    const listed = findProviderModel(link.server, link.provider, modelId) !== null;
    if (listed || link.server.models.length === 0) return null;
    const near = nearestId(
      modelId,
      link.server.models.map((each) => each.id),
    );
    return near === null
      ? sentence('chainView.add.notListed', { server: link.server.name, model: modelId })
      : sentence('chainView.add.nearest', { model: `${providerId}/${near}` });
  }
  const isKnown = link.provider !== null || picture.chains.some((chain) => usesProvider(chain, providerId));
  return isKnown ? null : sentence('chainView.add.noProvider', { provider: providerId });
}

function usesProvider(chain: ModelPicture['chains'][number], providerId: string): boolean {
  return [chain.primary ?? '', ...(chain.fallbacks ?? [])].some((ref) => ref.startsWith(`${providerId}/`));
}

/** Every word must be found; what is warm or listed comes first because the list is in that order already. */
export function matching(candidates: readonly Candidate[], text: string, most = 60): Candidate[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Candidate[] = [];
  for (const each of candidates) {
    const haystack = `${each.ref} ${each.name} ${each.alias ?? ''} ${each.from}`.toLowerCase();
    if (words.every((word) => haystack.includes(word))) found.push(each);
    if (found.length === most) break;
  }
  return found;
}
