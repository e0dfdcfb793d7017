import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { WarmthHours } from '../../shared/warmth.ts';
import { useTranslator } from '../state/language.tsx';
import { cx } from './cx.ts';
import styles from './HoursField.module.css';
import { Row } from './Row.tsx';
import { Section } from './Section.tsx';
import { Switch } from './Switch.tsx';
import { TimeOfDayField } from './TimeOfDayField.tsx';

export type HoursFieldProps = {
  title?: string;
  label: string;
  note?: string;
  hours: WarmthHours | null;
  /** What switching it on begins with. */
  first: WarmthHours;
  onChange: (hours: WarmthHours | null) => void;
};

/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0];

/** At all times, or on some days between two times. */
export function HoursField({ title, label, note, hours, first, onChange }: HoursFieldProps) {
  const { t, format } = useTranslator();
  return (
    <Section title={title ?? t('warmth.hours.title')} grouped level={3}>
      <Row label={label} {...(note === undefined ? {} : { note })}>
        <Switch label={label} on={hours !== null} onChange={(on) => onChange(on ? first : null)} />
      </Row>
      {hours === null ? null : (
        <>
          <Row label={t('warmth.hours.days')} wraps>
            <ToggleButtonGroup
              aria-label={t('warmth.hours.days')}
              selectionMode="multiple"
              disallowEmptySelection
              selectedKeys={hours.days.map(String)}
              onSelectionChange={(keys) => onChange({ ...hours, days: [...keys].map(Number).sort() })}
              className={cx(styles.days)}
            >
              {week.map((day) => (
                <ToggleButton key={day} id={String(day)} className={cx(styles.day)}>
                  {format.weekday(day)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </Row>
          <Row label={t('warmth.hours.from')}>
            <TimeOfDayField
              label={t('warmth.hours.from')}
              minutes={hours.from}
              onChange={(from) => onChange({ ...hours, from })}
            />
          </Row>
          <Row
            label={t('warmth.hours.to')}
            {...(hours.to <= hours.from ? { note: t('warmth.hours.overnight') } : {})}
          >
            <TimeOfDayField
              label={t('warmth.hours.to')}
              minutes={hours.to}
              onChange={(to) => onChange({ ...hours, to })}
            />
          </Row>
        </>
      )}
    </Section>
  );
}
