import type { Failure } from '../../../shared/failures.ts';
import type { Model, Server } from '../../../shared/servers.ts';
import type { ServerActions } from '../servers/server-actions.ts';
import type { ServerWatch } from '../servers/server-watch.ts';
import { type MemoryFacts, type MemoryNeed, missingMemory } from './memory-check.ts';

/** Loads one pinned model again, after a last look at the server and at the memory that is left. */

export type ReloadOutcome =
  | { is: 'not-started'; why: 'unreachable' | 'not-due' }
  | { is: 'no-memory'; need: MemoryNeed | null }
  | { is: 'cancelled' }
  | { is: 'loaded' }
  | { is: 'failed'; failure: Failure };

export type ReloadWorld = {
  serverId: string;
  modelId: string;
  contextLength: number | null;
  /** What it needed when it was last loaded. */
  sizes: Model;
  server(): Server | null;
  watch: ServerWatch;
  stillDue(): boolean;
  actions: Pick<ServerActions, 'load'>;
  processes: MemoryFacts;
};

export async function reloadOnce(world: ReloadWorld): Promise<ReloadOutcome> {
  const seen = await world.watch.readNow();
  if (!seen.ok) return { is: 'not-started', why: 'unreachable' };
  const server = world.server();
  if (server === null || !world.stillDue()) return { is: 'not-started', why: 'not-due' };
  const need = await missingMemory(server, world.sizes, world.processes);
  if (need !== null) return { is: 'no-memory', need };
  if (!world.stillDue()) return { is: 'not-started', why: 'not-due' };
  const { serverId, modelId, contextLength } = world;
  const done = await world.actions.load({
    serverId,
    modelId,
    contextLength,
    instanceId: null,
    evenIfBusy: false,
    by: 'keep-warm',
  });
  if (done.ok) return { is: 'loaded' };
  switch (done.failure.code) {
    case 'cancelled':
      return { is: 'cancelled' };
    case 'out-of-memory':
      return { is: 'no-memory', need: null };
    case 'already-in-progress':
    case 'model-busy':
      return { is: 'not-started', why: 'not-due' };
    default:
      return { is: 'failed', failure: done.failure };
  }
}
