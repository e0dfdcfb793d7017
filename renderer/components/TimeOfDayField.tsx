import { cx } from './cx.ts';
import styles from './HoursField.module.css';

export type TimeOfDayFieldProps = { label: string; minutes: number; onChange: (minutes: number) => void };

/** A time of day in minutes after midnight. The system's own field knows how people here write times. */
export function TimeOfDayField({ label, minutes, onChange }: TimeOfDayFieldProps) {
  return (
    <input
      type="time"
      aria-label={label}
      className={cx(styles.time)}
      value={clockText(minutes)}
      onChange={(event) => {
        const parsed = parseClock(event.target.value);
        if (parsed !== null) onChange(parsed);
      }}
    />
  );
}

function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor((minutes % 1_440) / 60))}:${two(minutes % 60)}`;
}

function parseClock(text: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
