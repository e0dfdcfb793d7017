import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { useT } from '../state/language.tsx';
import { cx } from './cx.ts';
import styles from './fields.module.css';
import { Icon } from './Icon.tsx';

export type TextFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The label is only spoken: something beside the field already says it. */
  labelHidden?: boolean;
  note?: string | undefined;
  error?: string | null;
  placeholder?: string;
  type?: 'text' | 'password' | 'url';
  mono?: boolean;
  small?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  onSubmit?: () => void;
  onBlur?: () => void;
};

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, labelHidden = false, note, error = null, onSubmit } = props;
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isDisabled={props.disabled === true}
      type={props.type ?? 'text'}
      autoFocus={props.autoFocus === true}
      className={cx(styles.field)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && onSubmit !== undefined) onSubmit();
        else event.continuePropagation();
      }}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    >
      <Label className={cx(labelHidden ? styles.hidden : styles.label)}>{label}</Label>
      <Input
        className={cx(styles.input, props.mono === true && styles.mono, props.small === true && styles.small)}
        placeholder={props.placeholder ?? ''}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      {error === null ? null : (
        <Text slot="errorMessage" className={cx(styles.error)}>
          {error}
        </Text>
      )}
      {note === undefined ? null : (
        <Text slot="description" className={cx(styles.note)}>
          {note}
        </Text>
      )}
    </AriaTextField>
  );
}

export type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
};

export function SearchField({ label, value, onChange, autoFocus = false }: SearchFieldProps) {
  const t = useT();
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      className={cx(styles.search)}
    >
      <Icon of={Search} size={14} />
      <Input className={cx(styles.input)} placeholder={label} spellCheck={false} />
      <Button className={cx(styles.clear)} aria-label={t('common.clear')}>
        <Icon of={X} size={12} />
      </Button>
    </AriaSearchField>
  );
}
