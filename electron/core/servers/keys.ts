import { ok, type Result } from '../../../shared/result.ts';
import type { Server } from '../../../shared/servers.ts';
import type { SecretStore } from '../ports.ts';
import type { KeyLookup } from './fleet.ts';

/**
 * Which key goes with which server. A key the person gave Pilotlight wins over the one in the gateway's config;
 * secrets are read at the moment of the request and never kept in the state.
 */
export type Keys = {
  lookup: KeyLookup;
  set(serverId: string, key: string | null): Promise<Result<undefined>>;
  /** At start: learns which servers have a key of their own, so that the lookup can say so without reading secrets. */
  learn(): Promise<void>;
};

/** What the gateway's config says about a provider's key, resolved as late as possible. */
export type ProviderKeys = (providerId: string) => { state: Server['key']; read(): Promise<string | null> };

const noProviderKeys: ProviderKeys = () => ({ state: 'none', read: async () => null });

export function createKeys(secrets: SecretStore, providerKeys: ProviderKeys = noProviderKeys): Keys {
  const withOwnKey = new Set<string>();

  return {
    lookup: ({ id, providerIds }) => {
      const fromConfig = providerIds.map(providerKeys).find((each) => each.state !== 'none');
      return {
        state: withOwnKey.has(id) ? 'set' : (fromConfig?.state ?? 'none'),
        async authorisation() {
          const own = await secrets.get(secretName(id));
          // Not the one in the config instead: the person gave this one because it is another.
          if (!own.ok) return own;
          const key = own.value ?? (await fromConfig?.read()) ?? null;
          return ok(key === null ? {} : { authorization: `Bearer ${key}` });
        },
      };
    },
    async set(serverId, key) {
      const stored =
        key === null
          ? await secrets.remove(secretName(serverId))
          : await secrets.set(secretName(serverId), key);
      if (!stored.ok) return stored;
      if (key === null) withOwnKey.delete(serverId);
      else withOwnKey.add(serverId);
      return ok(undefined);
    },
    async learn() {
      for (const name of await secrets.names()) {
        if (name.startsWith(secretPrefix)) withOwnKey.add(name.slice(secretPrefix.length));
      }
    },
  };
}

const secretPrefix = 'server-key:';

function secretName(serverId: string): string {
  return `${secretPrefix}${serverId}`;
}
