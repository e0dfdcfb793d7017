/** Just enough of the Prometheus text format to read one number. */

/** The sum over all series of a gauge (one engine may have several); null: the server has no such gauge. */
export function gaugeOf(text: string, name: string): number | null {
  let sum: number | null = null;
  for (const line of text.split('\n')) {
    const value = numberOn(line, name);
    if (value !== null) sum = (sum ?? 0) + value;
  }
  return sum;
}

function numberOn(line: string, name: string): number | null {
  if (!line.startsWith(name)) return null;
  const rest = line.slice(name.length);
  // A longer name that begins alike (`…_total`) is another metric.
  if (!/^[{ \t]/.test(rest)) return null;
  const afterLabels = rest.startsWith('{') ? rest.slice(rest.lastIndexOf('}') + 1) : rest;
  const [written] = afterLabels.trim().split(/\s+/);
  const value = Number(written);
  return written !== undefined && written !== '' && Number.isFinite(value) && value >= 0 ? value : null;
}
