import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { CheckState } from '../../../shared/findings.ts';
import { cx } from '../../components/cx.ts';
import { Icon, type IconImage } from '../../components/Icon.tsx';
import styles from './Checks.module.css';

const images: Record<CheckState, IconImage> = {
  fine: CircleCheck,
  look: TriangleAlert,
  broken: CircleAlert,
  'could-not-tell': CircleQuestionMark,
};

const tones: Record<CheckState, string | undefined> = {
  fine: styles.quiet,
  look: styles.look,
  broken: styles.broken,
  'could-not-tell': styles.quiet,
};

/** A shape of its own for every state; the word stands beside it. */
export function CheckIcon({ state }: { state: CheckState }) {
  return (
    <span className={cx(styles.icon, tones[state])}>
      <Icon of={images[state]} />
    </span>
  );
}
