import type { ModelPicture } from '../gateway.ts';
import { knownProvider } from '../gateway-providers.ts';
import { placeOfHost } from '../host-place.ts';
import { sentence } from '../messages/sentence.ts';
import { providerOf, refOf, splitRef } from '../refs.ts';
import type { Place } from '../servers.ts';
import { regionOfServices, regionOfUrl } from './regions.ts';
import type { ResolvedLink } from './resolve.ts';
import type { LinkPlace } from './types.ts';

export function placeOfLink(link: ResolvedLink): LinkPlace {
  const hybrid = hybridParts(link.split?.modelId ?? '');
  if (hybrid !== null) return { is: 'hybrid', ...hybrid, sentence: sentence('link.place.hybrid', hybrid) };
  if (link.split === null) return { is: 'unknown', sentence: sentence('link.place.unknown') };
  if (isHostedId(link.split.modelId)) return passedOn();
  const { server, model } = link;
  if (server !== null) {
    if (model?.hosted === true || model?.place === 'public') return passedOn();
    // LM Link: another machine behind this one, and no service.
    if (model?.place === 'elsewhere') return linked();
    return placeOf(server.place, link);
  }
  if (isHostedProvider(link)) return hosted(link);
  return { is: 'unknown', sentence: sentence('link.place.unknown') };
}

function linked(): LinkPlace {
  return { is: 'near', place: 'elsewhere', sentence: sentence('link.place.elsewhere') };
}

function placeOf(place: Place, link: ResolvedLink): LinkPlace {
  switch (place) {
    case 'this-machine':
    case 'lan':
    case 'tailnet':
      return { is: 'near', place, sentence: sentence(`link.place.${place}`) };
    case 'public':
    case 'elsewhere':
      return hosted(link);
    case 'unknown':
      return { is: 'unknown', sentence: sentence('link.place.unknown') };
  }
}

function hosted(link: ResolvedLink): LinkPlace {
  const { routing } = link;
  const services = routing?.services ?? [];
  // Without a strict list anybody behind the proxy may answer, from anywhere.
  const routed = routing?.strict === true ? regionOfServices(services) : null;
  const region = routed ?? regionOfUrl(link.provider?.baseUrl ?? null);
  if (region !== null) {
    return {
      is: 'hosted',
      region,
      services,
      sentence: sentence('link.place.hostedIn', { region: region.toUpperCase() }),
    };
  }
  const said =
    services.length === 0
      ? sentence('link.place.hosted')
      : sentence('link.place.hostedVia', { services: services.join(', ') });
  return { is: 'hosted', region, services, sentence: said };
}

function passedOn(): LinkPlace {
  return { is: 'passed-on', sentence: sentence('link.place.passedOn') };
}

/** `unclear`: a bare name, or an address that only the gateway can complete. */
export type Standing = 'near' | 'hosted' | 'unclear' | 'no-such-provider';

/** Where a provider's answers come from, judged by the config alone, without any request. */
export function standingOf({ provider, split }: Pick<ResolvedLink, 'provider' | 'split'>): Standing {
  if (split === null) return 'unclear';
  if (provider?.baseUrl != null) return standingOfUrl(provider.baseUrl);
  return knownProvider(split.providerId) ?? (provider === null ? 'no-such-provider' : 'unclear');
}

function standingOfUrl(baseUrl: string): Standing {
  if (!URL.canParse(baseUrl)) return 'unclear';
  const place = placeOfHost(new URL(baseUrl).hostname.replace(/^\[|\]$/g, ''));
  return place === 'public' ? 'hosted' : place === 'unknown' ? 'unclear' : 'near';
}

/** True when calling it costs money or leaves the machine. */
export function isHostedProvider(link: Pick<ResolvedLink, 'provider' | 'split'>): boolean {
  return standingOf(link) === 'hosted';
}

/** llmman: one id for a local and a hosted model; or a hosted one alone behind the local daemon. */
export function hybridParts(modelId: string): { local: string; hosted: string } | null {
  const body = /(?:^|\/)llmman\.hybrid\/(.+)$/.exec(modelId)?.[1];
  const comma = body?.indexOf(',') ?? -1;
  if (body === undefined || comma <= 0 || comma === body.length - 1) return null;
  return { local: body.slice(0, comma), hosted: body.slice(comma + 1) };
}

/** The same for a link as written, with the ids that leave through a server that is near. */
export function standingByConfig(picture: ModelPicture, written: string): Standing {
  const split = splitRef(refOf(picture, written));
  if (split !== null && (hybridParts(split.modelId) !== null || isHostedId(split.modelId))) return 'hosted';
  const provider = providerOf(picture, split?.providerId);
  return standingOf({ provider, split });
}

/** Whether messages to this link leave the person's machines, or may: what cannot be told does not count as private. */
export function leavesByConfig(picture: ModelPicture, written: string): boolean {
  return standingByConfig(picture, written) !== 'near';
}

/** Ids of local servers that stand for somebody else's machine. */
function isHostedId(modelId: string): boolean {
  if (/(?:^|\/)llmman\.provider\//.test(modelId)) return true;
  const tag = modelId.split(':').at(-1) ?? '';
  return modelId.includes(':') && (tag === 'cloud' || tag.endsWith('-cloud'));
}
