import type { Place } from './servers.ts';

/** Where a host is, as far as its name or address tells. Pure text, no look-ups. */

export function placeOfHost(host: string): Place {
  // A variable of the config: only the gateway knows which host it stands for.
  if (/[${}]/.test(host)) return 'unknown';
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host))
    return 'this-machine';
  if (host === '0.0.0.0' || host === '::') return 'this-machine';
  const v4 = ipv4Of(host);
  if (v4 !== null) return placeOfIpv4(v4);
  if (host.includes(':')) return /^f[cd]/.test(host) ? 'lan' : 'public';
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

export function ipv4Of(host: string): number[] | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(host)?.[1] ?? hexMapped(host) ?? host;
  const parts = mapped.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)
    ? parts
    : null;
}

/** WHATWG URLs write ::ffff:169.254.169.254 as ::ffff:a9fe:a9fe. */
function hexMapped(host: string): string | null {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const high = Number.parseInt(match[1], 16);
  const low = Number.parseInt(match[2], 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
