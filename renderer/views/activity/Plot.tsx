import { lazy, Suspense, useCallback } from 'react';
import { cx } from '../../components/cx.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { placeLooks } from '../../main-window/places.ts';
import { useTranslator } from '../../state/language.tsx';
import styles from './Activity.module.css';
import { PointsTable } from './PointsTable.tsx';
import { type SeriesQuery, useSeries } from './use-series.ts';

/** uPlot is a chunk of its own. */
const Chart = lazy(() => import('./Chart.tsx'));

export type PlotProps = {
  query: SeriesQuery;
  /** The model or server that is measured. */
  subject: string;
  /** Whether such a server tells this measure at all. */
  isTold: boolean;
};

/** The curve of what is chosen, what it usually is, and the same numbers as a table. */
export function Plot({ query, subject, isTold }: PlotProps) {
  const { t, format } = useTranslator();
  const { series, failure } = useSeries(query);
  const unit = series?.unit ?? 'ms';
  const show = useCallback(
    (value: number) => {
      if (unit === 'share') return format.percent(value);
      // Between one and ten minutes the seconds still matter when values are compared.
      const inSeconds = value >= 10_000 && value < 600_000;
      return inSeconds ? t('duration.seconds', { n: Math.round(value / 1_000) }) : format.duration(value);
    },
    [unit, format, t],
  );
  if (failure !== null) return <FailureNote failure={failure} />;
  if (series === null) return <div className={cx(styles.chart)} />;
  const title = t('activityView.plot.of', { metric: t(`activityView.metric.${query.metric}`), subject });
  if (series.points.length === 0) {
    return (
      <Empty
        icon={placeLooks.activity.icon}
        title={t(isTold ? 'activityView.plot.none' : 'activityView.plot.notTold')}
      />
    );
  }
  const usual = middle(series.points.map((point) => point.value));
  const low = Math.min(...series.points.map((point) => point.low));
  const high = Math.max(...series.points.map((point) => point.high));
  const summary = t('activityView.plot.summary', { usual: show(usual), low: show(low), high: show(high) });
  return (
    <figure className={cx(styles.figure)}>
      <figcaption>
        <h2 className={cx(styles.title)}>{title}</h2>
        <p className={cx(styles.secondary)}>{summary}</p>
      </figcaption>
      <Suspense fallback={<div className={cx(styles.chart)} />}>
        <Chart series={series} label={`${title}. ${summary}`} show={show} />
      </Suspense>
      <Disclosure title={t('activityView.plot.table')}>
        <PointsTable points={series.points} show={show} name={title} />
      </Disclosure>
    </figure>
  );
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
