/** Instead of the usual ports; an empty list scans none. For tests, and for machines where scanning is not wanted. */
export function scanPortsFrom(text: string | undefined): { scanPorts?: number[] } {
  if (text === undefined) return {};
  const named = text.split(',').filter((each) => each !== '');
  return { scanPorts: named.map(Number) };
}
