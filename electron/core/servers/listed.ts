import type { Observation } from './types.ts';

/** Streams may name anything; only what the last look listed is worth remembering. */
export function listedIn(previous: Observation | null): (modelId: string) => boolean {
  if (previous === null) return () => true;
  const ids = new Set(previous.models.map(({ id }) => id));
  return (modelId) => ids.has(modelId);
}
