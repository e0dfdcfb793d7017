import { gaugeOf } from './prometheus.ts';

/** What an engine has counted since it started; it begins again at nothing with every restart. */
export type FirstTokenCount = {
  seconds: number;
  requests: number;
};

/** From the histogram every engine keeps under this name in `/metrics`; null: not told. */
export function firstTokensFromMetrics(text: string, histogram: string): FirstTokenCount | null {
  const seconds = gaugeOf(text, `${histogram}_sum`);
  const requests = gaugeOf(text, `${histogram}_count`);
  return seconds === null || requests === null ? null : { seconds, requests };
}

/** The mean of the requests that were answered between two looks; null: there were none, or nothing to compare with. */
export function meanFirstTokenMs(
  before: FirstTokenCount | null | undefined,
  after: FirstTokenCount | null | undefined,
): number | null {
  if (before == null || after == null) return null;
  const isRestarted = after.requests < before.requests || after.seconds < before.seconds;
  const requests = after.requests - (isRestarted ? 0 : before.requests);
  const seconds = after.seconds - (isRestarted ? 0 : before.seconds);
  return requests > 0 ? (seconds / requests) * 1_000 : null;
}
