import type { Snapshot } from '../../../shared/snapshot.ts';

/** Replaces host names and addresses by the same stand-in everywhere, so that a report still makes sense. */
export function createHostMask(
  snapshot: Snapshot,
  options: { maskHosts: boolean; homeFolder?: string },
): (text: string) => string {
  const hosts = options.maskHosts ? hostsIn(snapshot).map(wholeName) : [];
  return (text) => {
    let masked = withoutHome(text, options.homeFolder ?? '');
    if (!options.maskHosts) return masked;
    for (const [index, host] of hosts.entries()) masked = masked.replaceAll(host, `host-${index + 1}`);
    return maskAnyAddress(masked);
  };
}

/** The folder's name is often the person's. In JSON, such as a line of the log, each of its backslashes is two. */
export function withoutHome(text: string, home: string): string {
  if (home.length < 2) return text;
  return text.replaceAll(JSON.stringify(home).slice(1, -1), '~').replaceAll(home, '~');
}

/** A machine may be called what is a part of many words. */
function wholeName(host: string): RegExp {
  const plain = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${plain}(?![\\w-])`, 'g');
}

/** What a program reads as a name of its own stays: only words are for people. */
const namesOfOurs: ReadonlySet<string> = new Set([
  'check',
  'edit',
  'field',
  'is',
  'key',
  'state',
  'verb',
  'worst',
]);

/** The same for data: keys stay as they are, and every text is masked before it is written as JSON. */
export function maskTexts(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((each) => maskTexts(each, mask));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) =>
    namesOfOurs.has(name) && typeof each === 'string' ? [name, each] : [name, maskTexts(each, mask)],
  );
  return Object.fromEntries(entries);
}

/** Longest first, so that a name inside another is not torn apart. */
function hostsIn({ servers, gateway }: Snapshot): string[] {
  const providers = gateway.config.is === 'loaded' ? gateway.config.picture.providers : [];
  const urls = [
    ...servers.map((server) => server.baseUrl),
    ...providers.flatMap((each) => each.baseUrl ?? []),
  ];
  const hosts = urls.flatMap((url) =>
    URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : [],
  );
  return [...new Set(hosts)]
    .filter((host) => !isLoopback(host) && host.length > 2)
    .toSorted((a, b) => b.length - a.length || a.localeCompare(b));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

const ipv4 = /\b(?!127\.)(?!0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b/g;
const privateNames = /\b[\w-]+(?:\.[\w-]+)*\.(?:local|lan|internal|home|ts\.net)\b/gi;

/** Whatever was not in the list: an address inside an error text, a neighbour's name. */
function maskAnyAddress(text: string): string {
  return text.replace(ipv4, 'host').replace(privateNames, 'host');
}
