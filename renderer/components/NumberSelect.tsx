import { Select } from './Select.tsx';

export type NumberSelectProps = {
  label: string;
  value: number;
  choices: readonly number[];
  text: (value: number) => string;
  onChange: (value: number) => void;
};

/** A few sensible numbers to choose from; one that was set elsewhere stands among them. */
export function NumberSelect({ label, value, choices, text, onChange }: NumberSelectProps) {
  const all = choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b);
  return (
    <Select
      label={label}
      value={String(value)}
      choices={all.map((each) => ({ value: String(each), text: text(each) }))}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}
