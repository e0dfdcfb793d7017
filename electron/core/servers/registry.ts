import type { ServerKind } from '../../../shared/servers.ts';
import { lmStudio } from './lm-studio/adapter.ts';
import type { ServerAdapter } from './types.ts';

/** The one place that knows every kind of server: a new kind is a folder beside this file and a line here. */
const all: readonly ServerAdapter[] = [lmStudio];

const byKind = new Map<ServerKind, ServerAdapter>(all.map((adapter) => [adapter.kind, adapter]));

export const serverAdapters = all;

export function adapterFor(kind: ServerKind): ServerAdapter {
  const adapter = byKind.get(kind);
  if (adapter === undefined) throw new Error(`No adapter is registered for ${kind}.`);
  return adapter;
}
