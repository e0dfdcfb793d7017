import { placeOfHost } from '../../../shared/host-place.ts';
import { embeddedIpv4, readIpv4, readIpv6, startsWith } from '../../../shared/ip-address.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Place } from '../../../shared/servers.ts';
import { upstreamRoute } from '../../../shared/upstream-route.ts';

/** What an address says about where a server is, and which addresses are one server. Pure text, no look-ups. */

export type ServerAddress = {
  /** The same for every spelling of the same server. */
  id: string;
  /** What to call: origin and path prefix, no /v1, no trailing slash. `localhost` gives both families. */
  candidates: string[];
  place: Place;
  port: number;
};

export function readAddress(text: string): Result<ServerAddress> {
  if (/\$\{/.test(text))
    return fail('address-not-allowed', 'The address holds a variable that only the gateway fills in.');
  const url = parseUrl(text);
  if (url === null) return fail('address-not-allowed', `"${text.slice(0, 200)}" is not a web address.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return fail('address-not-allowed', 'Only http and https addresses can be used.');
  }
  if (url.username !== '' || url.password !== '') {
    return fail(
      'address-not-allowed',
      'An address must not contain a user name or password; set a key instead.',
    );
  }
  const written = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isForbiddenHost(written))
    return fail('address-not-allowed', `${written} is a link-local or cloud metadata address.`);
  const host = written.replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const prefix = prefixOf(url.pathname);
  const hosts = host === 'localhost' ? ['127.0.0.1', '[::1]'] : [hostForUrl(written)];
  const originPort = url.port === '' ? '' : `:${url.port}`;
  // Other addresses of this machine and names under `.localhost` may lead to other programs, with other keys.
  const idHost = loopbackHosts.has(host) ? 'this-machine' : hostForUrl(host);
  return ok({
    id: `${url.protocol === 'https:' ? 'https:' : ''}${idHost}:${port}${prefix}`,
    candidates: hosts.map((each) => `${url.protocol}//${each}${originPort}${prefix}`),
    place: placeOfHost(host),
    port,
  });
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);

/** A whole route was pasted instead of an address. */
const pastedRoute = /\/v1\/(?:chat\/completions|completions|responses|messages|embeddings|models)$/;

/** Never through llama-swap's way into a process: there the very first look starts a model, and the next keeps it. */
function prefixOf(path: string): string {
  const plain = path.replace(/\/+$/, '').replace(pastedRoute, '/v1');
  return (upstreamRoute(plain)?.prefix ?? plain).replace(/\/v1$/, '');
}

function parseUrl(text: string): URL | null {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}

function hostForUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

const metadataNames = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'metadata.azure.internal',
]);

/** Also asked by the HTTP adapter for the address a name resolved to. */
export function isForbiddenHost(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/\.$/, '');
  if (metadataNames.has(name)) return true;
  const v4 = readIpv4(name);
  if (v4 !== null) return isForbiddenIpv4(v4);
  const v6 = readIpv6(name);
  return v6 !== null && isForbiddenIpv6(v6);
}

/** Alibaba's and Oracle's; the others' is link-local. */
const metadataIpv4 = new Set(['100.100.100.200', '192.0.0.192']);

function isForbiddenIpv4(bytes: readonly number[]): boolean {
  return (bytes[0] === 169 && bytes[1] === 254) || metadataIpv4.has(bytes.join('.'));
}

/** Amazon's and Google's. */
const metadataIpv6 = [
  [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254],
  [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254],
];

function isForbiddenIpv6(groups: readonly number[]): boolean {
  const inside = embeddedIpv4(groups);
  if (inside !== null && isForbiddenIpv4(inside)) return true;
  const linkLocal = ((groups[0] ?? 0) & 0xffc0) === 0xfe80;
  return linkLocal || metadataIpv6.some((each) => startsWith(groups, each));
}

/** Keep warm and other repeated calls are only for machines of the person's own. */
export function isPrivatePlace(place: Place): boolean {
  return place === 'this-machine' || place === 'lan' || place === 'tailnet';
}
