import { cx } from './cx.ts';
import styles from './MiddleText.module.css';

/** Long names of models differ at their end: what has to go goes from the middle. */
const tailLength = 14;

export function MiddleText({ text, className }: { text: string; className?: string | undefined }) {
  if (text.length < tailLength * 2)
    return <span className={cx(styles.text, styles.head, className)}>{text}</span>;
  return (
    <span className={cx(styles.text, className)} title={text}>
      <span className={cx(styles.head)}>{text.slice(0, -tailLength)}</span>
      <span className={cx(styles.tail)}>{text.slice(-tailLength)}</span>
    </span>
  );
}
