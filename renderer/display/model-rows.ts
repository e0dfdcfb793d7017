import { isReady, type Model, type ServerWithModels } from '../../shared/servers.ts';
import { modelKey } from '../../shared/warmth.ts';
import type { ModelSort, ModelsQuery } from '../app-store.ts';

/**
 * Which rows the list has, in order. Rows are stable descriptors: as long as neither the set nor the order of a
 * server's models changes, the same array comes back, so that the list has nothing to do; each row reads its model
 * by itself.
 */
export type ListRow =
  | { is: 'server'; key: string; serverId: string; name: string; shown: number; open: boolean }
  | { is: 'model'; key: string; serverId: string; modelId: string; name: string }
  | { is: 'none'; key: string; serverId: string };

export type RowsMaker = (servers: readonly ServerWithModels[], query: ModelsQuery) => readonly ListRow[];

type ServerRows = { models: readonly Model[]; name: string; query: ModelsQuery; rows: readonly ListRow[] };

export function createRowsMaker(): RowsMaker {
  const known = new Map<string, ServerRows>();
  let last: { parts: readonly (readonly ListRow[])[]; rows: readonly ListRow[] } = { parts: [], rows: [] };

  function rowsOf(server: ServerWithModels, query: ModelsQuery): readonly ListRow[] {
    const before = known.get(server.id);
    const sameQuery = before !== undefined && before.query === query && before.name === server.name;
    if (sameQuery && before.models === server.models) return before.rows;
    const made = makeRows(server, query);
    const rows = before === undefined ? made : reused(before.rows, made);
    known.set(server.id, { models: server.models, name: server.name, query, rows });
    return rows;
  }

  return (servers, query) => {
    const parts = servers.map((server) => rowsOf(server, query));
    const same = parts.length === last.parts.length && parts.every((part, at) => part === last.parts[at]);
    if (!same) last = { parts, rows: parts.flat() };
    return last.rows;
  };
}

function makeRows(server: ServerWithModels, query: ModelsQuery): ListRow[] {
  const filtering = query.filter.trim() !== '' || query.onlyLoaded;
  const models = sorted(matching(server, query), query.sort);
  if (filtering && models.length === 0) return [];
  // While filtering everything found is shown, also in groups that are closed.
  const open = filtering || !query.collapsed.includes(server.id);
  const head: ListRow = {
    is: 'server',
    key: `server\n${server.id}`,
    serverId: server.id,
    name: server.name,
    shown: models.length,
    open,
  };
  if (!open) return [head];
  if (models.length === 0) return [head, { is: 'none', key: `none\n${server.id}`, serverId: server.id }];
  return [head, ...models.map((model) => modelRow(server.id, model))];
}

function modelRow(serverId: string, model: Model): ListRow {
  return {
    is: 'model',
    key: modelKey(serverId, model.id),
    serverId,
    modelId: model.id,
    name: model.name,
  };
}

function matching(server: ServerWithModels, { filter, onlyLoaded }: ModelsQuery): readonly Model[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !onlyLoaded) return server.models;
  const about = `${server.name} ${server.baseUrl}`.toLowerCase();
  return server.models.filter((model) => {
    if (onlyLoaded && !isReady(model.state) && model.state.is !== 'loading') return false;
    const text = `${model.id} ${model.name} ${model.quantisation ?? ''} ${about}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const rank: Record<Model['state']['is'], number> = {
  busy: 0,
  loaded: 1,
  loading: 2,
  unloading: 3,
  asleep: 4,
  failed: 5,
  unknown: 6,
  'not-loaded': 7,
};

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function sorted(models: readonly Model[], sort: ModelSort): readonly Model[] {
  switch (sort) {
    case 'server-order':
      return models;
    case 'name':
      return models.toSorted((a, b) => names.compare(a.name, b.name));
    case 'state':
      return models.toSorted((a, b) => rank[a.state.is] - rank[b.state.is] || names.compare(a.name, b.name));
    case 'size':
      return models.toSorted((a, b) => (b.fileBytes ?? 0) - (a.fileBytes ?? 0));
  }
}

/** The rows as they are now, by the very objects of before wherever they say the same. */
function reused(before: readonly ListRow[], after: readonly ListRow[]): readonly ListRow[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const rows = after.map((row) => {
    const old = known.get(row.key);
    return old !== undefined && sameRow(old, row) ? old : row;
  });
  const isSame = rows.length === before.length && rows.every((row, at) => row === before[at]);
  return isSame ? before : rows;
}

function sameRow(a: ListRow, b: ListRow): boolean {
  if (a.is === 'server')
    return b.is === 'server' && a.name === b.name && a.shown === b.shown && a.open === b.open;
  if (a.is === 'model') return b.is === 'model' && a.name === b.name;
  return true;
}
