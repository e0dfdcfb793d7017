import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { cx } from './cx.ts';
import styles from './Tip.module.css';

/** A tooltip on hover and on keyboard focus. The child must be something that can be focused. */
export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={600} closeDelay={80}>
      {children}
      <Tooltip offset={6} className={cx(styles.tip)}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
