import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from './cx.ts';
import styles from './fields.module.css';
import type { Choice } from './Select.tsx';

export type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly (Choice<Value> & { disabled?: boolean })[];
  onChange: (value: Value) => void;
  disabled?: boolean;
};

/** A few choices side by side, exactly one of them on. */
export function Segments<Value extends string>({
  label,
  value,
  choices,
  onChange,
  disabled,
}: SegmentsProps<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      isDisabled={disabled === true}
      onSelectionChange={(keys) => {
        const choice = choices.find((each) => keys.has(each.value));
        if (choice !== undefined) onChange(choice.value);
      }}
      className={cx(styles.segments)}
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice.value}
          id={choice.value}
          isDisabled={disabled === true || choice.disabled === true}
          className={cx(styles.segment)}
        >
          {choice.text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
