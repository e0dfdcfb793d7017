import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { cx } from './cx.ts';
import styles from './fields.module.css';

export type SwitchProps = {
  /** Spoken; the words stand in the row beside the switch. */
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
};

export function Switch({ label, on, onChange, disabled = false }: SwitchProps) {
  return (
    <AriaSwitch
      aria-label={label}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled}
      className={cx(styles.switch)}
    >
      <span className={cx(styles.track)} />
    </AriaSwitch>
  );
}
