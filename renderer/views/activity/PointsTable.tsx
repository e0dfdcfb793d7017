import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import { cx } from '../../components/cx.ts';
import { useTranslator } from '../../state/language.tsx';
import styles from './Activity.module.css';

export type PointsTableProps = {
  points: HistorySeries['points'];
  show: (value: number) => string;
  name: string;
};

/** The same numbers for those who do not see the plot, and for those who want to copy them. */
export function PointsTable({ points, show, name }: PointsTableProps) {
  const { t, format } = useTranslator();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={cx(styles.tableBox)} tabIndex={0} aria-label={name}>
      <table className={cx(styles.table)}>
        <thead>
          <tr>
            <th scope="col">{t('activityView.plot.time')}</th>
            <th scope="col">{t('activityView.plot.value')}</th>
            <th scope="col">{t('activityView.plot.low')}</th>
            <th scope="col">{t('activityView.plot.high')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <td>{format.moment(point.at)}</td>
              <td>{show(point.value)}</td>
              <td>{show(point.low)}</td>
              <td>{show(point.high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
