import CircleAlert from 'lucide-react/icons/circle-alert';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { useT } from '../state/language.tsx';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './notices.module.css';

export type NoticeTone = 'quiet' | 'look' | 'broken';

export type NoticeProps = {
  title: string;
  advice?: string | undefined;
  tone?: NoticeTone;
  /** Across the whole width, under a title bar. */
  bar?: boolean;
  /** On a surface of its own already, such as a popover: no wash behind it. */
  bare?: boolean;
  buttons?: ReactNode;
  children?: ReactNode;
  onDismiss?: (() => void) | undefined;
};

const images = { quiet: Info, look: TriangleAlert, broken: CircleAlert };

export function Notice(props: NoticeProps) {
  const { title, advice, tone = 'quiet', bar = false, bare = false, buttons, children, onDismiss } = props;
  const t = useT();
  return (
    <div
      className={cx(styles.notice, bar && styles.bar, tone !== 'quiet' && styles[tone], bare && styles.bare)}
    >
      <Icon of={images[tone]} />
      <div className={cx(styles.words)}>
        <p className={cx(styles.title)}>{title}</p>
        {advice === undefined ? null : <p className={cx(styles.advice)}>{advice}</p>}
        {children}
        {buttons === undefined ? null : <div className={cx(styles.buttons)}>{buttons}</div>}
      </div>
      {onDismiss === undefined ? null : (
        <IconButton name={t('common.dismiss')} icon={X} onPress={onDismiss} />
      )}
    </div>
  );
}
