import type { Model } from '../servers.ts';

/**
 * What the model will take with another context: its file plus the context's share, which grows evenly. null where
 * the server does not tell both sizes, or tells less memory than the file has.
 */
export function memoryFor(model: Model, context: number): number | null {
  const { memoryBytes, fileBytes, contextAllocated } = model;
  if (memoryBytes === null || fileBytes === null || contextAllocated === null || contextAllocated <= 0)
    return null;
  const forContext = memoryBytes - fileBytes;
  return forContext <= 0 ? null : Math.round(fileBytes + (forContext / contextAllocated) * context);
}
