import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';

const mostPoints = 200;

/** Samples become at most two hundred points, each with the spread it stands for: a plot needs no more. */
export function pointsOf(
  samples: readonly { at: number; value: number }[],
  from: number,
  to: number,
): HistorySeries['points'] {
  if (samples.length <= mostPoints) {
    return samples.map(({ at, value }) => ({ at, value, low: value, high: value }));
  }
  const width = (to - from) / mostPoints;
  const buckets = Map.groupBy(samples, (sample) => Math.floor((sample.at - from) / width));
  return [...buckets.values()].map((bucket) => {
    const values = bucket.map((sample) => sample.value).toSorted((a, b) => a - b);
    return {
      at: Math.round(bucket.reduce((sum, sample) => sum + sample.at, 0) / bucket.length),
      value: values[Math.floor(values.length / 2)] ?? 0,
      low: values[0] ?? 0,
      high: values.at(-1) ?? 0,
    };
  });
}
