import type { CheckReport } from '../../../shared/findings.ts';
import { worstState } from '../../../shared/findings.ts';
import { cx } from '../../components/cx.ts';
import { Section } from '../../components/Section.tsx';
import { useTranslator } from '../../state/language.tsx';
import { CheckIcon } from './CheckIcon.tsx';
import styles from './Checks.module.css';
import { FindingRow } from './FindingRow.tsx';
import { groupsOf, summaryOf } from './groups.ts';

/** Everything that was found, worst first. */
export function Report({ report, onFixed }: { report: CheckReport; onFixed: () => void }) {
  const { t, say } = useTranslator();
  const groups = groupsOf(report);
  return (
    <div className={cx(styles.report)}>
      <div className={cx(styles.summary)} role="status">
        <CheckIcon state={worstState(report.findings.map((each) => each.state))} />
        <div>
          <p className={cx(styles.headline)}>{summaryOf(report).map(say).join(' ')}</p>
          <p className={cx(styles.secondary)}>{t('checksView.at', { at: report.at })}</p>
        </div>
      </div>
      {groups.map(({ state, findings }) => (
        <Section
          key={state}
          title={t(`checksView.state.${state}`)}
          aside={
            <span className={cx(styles.secondary)}>{t('checksView.count', { count: findings.length })}</span>
          }
          grouped
        >
          <ul className={cx(styles.list)}>
            {findings.map((finding) => (
              <FindingRow key={finding.id} finding={finding} onFixed={onFixed} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
