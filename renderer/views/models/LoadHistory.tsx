import { lazy, Suspense } from 'react';
import { cx } from '../../components/cx.ts';
import { Section } from '../../components/Section.tsx';
import { useT } from '../../state/language.tsx';
import styles from './ModelDetails.module.css';

const Sparkline = lazy(() => import('./LoadSparkline.tsx'));

/** How long loads took over the last month; the full plots are in Activity. */
export function LoadHistory({ serverId, modelId }: { serverId: string; modelId: string }) {
  const t = useT();
  return (
    <Section title={t('models.details.history')}>
      <Suspense fallback={<div className={cx(styles.plot)} />}>
        <Sparkline serverId={serverId} modelId={modelId} />
      </Suspense>
    </Section>
  );
}
