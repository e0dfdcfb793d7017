import type { TestedServer } from '../../../shared/contract/server-commands.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import type { AppPorts } from '../app.ts';
import type { AppState } from '../app-state.ts';
import { readAddress, type ServerAddress } from './address.ts';
import { firstAnswering } from './address-families.ts';
import type { KeyLookup } from './fleet.ts';
import { recognise } from './recognise.ts';
import { adapterFor } from './registry.ts';
import { createServerClient } from './server-client.ts';

/** What the config says of a provider, and the key that goes with it. */
export type ProviderAddresses = {
  urlOf(providerId: string): string | null;
  keyFor: KeyLookup;
};

export function providerAddresses(state: AppState, keys: { lookup: KeyLookup }): ProviderAddresses {
  return {
    urlOf(providerId) {
      const { config } = state.snapshot().gateway;
      const picture = config.is === 'loaded' || config.is === 'broken' ? config.picture : null;
      return picture?.providers.find(({ id }) => id === providerId)?.baseUrl ?? null;
    },
    keyFor: keys.lookup,
  };
}

/** "Test connection": says what the server is and what it lists, before anything is saved. Only observes. */
export async function testServer(
  ports: Pick<AppPorts, 'http' | 'clock'>,
  wish: { url: string; kind: ServerKind | null; key: string | null; providerId: string | null },
  providers: ProviderAddresses,
): Promise<Result<TestedServer>> {
  const address = readAddress(wish.url);
  if (!address.ok) return address;
  const authorisation = authorisationOf(wish, address.value, providers);
  return firstAnswering(address.value.candidates, (baseUrl) => testAt(ports, baseUrl, wish));

  async function testAt({ http, clock }: typeof ports, baseUrl: string, { kind }: typeof wish) {
    const client = createServerClient({ http, baseUrl, authorisation });
    const startedAt = clock.monotonic();
    const recognised = await recognise(client);
    if (!recognised.ok) return recognised;
    const observed = await adapterFor(kind ?? recognised.value.kind).observe({
      client,
      place: address.ok ? address.value.place : 'unknown',
      now: () => clock.now(),
      wait: async () => undefined,
      previous: null,
      processes: null,
    });
    if (!observed.ok) return observed;
    return ok({
      kind: kind ?? recognised.value.kind,
      evidence: recognised.value.evidence,
      version: observed.value.version ?? recognised.value.version,
      baseUrl,
      models: observed.value.models.map(({ id, contextAllocated, contextMax }) => ({
        id,
        contextAllocated,
        contextMax,
      })),
      tookMs: clock.monotonic() - startedAt,
    });
  }
}

/** A key that was typed is for this address; the config's only for the origin it belongs to. */
function authorisationOf(
  { key, providerId }: { key: string | null; providerId: string | null },
  address: ServerAddress,
  { urlOf, keyFor }: ProviderAddresses,
): () => Promise<Result<Record<string, string>>> {
  if (key !== null) return async () => ok({ authorization: `Bearer ${key}` });
  const configured = providerId === null ? null : readAddress(urlOf(providerId) ?? '');
  if (providerId === null || !configured?.ok || originOf(configured.value) !== originOf(address))
    return async () => ok({});
  return keyFor({ id: address.id, providerIds: [providerId] }).authorisation;
}

function originOf({ candidates }: ServerAddress): string {
  return new URL(candidates[0] ?? '').origin;
}
