import { assertNever } from '../assert-never.ts';
import type { KeyView, Provider } from '../gateway.ts';
import { sentence } from '../messages/sentence.ts';
import type { ServerWithModels } from '../servers.ts';
import { standingOf } from './place.ts';
import { nearestId, type ResolvedLink } from './resolve.ts';
import type { LinkState } from './types.ts';

export function stateOfLink(link: ResolvedLink, mode: 'merge' | 'replace' | null): LinkState {
  if (link.split === null) return unknown('not-a-ref');
  if (link.server !== null) return stateOnServer(link.server, link);
  const standing = standingOf(link);
  if (standing === 'no-such-provider' || (mode === 'replace' && link.provider === null)) {
    return { is: 'no-such-provider', sentence: sentence('link.state.noSuchProvider') };
  }
  return standing === 'hosted' ? hostedState(link) : unknown('not-watched');
}

function stateOnServer(server: ServerWithModels, { model, split, provider }: ResolvedLink): LinkState {
  const { reachability } = server;
  if (reachability.is === 'unknown') return unknown('not-asked-yet');
  if (reachability.is === 'unreachable') return unreachableState(server, reachability, provider);
  if (model === null) return notListed(server, split?.modelId ?? '');
  const { state } = model;
  switch (state.is) {
    case 'loaded':
      return { is: 'warm', busy: false, sentence: sentence('link.state.warm') };
    case 'busy':
      return { is: 'warm', busy: true, sentence: sentence('link.state.busy') };
    case 'loading':
      return { ...state, sentence: sentence('link.state.loading') };
    case 'asleep':
      return { is: 'asleep', sentence: sentence('link.state.asleep') };
    case 'not-loaded':
    case 'unloading':
      return { is: 'cold', sentence: sentence('link.state.cold') };
    case 'failed':
      return {
        is: 'failed',
        reason: state.reason,
        sentence: sentence('link.state.failed', { reason: state.reason }),
      };
    case 'unknown':
      return unknown('not-told');
    default:
      return assertNever(state);
  }
}

function unreachableState(
  server: ServerWithModels,
  { since, failure }: Extract<ServerWithModels['reachability'], { is: 'unreachable' }>,
  provider: Provider | null,
): LinkState {
  const name = { server: server.name };
  switch (failure.code) {
    case 'unauthorised':
    case 'forbidden':
      if (sentNoKey(provider, server)) return unknown('key-not-sent');
      return { is: 'key-refused', failure, sentence: sentence('link.state.keyRefused', name) };
    case 'timed-out':
      return { is: 'hung', since, failure, sentence: sentence('link.state.hung', name) };
    case 'connection-refused':
      return { is: 'unreachable', since, failure, sentence: sentence('link.state.stopped', name) };
    default:
      return { is: 'unreachable', since, failure, sentence: sentence('link.state.unreachable', name) };
  }
}

function notListed(server: ServerWithModels, modelId: string): LinkState {
  const nearest = nearestId(
    modelId,
    server.models.map((each) => each.id),
  );
  const values = { model: modelId, server: server.name };
  return {
    is: 'not-listed',
    nearest,
    sentence:
      nearest === null
        ? sentence('link.state.notListed', values)
        : sentence('link.state.notListedNearest', { ...values, nearest }),
  };
}

function hostedState(link: ResolvedLink): LinkState {
  const key = keyPresence(link);
  return { is: 'hosted', key, sentence: sentence(`link.state.key.${key}`) };
}

/** The config names a key that only the gateway can read: we were turned away without one, and it may be let in. */
export function sentNoKey(provider: Provider | null, server: Pick<ServerWithModels, 'key'>): boolean {
  const isElsewhere = provider?.key.is === 'variable' || provider?.key.is === 'managed';
  return isElsewhere && (server.key === 'missing' || server.key === 'managed-by-openclaw');
}

/** A provider of the gateway's own may be signed in by a profile, which the config does not show. */
export function keyPresence(link: ResolvedLink): 'present' | 'missing' | 'not-visible' {
  const key: KeyView = link.provider?.key ?? { is: 'missing' };
  switch (key.is) {
    case 'literal':
    case 'managed':
      return 'present';
    case 'variable':
      return key.visible ? 'present' : 'not-visible';
    case 'missing':
      return link.provider !== null && link.provider.baseUrl !== null && link.provider.models !== null
        ? 'missing'
        : 'not-visible';
    default:
      return assertNever(key);
  }
}

function unknown(why: Extract<LinkState, { is: 'unknown' }>['why']): LinkState {
  return { is: 'unknown', why, sentence: sentence(`link.state.unknown.${why}`) };
}
