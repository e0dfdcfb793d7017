import { useEffect, useState } from 'react';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import type { Result } from '../../../shared/result.ts';
import { useNow } from '../../state/clock.ts';
import { useApi, useSnapshot } from '../../state/store-context.ts';

export type SeriesQuery = {
  serverId: string;
  modelId: string | null;
  metric: HistorySeries['metric'];
  range: 'hour' | 'day' | 'month';
};

/** How long an open plot may stand still: a new sample moves a month less than an hour. */
const paces: Record<SeriesQuery['range'], number> = { hour: 15_000, day: 60_000, month: 600_000 };

/** The measured values of what is chosen now, asked again while they are looked at; null: not answered yet. */
export function useSeries(query: SeriesQuery): { series: HistorySeries | null; failure: Failure | null } {
  const api = useApi();
  const now = useNow(paces[query.range]);
  const newest = useSnapshot(({ recent }) => recent[0]?.id ?? null);
  const [shown, setShown] = useState<{ key: string; answer: Result<HistorySeries> } | null>(null);
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the query; the others are reasons to ask again.
  useEffect(() => {
    let current = true;
    void api.series(query).then((answer) => {
      if (current) setShown({ key, answer });
    });
    return () => {
      current = false;
    };
  }, [api, key, now, newest]);
  return answerTo(key, shown);
}

/** What was measured of something else never stands under the name of what is chosen now. */
export function answerTo(
  key: string,
  shown: { key: string; answer: Result<HistorySeries> } | null,
): { series: HistorySeries | null; failure: Failure | null } {
  if (shown?.key !== key) return { series: null, failure: null };
  const { answer } = shown;
  return answer.ok ? { series: answer.value, failure: null } : { series: null, failure: answer.failure };
}
