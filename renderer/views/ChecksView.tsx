import { useEffect } from 'react';
import { cx } from '../components/cx.ts';
import { Empty } from '../components/Empty.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { SaveBar } from '../components/review/SaveBar.tsx';
import { placeLooks } from '../main-window/places.ts';
import { useT } from '../state/language.tsx';
import { useAppStore } from '../state/store-context.ts';
import styles from './checks/Checks.module.css';
import { ChecksHeader } from './checks/ChecksHeader.tsx';
import { Report } from './checks/Report.tsx';
import { reportsOf, useReports } from './checks/report-store.ts';

/** The doctor. Opening the place runs the checks once; they never wake or load anything. */
export default function ChecksView() {
  const t = useT();
  const store = reportsOf(useAppStore());
  const reports = useReports();
  const { report, running, failure } = reports;
  const run = () => void store.run();
  useEffect(() => {
    void store.run();
  }, [store]);
  return (
    <>
      <ChecksHeader reports={reports} onRun={run} />
      <SaveBar />
      <div className={cx(styles.view)} aria-busy={running}>
        {failure === null ? null : <FailureNote failure={failure} actions={{ retry: run }} />}
        {report === null ? (
          <Empty
            icon={placeLooks.checks.icon}
            title={t(running ? 'checksView.running' : 'checksView.empty.title')}
            advice={t('checksView.empty.advice')}
          />
        ) : (
          <Report report={report} onFixed={run} />
        )}
      </div>
    </>
  );
}
