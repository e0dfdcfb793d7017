import { useState } from 'react';
import { cx } from '../components/cx.ts';
import { Segments } from '../components/Segments.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { useT } from '../state/language.tsx';
import styles from './activity/Activity.module.css';
import { ExportMenu } from './activity/ExportMenu.tsx';
import { Plots } from './activity/Plots.tsx';
import { Timeline } from './activity/Timeline.tsx';

export default function ActivityView() {
  const t = useT();
  const [tab, setTab] = useState<'timeline' | 'plots'>('timeline');
  return (
    <>
      <ViewHeader title={t('place.activity')}>
        <ExportMenu />
        <Segments
          label={t('activityView.tabs')}
          value={tab}
          choices={[
            { value: 'timeline', text: t('activityView.tab.timeline') },
            { value: 'plots', text: t('activityView.tab.plots') },
          ]}
          onChange={setTab}
        />
      </ViewHeader>
      <div className={cx(styles.view)}>{tab === 'timeline' ? <Timeline /> : <Plots />}</div>
    </>
  );
}
