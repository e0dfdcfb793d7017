import { ipv4Of, placeOfHost } from '../../../shared/host-place.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Place } from '../../../shared/servers.ts';

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
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isForbiddenHost(host))
    return fail('address-not-allowed', `${host} is a link-local or cloud metadata address.`);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const prefix = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  const place = placeOfHost(host);
  const hosts = host === 'localhost' ? ['127.0.0.1', '[::1]'] : [hostForUrl(host)];
  const originPort = url.port === '' ? '' : `:${url.port}`;
  const idHost = place === 'this-machine' ? 'this-machine' : hostForUrl(host);
  return ok({
    id: `${url.protocol === 'https:' ? 'https:' : ''}${idHost}:${port}${prefix}`,
    candidates: hosts.map((each) => `${url.protocol}//${each}${originPort}${prefix}`),
    place,
    port,
  });
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
  const name = host.toLowerCase().replace(/\.$/, '');
  if (metadataNames.has(name)) return true;
  const v4 = ipv4Of(name);
  if (v4 !== null) return (v4[0] === 169 && v4[1] === 254) || v4.join('.') === '100.100.100.200';
  return /^fe[89ab][0-9a-f]:/.test(name) || name === 'fd00:ec2::254';
}

/** Keep warm and other repeated calls are only for machines of the person's own. */
export function isPrivatePlace(place: Place): boolean {
  return place === 'this-machine' || place === 'lan' || place === 'tailnet';
}
