import { profileOf, variableIn } from './config-location.ts';

/** Which port of this machine the gateway listens at, found as the gateway finds it. */

export const defaultGatewayPort = 18_789;

export function gatewayPort(
  environments: readonly Readonly<Record<string, string | undefined>>[],
  configured: number | null,
): number {
  for (const variables of environments) {
    const port = portIn(variableIn(variables, 'OPENCLAW_GATEWAY_PORT'));
    if (port !== null) return port;
  }
  if (configured !== null && isPort(configured)) return configured;
  const profile = environments.map(profileOf).find((each) => each !== null) ?? null;
  return profile === null ? defaultGatewayPort : profilePort(profile);
}

function portIn(text: string | null): number | null {
  const digits = /(?:^|:)(\d{1,5})$/.exec(text ?? '')?.[1];
  const port = Number(digits);
  return digits !== undefined && isPort(port) ? port : null;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536;
}

/** Each profile has a port of its own, so that two gateways don't meet: FNV-1a of the name, from 20000 up. */
function profilePort(profile: string): number {
  let hash = 2_166_136_261;
  for (const byte of new TextEncoder().encode(profile)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return 20_000 + (hash % 40_000);
}
