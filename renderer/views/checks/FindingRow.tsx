import type { Finding } from '../../../shared/findings.ts';
import { cx } from '../../components/cx.ts';
import { Disclosure, RawText } from '../../components/Disclosure.tsx';
import { FixButton } from '../../components/FixButton.tsx';
import fields from '../../components/fields.module.css';
import { useTranslator } from '../../state/language.tsx';
import { CheckIcon } from './CheckIcon.tsx';
import styles from './Checks.module.css';

export function FindingRow({ finding, onFixed }: { finding: Finding; onFixed: () => void }) {
  const { t, say } = useTranslator();
  const { state, place } = finding;
  const evidence =
    place === null
      ? finding.evidence
      : [...finding.evidence, t('checksView.place', { file: place.file, line: place.line })];
  return (
    <li className={cx(styles.finding)}>
      <CheckIcon state={state} />
      <div className={cx(styles.words)}>
        <p>
          <span className={cx(fields.hidden)}>{t(`checksView.state.${state}`)}: </span>
          {say(finding.sentence)}
        </p>
        {evidence.length === 0 ? null : (
          <Disclosure title={t('checksView.evidence')}>
            <RawText>{evidence.join('\n')}</RawText>
          </Disclosure>
        )}
      </div>
      {finding.fixes.length === 0 ? null : (
        <div className={cx(styles.fixes)}>
          {finding.fixes.map((fix) => (
            <FixButton
              key={`${fix.label.key}${JSON.stringify(fix.label.values)}`}
              fix={fix}
              onDone={onFixed}
            />
          ))}
        </div>
      )}
    </li>
  );
}
