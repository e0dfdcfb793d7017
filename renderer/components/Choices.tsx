import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './Choices.module.css';
import { cx } from './cx.ts';

export type ChoiceRow<Value extends string> = {
  value: Value;
  text: string;
  note?: string | undefined;
  /** At the end of the row. */
  aside?: string | undefined;
  disabled?: boolean;
};

export type ChoicesProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly ChoiceRow<Value>[];
  onChange: (value: Value) => void;
  /** The one that is on has the keyboard at first. */
  autoFocus?: boolean;
};

/** A few choices with a word of explanation each, one of them on. */
export function Choices<Value extends string>({
  label,
  value,
  choices,
  onChange,
  autoFocus = false,
}: ChoicesProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((each) => each.value === chosen);
        if (choice !== undefined) onChange(choice.value);
      }}
      className={cx(styles.group)}
    >
      {choices.map((choice) => (
        <Radio
          key={choice.value}
          value={choice.value}
          isDisabled={choice.disabled === true}
          autoFocus={autoFocus && choice.value === value}
          className={cx(styles.choice)}
        >
          <span className={cx(styles.mark)} />
          <span className={cx(styles.words)}>
            {choice.text}
            {choice.note === undefined ? null : <span className={cx(styles.note)}>{choice.note}</span>}
          </span>
          {choice.aside === undefined ? null : <span className={cx(styles.value)}>{choice.aside}</span>}
        </Radio>
      ))}
    </RadioGroup>
  );
}
