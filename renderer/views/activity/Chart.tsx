import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { HistorySeries } from '../../../shared/contract/insight-commands.ts';
import { cx } from '../../components/cx.ts';
import { useTranslator } from '../../state/language.tsx';
import styles from './Activity.module.css';

export type ChartProps = { series: HistorySeries; label: string; show: (value: number) => string };

const height = 240;

/** The measured values over time, with what they vary between as a band. A picture; the table beside it says the same. */
export default function Chart({ series, label, show }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const { format } = useTranslator();
  useEffect(() => {
    const box = host.current;
    if (box === null) return;
    let plot = draw(box, series, show, format.time);
    const look = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => {
      plot.destroy();
      plot = draw(box, series, show, format.time);
    };
    const themes = new MutationObserver(redraw);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    look.addEventListener('change', redraw);
    const sizes = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    sizes.observe(box);
    return () => {
      themes.disconnect();
      sizes.disconnect();
      look.removeEventListener('change', redraw);
      plot.destroy();
    };
  }, [series, show, format]);
  return <div ref={host} className={cx(styles.chart)} role="img" aria-label={label} />;
}

function draw(
  box: HTMLElement,
  { points, from, to, unit }: HistorySeries,
  show: (value: number) => string,
  time: (at: number) => string,
): uPlot {
  const axis = {
    stroke: colour(box, '--text-secondary'),
    font: `11px ${getComputedStyle(box).fontFamily}`,
    grid: { stroke: colour(box, '--hairline'), width: 1 },
    ticks: { show: false },
  };
  const isShort = to - from < 2 * 24 * 60 * 60_000;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'short' });
  const line = { stroke: colour(box, '--flame'), width: 1.5, points: { show: points.length < 2 } };
  const edge = { stroke: 'transparent', points: { show: false } };
  return new uPlot(
    {
      width: box.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      // The span that was chosen, however little of it was measured: a gap is seen as one.
      scales: {
        x: { range: [from / 1_000, to / 1_000] },
        ...(unit === 'share' ? { y: { range: [0, 1] } } : {}),
      },
      series: [{}, line, edge, edge],
      bands: [{ series: [3, 2], fill: colour(box, '--flame-wash') }],
      axes: [
        {
          ...axis,
          values: (_: uPlot, splits: number[]) =>
            splits.map((at) => (isShort ? time(at * 1_000) : day.format(at * 1_000))),
        },
        { ...axis, size: 60, values: (_: uPlot, splits: number[]) => splits.map(show) },
      ],
    },
    [
      points.map((point) => point.at / 1_000),
      points.map((point) => point.value),
      points.map((point) => point.low),
      points.map((point) => point.high),
    ],
    box,
  );
}

/** A token as a canvas understands it: the token itself reads `light-dark(…)`, which a canvas ignores and draws black. */
function colour(box: HTMLElement, token: string): string {
  box.style.color = `var(${token})`;
  const resolved = getComputedStyle(box).color;
  box.style.color = '';
  return resolved;
}
