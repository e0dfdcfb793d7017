import type { Model, Server } from '../../../shared/servers.ts';
import type { Processes } from '../ports.ts';

/** Whether a model fits into what this machine has free: a load into swap makes everything slow. */

export type MemoryFacts = Pick<Processes, 'freeMemory' | 'mayHaveGraphicsMemory' | 'platform'>;
export type MemoryNeed = { needs: number; free: number };

/** null: it fits, or it cannot be told. Only this machine's memory is known. */
export async function missingMemory(
  server: Server,
  model: Model,
  processes: MemoryFacts,
): Promise<MemoryNeed | null> {
  if (server.place !== 'this-machine' || model.place === 'elsewhere') return null;
  const needs = systemBytes(model, processes.platform, await processes.mayHaveGraphicsMemory());
  if (needs === null) return null;
  const free = await processes.freeMemory();
  return free !== null && needs > free ? { needs, free } : null;
}

/** A graphics card of its own has its own memory; on a Mac both are one. Untold, the file is the least it takes. */
function systemBytes(
  { memoryBytes, gpuBytes, fileBytes }: Model,
  platform: string,
  mayBeElsewhere: boolean,
): number | null {
  if (memoryBytes === null) return mayBeElsewhere ? null : fileBytes;
  return platform === 'darwin' ? memoryBytes : memoryBytes - (gpuBytes ?? 0);
}
