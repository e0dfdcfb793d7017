/** True when dotted version `version` is `wanted` or newer. */
export function atLeast(version: string, wanted: string): boolean {
  const have = version.split('.').map(Number);
  const need = wanted.split('.').map(Number);
  for (let index = 0; index < need.length; index += 1) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
