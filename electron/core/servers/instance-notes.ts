import type { ServerClient } from './server-client.ts';

/**
 * Some servers tell no last use and no idle time. What we learn by our own doing (a nudge restarts the time), from
 * an event stream or from a tool beside the server is noted here, per server and copy of a model.
 */
export type InstanceNote = {
  /** null: it never unloads by itself; undefined: not known. */
  periodMs?: number | null;
  /** It runs on another machine, which this server only passes requests on to. */
  isLinked?: boolean;
  /** When it certainly got a request. */
  usedAt?: number;
  /** What its process said it allocated; null: asked, and not told. */
  contextAllocated?: number | null;
};

export type InstanceNotes = Map<string, InstanceNote>;

const notesOfClient = new WeakMap<ServerClient, InstanceNotes>();

/** A new connection to the same server goes on with what was noted over the one before. */
export function shareNotes(client: ServerClient, notes: InstanceNotes): void {
  notesOfClient.set(client, notes);
}

export function notesOf(client: ServerClient): InstanceNotes {
  const known = notesOfClient.get(client) ?? new Map<string, InstanceNote>();
  notesOfClient.set(client, known);
  return known;
}

export function note(client: ServerClient, instanceId: string, learnt: InstanceNote): void {
  const notes = notesOf(client);
  notes.set(instanceId, { ...notes.get(instanceId), ...learnt });
}

/** A copy that is gone takes its notes along: the next one of that name may have been loaded on demand. */
export function forgetOthers(client: ServerClient, listed: ReadonlySet<string>): void {
  const notes = notesOf(client);
  for (const id of notes.keys()) if (!listed.has(id)) notes.delete(id);
}
