import type { Snapshot } from '../../../shared/snapshot.ts';

/** Replaces host names and addresses by the same stand-in everywhere, so that a report still makes sense. */
export function createHostMask(
  snapshot: Snapshot,
  options: { maskHosts: boolean; homeFolder?: string },
): (text: string) => string {
  const home = options.homeFolder ?? null;
  const hosts = options.maskHosts ? hostsIn(snapshot) : [];
  return (text) => {
    let masked = home === null || home === '' || home === '/' ? text : text.replaceAll(home, '~');
    if (!options.maskHosts) return masked;
    for (const [index, host] of hosts.entries()) masked = masked.replaceAll(host, `host-${index + 1}`);
    return maskAnyAddress(masked);
  };
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
