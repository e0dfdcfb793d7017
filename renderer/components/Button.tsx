import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon, type IconImage } from './Icon.tsx';
import { Tip } from './Tip.tsx';

type Base = Omit<AriaButtonProps, 'className' | 'style' | 'children'>;

export type ButtonProps = Base & {
  children: ReactNode;
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  large?: boolean;
  icon?: IconImage;
};

export function Button({ children, look = 'plain', large = false, icon, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={cx(styles.button, look !== 'plain' && styles[look], large && styles.large)}
    >
      {icon === undefined ? null : <Icon of={icon} size={14} />}
      {children}
    </AriaButton>
  );
}

export type IconButtonProps = Base & { name: string; icon: IconImage; tip?: string };

/** Only an icon to see; the name is said by the tooltip and to screen readers. */
export function IconButton({ name, icon, tip, ...rest }: IconButtonProps) {
  return (
    <Tip text={tip ?? name}>
      <AriaButton {...rest} aria-label={name} className={cx(styles.button, styles.icon)}>
        <Icon of={icon} />
      </AriaButton>
    </Tip>
  );
}

export type RowIconButtonProps = Base & {
  name: string;
  icon: IconImage;
  tone?: 'plain' | 'broken' | 'look';
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** The same without the machinery of a tooltip, for lists with very many rows: the system's own shows the name. */
export function RowIconButton(props: RowIconButtonProps) {
  const { name, icon, tone = 'plain', small = false, ref, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      {...(ref === undefined ? {} : { ref })}
      aria-label={name}
      className={cx(styles.button, styles.icon, tone !== 'plain' && styles[tone], small && styles.small)}
    >
      {/* Not on the button itself: there it would be read out as a description beside the very same name. */}
      <span title={name} className={cx(styles.face)}>
        <Icon of={icon} size={small ? 14 : 16} />
      </span>
    </AriaButton>
  );
}

/** A button that reads as text inside a sentence or a header. */
export function LinkButton({
  children,
  plain = false,
  ...rest
}: Base & { children: ReactNode; plain?: boolean }) {
  return (
    <AriaButton {...rest} className={cx(styles.button, styles.link, plain && styles.plainLink)}>
      {children}
    </AriaButton>
  );
}
