/** The line of a small plot, from zero up, so that a long load looks long. */
export function sparkPath(
  points: readonly { at: number; value: number }[],
  width: number,
  height: number,
): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const top = Math.max(...points.map((point) => point.value), 1);
  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => Math.round(((at - first.at) / span) * width * 10) / 10;
  const y = (value: number) => Math.round((height - 2 - (value / top) * (height - 4)) * 10) / 10;
  if (points.length === 1) return `M0 ${y(first.value)}H${width}`;
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.at)} ${y(point.value)}`).join('');
}
