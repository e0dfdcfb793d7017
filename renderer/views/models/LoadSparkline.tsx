import { useEffect, useState } from 'react';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { sparkPath } from '../../display/spark-path.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './ModelDetails.module.css';

const width = 280;
const height = 48;

export default function LoadSparkline({ serverId, modelId }: { serverId: string; modelId: string }) {
  const { t, format } = useTranslator();
  const api = useApi();
  const [points, setPoints] = useState<HistorySeries['points'] | null>(null);
  const { failure, run } = useCommand();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for the model that is shown.
  useEffect(() => {
    void run(() => api.series({ serverId, modelId, metric: 'load-time', range: 'month' })).then((result) => {
      if (result !== null) setPoints(result.points);
    });
  }, [serverId, modelId]);
  if (failure !== null) return <FailureNote failure={failure} tone="look" />;
  if (points === null) return <div className={cx(styles.plot)} />;
  if (points.length === 0) return <p className={cx(styles.text)}>{t('models.details.noHistory')}</p>;
  const longest = Math.max(...points.map((point) => point.value));
  const shortest = Math.min(...points.map((point) => point.value));
  return (
    <>
      <svg
        className={cx(styles.plot)}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('models.details.loadsBetween', { shortest, longest })}
      >
        <path
          d={sparkPath(points, width, height)}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p className={cx(styles.text)}>
        {t('models.details.loadsBetween', { shortest, longest })} · {format.date(points[0]?.at ?? 0)}
      </p>
    </>
  );
}
