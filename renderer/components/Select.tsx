import Check from 'lucide-react/icons/check';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx.ts';
import fields from './fields.module.css';
import { Icon } from './Icon.tsx';
import styles from './overlay.module.css';

export type Choice<Value extends string> = { value: Value; text: string; description?: string };

export type SelectProps<Value extends string> = {
  label: string;
  /** Shows the label above instead of only speaking it. */
  labelShown?: boolean;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  disabled?: boolean;
};

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelShown = false, value, choices, onChange, disabled = false } = props;
  return (
    <AriaSelect
      aria-label={label}
      value={value}
      isDisabled={disabled}
      onChange={(key) => {
        const choice = choices.find((each) => each.value === key);
        if (choice !== undefined) onChange(choice.value);
      }}
      className={cx(fields.field)}
    >
      {labelShown ? <span className={cx(fields.label)}>{label}</span> : null}
      <Button className={cx(fields.select)}>
        <SelectValue className={cx(fields.value)}>
          {choices.find((each) => each.value === value)?.text ?? value}
        </SelectValue>
        <Icon of={ChevronsUpDown} size={12} />
      </Button>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox className={cx(styles.list)} items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.value} textValue={choice.text} className={cx(styles.item)}>
              {({ isSelected }) => (
                <>
                  {isSelected ? <Icon of={Check} size={14} /> : null}
                  <span className={cx(styles.words)}>
                    {choice.text}
                    {choice.description === undefined ? null : (
                      <span className={cx(styles.description)}>{choice.description}</span>
                    )}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
