import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ConfigIssue, Review } from '../../../shared/contract/config-commands.ts';
import { useTranslator } from '../../state/language.tsx';
import { cx } from '../cx.ts';
import fields from '../fields.module.css';
import { Icon } from '../Icon.tsx';
import { Section } from '../Section.tsx';
import styles from './ReviewDialog.module.css';
import { isChecking } from './review-source.ts';

/** The checks of a review: those that still run, those that could not, and what they found. */
export function ReviewChecks({ review }: { review: Review }) {
  const { t } = useTranslator();
  const { issues } = review;
  const isFine = issues.length === 0 && !isChecking(review);
  return (
    <Section title={t('review.issues')} level={3}>
      <IssueList issues={issues} />
      <div role="status">
        <Progress what="schema" is={review.schemaCheck} />
        <Progress what="cli" is={review.cliCheck} />
        {isFine ? (
          <p className={cx(styles.progress)}>
            <Icon of={CircleCheck} size={14} />
            {t('review.checksFine')}
          </p>
        ) : null}
      </div>
    </Section>
  );
}

function Progress({ what, is }: { what: 'schema' | 'cli'; is: Review['cliCheck'] }) {
  const { t } = useTranslator();
  if (is === 'done') return null;
  return (
    <p className={cx(styles.progress)}>
      {is === 'running' ? <span className={cx(styles.spin)} /> : <Icon of={TriangleAlert} size={12} />}
      {t(is === 'running' ? `review.checking.${what}` : `review.could-not-run.${what}`)}
    </p>
  );
}

/** Errors first; each with its place, which can be gone to where there is an editor. */
export function IssueList({
  issues,
  onGo,
}: {
  issues: readonly ConfigIssue[];
  onGo?: (place: NonNullable<ConfigIssue['place']>) => void;
}) {
  if (issues.length === 0) return null;
  const sorted = issues.toSorted((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
  return (
    <ul className={cx(styles.issues)}>
      {sorted.map((issue) => (
        <Issue key={`${issue.path}\n${issue.sentence.key}\n${issue.place?.line}`} issue={issue} onGo={onGo} />
      ))}
    </ul>
  );
}

function Issue({
  issue,
  onGo,
}: {
  issue: ConfigIssue;
  onGo: ((place: NonNullable<ConfigIssue['place']>) => void) | undefined;
}) {
  const { t, say } = useTranslator();
  const { place, level } = issue;
  return (
    <li className={cx(styles.issue, styles[level])}>
      <Icon of={level === 'error' ? CircleAlert : TriangleAlert} size={14} />
      <div className={cx(styles.words)}>
        <span className={cx(fields.hidden)}>{t(`review.level.${level}`)}: </span>
        {say(issue.sentence)}
        {place === null ? null : (
          <div className={cx(styles.place)}>
            {onGo === undefined ? (
              t('review.place', place)
            ) : (
              <button type="button" className={cx(styles.go)} onClick={() => onGo(place)}>
                {t('review.place', place)}
              </button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
