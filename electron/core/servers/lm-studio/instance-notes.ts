import type { ServerClient } from '../server-client.ts';

/**
 * LM Studio's REST API tells no idle time and not how a model was loaded. What we learn by our own doing (an
 * explicit load stays, a nudge restarts the time) or from `lms ps` is noted here, per connection and copy.
 */
export type InstanceNote = {
  /** null: it never unloads by itself; undefined: not known. */
  periodMs?: number | null;
  /** When it certainly got a request. */
  usedAt?: number;
};

export type InstanceNotes = Map<string, InstanceNote>;

const notesOfClient = new WeakMap<ServerClient, InstanceNotes>();

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
