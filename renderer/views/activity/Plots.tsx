import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import { cx } from '../../components/cx.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Segments } from '../../components/Segments.tsx';
import { Select } from '../../components/Select.tsx';
import { placeLooks } from '../../main-window/places.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Activity.module.css';
import { PointsTable } from './PointsTable.tsx';

/** uPlot is a chunk of its own. */
const Chart = lazy(() => import('./Chart.tsx'));

const metrics = ['load-time', 'first-token', 'poll-latency', 'warm-share'] as const;
const ranges = ['hour', 'day', 'month'] as const;

type Metric = (typeof metrics)[number];
type Range = (typeof ranges)[number];

/** One measure of one model or server over an hour, a day or a month. */
export function Plots() {
  const { t } = useTranslator();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [metric, setMetric] = useState<Metric>('load-time');
  const [range, setRange] = useState<Range>('month');
  const [chosenServer, setServer] = useState<string | null>(null);
  const [chosenModel, setModel] = useState<string | null>(null);
  const server = servers.find((each) => each.id === chosenServer) ?? servers[0];
  if (server === undefined) {
    return <Empty icon={placeLooks.activity.icon} title={t('activityView.plot.noServers')} />;
  }
  const isOfServer = metric === 'poll-latency';
  const model = server.models.find((each) => each.id === chosenModel) ?? server.models[0];
  const modelId = isOfServer ? null : (model?.id ?? null);
  return (
    <>
      <div className={cx(styles.filters)}>
        <Select
          label={t('activityView.plot.metric')}
          value={metric}
          choices={metrics.map((value) => ({ value, text: t(`activityView.metric.${value}`) }))}
          onChange={setMetric}
        />
        <Select
          label={t('activityView.server')}
          value={server.id}
          choices={servers.map((each) => ({ value: each.id, text: each.name }))}
          onChange={(id) => {
            setServer(id);
            setModel(null);
          }}
        />
        {isOfServer || model === undefined ? null : (
          <Select
            label={t('activityView.model')}
            value={model.id}
            choices={server.models.slice(0, 300).map((each) => ({ value: each.id, text: each.name }))}
            onChange={setModel}
          />
        )}
        <span className={cx(styles.end)}>
          <Segments
            label={t('activityView.plot.range')}
            value={range}
            choices={ranges.map((value) => ({ value, text: t(`activityView.range.${value}`) }))}
            onChange={setRange}
          />
        </span>
      </div>
      <Plot
        serverId={server.id}
        modelId={modelId}
        metric={metric}
        range={range}
        subject={isOfServer ? server.name : (model?.name ?? server.name)}
      />
    </>
  );
}

type PlotProps = { serverId: string; modelId: string | null; metric: Metric; range: Range; subject: string };

function Plot({ serverId, modelId, metric, range, subject }: PlotProps) {
  const { t, format } = useTranslator();
  const api = useApi();
  const [series, setSeries] = useState<HistorySeries | null>(null);
  const { failure, run } = useCommand<HistorySeries>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for what is chosen.
  useEffect(() => {
    let current = true;
    void run(() => api.series({ serverId, modelId, metric, range })).then((answer) => {
      if (current && answer !== null) setSeries(answer);
    });
    return () => {
      current = false;
    };
  }, [serverId, modelId, metric, range]);
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
  const title = t('activityView.plot.of', { metric: t(`activityView.metric.${metric}`), subject });
  if (series.points.length === 0) {
    return <Empty icon={placeLooks.activity.icon} title={t('activityView.plot.none')} />;
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
