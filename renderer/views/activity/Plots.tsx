import { useState } from 'react';
import { cx } from '../../components/cx.ts';
import { Empty } from '../../components/Empty.tsx';
import { SearchSelect } from '../../components/SearchSelect.tsx';
import { Segments } from '../../components/Segments.tsx';
import { Select } from '../../components/Select.tsx';
import { placeLooks } from '../../main-window/places.ts';
import { useTranslator } from '../../state/language.tsx';
import { useSnapshot } from '../../state/store-context.ts';
import styles from './Activity.module.css';
import { Plot } from './Plot.tsx';
import type { SeriesQuery } from './use-series.ts';

const metrics = [
  'load-time',
  'first-token',
  'poll-latency',
  'warm-share',
] as const satisfies readonly SeriesQuery['metric'][];
const ranges = ['hour', 'day', 'month'] as const satisfies readonly SeriesQuery['range'][];

type Metric = SeriesQuery['metric'];
type Range = SeriesQuery['range'];

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
          <SearchSelect
            label={t('activityView.model')}
            searchLabel={t('models.filter')}
            value={model.id}
            choices={server.models.map((each) => ({ value: each.id, text: each.name }))}
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
        query={{ serverId: server.id, modelId, metric, range }}
        subject={isOfServer ? server.name : (model?.name ?? server.name)}
        isTold={metric !== 'first-token' || server.abilities.firstToken.can}
      />
    </>
  );
}
