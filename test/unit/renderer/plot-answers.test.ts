import { expect, it } from 'vitest';
import { answerTo } from '../../../renderer/views/activity/use-series.ts';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import { fail, ok } from '../../../shared/result.ts';

const series: HistorySeries = { metric: 'load-time', unit: 'ms', from: 0, to: 1, points: [] };

it('shows an answer only under the name of what was asked', () => {
  expect(answerTo('a', { key: 'a', answer: ok(series) })).toEqual({ series, failure: null });
  expect(answerTo('b', { key: 'a', answer: ok(series) })).toEqual({ series: null, failure: null });
  expect(answerTo('b', { key: 'a', answer: fail('internal', 'x') }).failure).toBeNull();
  expect(answerTo('a', { key: 'a', answer: fail('internal', 'x') }).failure?.code).toBe('internal');
});
