import type { Provider } from '../../../shared/gateway.ts';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { Server, ServerKind } from '../../../shared/servers.ts';
import type { Settings } from '../../../shared/settings.ts';
import { readAddress, type ServerAddress } from './address.ts';
import type { Authorisation } from './server-client.ts';
import { createServerWatch, type ServerSeed, type ServerWatch, type WatchOptions } from './server-watch.ts';

/**
 * Which servers are watched: what the gateway's config names, what the person added, and what a look at the
 * usual local ports found. A server that is named twice is one server.
 */
export type Fleet = {
  /** Call whenever the config, the settings or the scan brought something new: starts, changes and stops watches. */
  refresh(): void;
  watch(id: string): ServerWatch | null;
  watches(): ServerWatch[];
  pollAll(): Promise<void>;
  stop(): void;
};

export type FleetSources = {
  providers(): readonly Provider[];
  settings(): Settings;
  /** Addresses that answered a scan. */
  scanned(): readonly string[];
  demo: boolean;
};

export type KeyLookup = (server: { id: string; providerIds: readonly string[] }) => {
  state: Server['key'];
  authorisation: Authorisation;
};

type Named = {
  url: string;
  source: Server['sources'][number];
  name: string | null;
  providerId: string | null;
  kind: ServerKind | null;
};

export function createFleet(options: WatchOptions & { sources: FleetSources; keyFor: KeyLookup }): Fleet {
  const { state, sources } = options;
  const watches = new Map<string, ServerWatch>();

  function seeds(): Map<string, ServerSeed> {
    const overrides = sources.settings().serverOverrides;
    const found = new Map<string, { address: ServerAddress; named: Named[] }>();
    for (const named of namedServers(sources)) {
      const address = readAddress(named.url);
      if (!address.ok || overrides[address.value.id]?.hidden === true) continue;
      // A hosted provider of the config is never called by itself; a public server is watched only if a person added it.
      if (address.value.place === 'public' && named.source !== 'person') continue;
      const entry = found.get(address.value.id) ?? { address: address.value, named: [] };
      entry.named.push(named);
      found.set(address.value.id, entry);
    }
    return new Map([...found].map(([id, entry]) => [id, seedOf(entry.address, entry.named, overrides[id])]));
  }

  function seedOf(
    address: ServerAddress,
    named: Named[],
    override: Settings['serverOverrides'][string] | undefined,
  ): ServerSeed {
    const providerIds = named.flatMap((each) => each.providerId ?? []);
    const key = options.keyFor({ id: address.id, providerIds });
    return {
      address,
      name: override?.name ?? named.find((each) => each.name !== null)?.name ?? null,
      sources: [...new Set(named.map((each) => each.source))],
      providerIds,
      pinnedKind: override?.kind ?? named.find((each) => each.kind !== null)?.kind ?? null,
      key: key.state,
      authorisation: key.authorisation,
    };
  }

  return {
    refresh() {
      const wanted = seeds();
      state.batch(() => {
        for (const [id, watch] of watches) {
          if (wanted.has(id)) continue;
          watch.stop();
          watches.delete(id);
          state.removeServer(id);
        }
        for (const [id, seed] of wanted) {
          const known = watches.get(id);
          if (known !== undefined) known.changeSeed(seed);
          else {
            const watch = createServerWatch(seed, options);
            watches.set(id, watch);
            watch.start();
          }
        }
        state.orderServers([...wanted.keys()]);
      });
    },
    watch: (id) => watches.get(id) ?? null,
    watches: () => [...watches.values()],
    async pollAll() {
      await Promise.all([...watches.values()].map((watch) => watch.pollNow()));
    },
    stop() {
      for (const watch of watches.values()) watch.stop();
    },
  };
}

/** In the order shown: what the assistant uses first, then the person's own, then what was found. */
function namedServers(sources: FleetSources): Named[] {
  const source = sources.demo ? 'demo' : 'config';
  return [
    ...sources.providers().flatMap((provider) =>
      provider.baseUrl === null
        ? []
        : [
            {
              url: provider.baseUrl,
              source,
              name: null,
              providerId: provider.id,
              kind: null,
            } satisfies Named,
          ],
    ),
    ...sources.settings().servers.map(
      (server): Named => ({
        url: server.url,
        source: 'person',
        name: server.name,
        providerId: null,
        kind: server.kind,
      }),
    ),
    ...sources
      .scanned()
      .map((url): Named => ({ url, source: 'scan', name: null, providerId: null, kind: null })),
  ];
}

/** A server the person adds, as it goes into the settings; refused with the reason when it is there already. */
export function newUserServer(
  settings: Settings,
  wish: { url: string; name: string | null; kind: ServerKind | null },
): Result<Settings['servers'][number]> {
  const address = readAddress(wish.url);
  if (!address.ok) return failWith(address.failure);
  if (settings.servers.some((server) => server.id === address.value.id)) {
    return fail('invalid-input', 'This server is in the list already.');
  }
  return ok({ id: address.value.id, url: wish.url.trim(), name: wish.name, kind: wish.kind });
}
