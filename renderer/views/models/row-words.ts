/**
 * Which parts of a row tell more than its name, as the ids of their elements. The row is described by them, so that
 * what is read out follows what is drawn without the list knowing any of it.
 */
export function rowWords(rowKey: string): { state: string; context: string } {
  const id = encodeURIComponent(rowKey);
  return { state: `state-${id}`, context: `context-${id}` };
}

export function modelWords(rowKey: string): string {
  const { state, context } = rowWords(rowKey);
  return `${state} ${context}`;
}
