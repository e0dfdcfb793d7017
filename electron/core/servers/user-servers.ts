import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import type { SettingsStore } from '../settings-store.ts';
import { newUserServer } from './fleet.ts';

/** The person's own list of servers, kept in the settings; the fleet follows the settings by itself. */

type Wish = { url: string; name: string | null; kind: ServerKind | null };

export async function addServer(settings: SettingsStore, wish: Wish): Promise<Result<{ serverId: string }>> {
  const added = newUserServer(settings.current(), wish);
  if (!added.ok) return added;
  const current = settings.current();
  const { [added.value.id]: _shownAgain, ...serverOverrides } = current.serverOverrides;
  const saved = await settings.change({ servers: [...current.servers, added.value], serverOverrides });
  return saved.ok ? ok({ serverId: added.value.id }) : saved;
}

/** A server that the config or a scan names can't be deleted there: it is hidden. */
export async function removeServer(
  settings: SettingsStore,
  state: AppState,
  serverId: string,
): Promise<Result<undefined>> {
  const server = state.server(serverId);
  if (server === null) return fail('unknown-server', 'There is no such server.');
  const { servers, serverOverrides } = settings.current();
  const { kind, name } = serverOverrides[serverId] ?? { kind: null, name: null };
  const namedElsewhere = server.sources.some((source) => source !== 'person');
  return settings.change({
    servers: servers.filter((each) => each.id !== serverId),
    serverOverrides: namedElsewhere
      ? { ...serverOverrides, [serverId]: { kind, name, hidden: true } }
      : serverOverrides,
  });
}

export function changeServer(
  settings: SettingsStore,
  change: { serverId: string; name: string | null; kind: ServerKind | null },
): Promise<Result<undefined>> {
  const { serverOverrides } = settings.current();
  const override = { kind: change.kind, name: change.name, hidden: false };
  return settings.change({ serverOverrides: { ...serverOverrides, [change.serverId]: override } });
}
