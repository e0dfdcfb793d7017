import { assertNever } from './assert-never.ts';
import type { Model, ServerWithModels } from './servers.ts';
import type { ModelsPatch, Patch, Snapshot, SnapshotChange } from './snapshot.ts';

/**
 * The mirror's side of a push: everything the change does not name keeps its identity, so that a list can skip
 * rows that did not change. Returns null when the change does not follow the snapshot: ask for a whole one.
 */
export function applyChange(snapshot: Snapshot, change: SnapshotChange): Snapshot | null {
  if (change.from !== snapshot.revision) return null;
  const next = change.patches.reduce(applyPatch, snapshot);
  return { ...next, revision: change.to };
}

function applyPatch(snapshot: Snapshot, patch: Patch): Snapshot {
  switch (patch.slice) {
    case 'server':
      return { ...snapshot, servers: withServer(snapshot.servers, patch) };
    case 'servers':
      return { ...snapshot, servers: inOrder(snapshot.servers, patch.order) };
    case 'app':
      return { ...snapshot, app: patch.value };
    case 'gateway':
      return { ...snapshot, gateway: patch.value };
    case 'warmth':
      return { ...snapshot, warmth: patch.value };
    case 'settings':
      return { ...snapshot, settings: patch.value };
    case 'standIn':
      return { ...snapshot, standIn: patch.value };
    case 'loadTimes':
      return { ...snapshot, loadTimes: patch.value };
    case 'recent':
      return { ...snapshot, recent: patch.value };
    default:
      return assertNever(patch);
  }
}

function withServer(
  servers: ServerWithModels[],
  patch: Extract<Patch, { slice: 'server' }>,
): ServerWithModels[] {
  const index = servers.findIndex((server) => server.id === patch.id);
  const before = servers[index];
  const header = patch.server ?? before;
  if (header === undefined) return servers;
  const after = { ...header, models: withModels(before?.models ?? [], patch.models) };
  if (index === -1) return [...servers, after];
  return servers.with(index, after);
}

function withModels(models: Model[], patch: ModelsPatch): Model[] {
  if (patch.changed.length === 0 && patch.removed.length === 0 && patch.order === null) return models;
  const byId = new Map(models.map((model) => [model.id, model]));
  for (const id of patch.removed) byId.delete(id);
  for (const model of patch.changed) byId.set(model.id, model);
  const ids = patch.order ?? models.map((model) => model.id);
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function inOrder(servers: ServerWithModels[], order: string[]): ServerWithModels[] {
  const byId = new Map(servers.map((server) => [server.id, server]));
  return order.flatMap((id) => byId.get(id) ?? []);
}
