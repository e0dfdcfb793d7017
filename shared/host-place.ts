import { mappedIpv4, readIpv4, readIpv6, startsWith } from './ip-address.ts';
import type { Place } from './servers.ts';

/** Where a host is, as far as its name or address tells. Pure text, no look-ups. */

export function placeOfHost(written: string): Place {
  // A variable of the config: only the gateway knows which host it stands for.
  if (/[${}]/.test(written)) return 'unknown';
  const host = written.toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return 'this-machine';
  const v4 = readIpv4(host);
  if (v4 !== null) return placeOfIpv4(v4);
  const v6 = readIpv6(host);
  if (v6 !== null) return placeOfIpv6(v6);
  if (host.endsWith('.ts.net')) return 'tailnet';
  if (/\.(local|lan|internal|home|home\.arpa)$/.test(host) || !host.includes('.')) return 'lan';
  return 'public';
}

function placeOfIpv4([a, b]: readonly number[]): Place {
  if (a === undefined || b === undefined) return 'unknown';
  if (a === 127 || a === 0) return 'this-machine';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'lan';
  if (a === 100 && b >= 64 && b <= 127) return 'tailnet';
  return 'public';
}

/** Every tailnet's own IPv6 range. */
const tailscale = [0xfd7a, 0x115c, 0xa1e0];

function placeOfIpv6(groups: readonly number[]): Place {
  const v4 = mappedIpv4(groups);
  if (v4 !== null) return placeOfIpv4(v4);
  const last = groups.at(-1) ?? 0;
  if (startsWith(groups, [0, 0, 0, 0, 0, 0, 0]) && last <= 1) return 'this-machine';
  if (startsWith(groups, tailscale)) return 'tailnet';
  return ((groups[0] ?? 0) & 0xfe00) === 0xfc00 ? 'lan' : 'public';
}
