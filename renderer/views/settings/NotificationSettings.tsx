import type { PlainKey } from '../../../shared/messages/index.ts';
import type { WarmthHours } from '../../../shared/warmth.ts';
import { HoursField } from '../../components/HoursField.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Switch } from '../../components/Switch.tsx';
import { useT } from '../../state/language.tsx';
import type { SettingsControl } from './use-settings.ts';

const kinds: readonly { field: 'keptModelLost' | 'primaryReachability' | 'saveFailed'; text: PlainKey }[] = [
  { field: 'keptModelLost', text: 'settings.notifications.lost' },
  { field: 'primaryReachability', text: 'settings.notifications.primary' },
  { field: 'saveFailed', text: 'settings.notifications.save' },
];

const nights: WarmthHours = { days: [0, 1, 2, 3, 4, 5, 6], from: 22 * 60, to: 7 * 60 };

export function NotificationSettings({ settings, change }: SettingsControl) {
  const t = useT();
  const { notifications } = settings;
  return (
    <>
      <Section title={t('settings.notifications')} grouped>
        {kinds.map(({ field, text }) => (
          <Row key={field} label={t(text)}>
            <Switch
              label={t(text)}
              on={notifications[field]}
              onChange={(on) => change({ notifications: { ...notifications, [field]: on } })}
            />
          </Row>
        ))}
      </Section>
      <HoursField
        title={t('settings.notifications.quiet')}
        label={t('settings.notifications.quiet')}
        note={t('settings.notifications.quiet.note')}
        hours={notifications.quietHours}
        first={nights}
        onChange={(quietHours) => change({ notifications: { ...notifications, quietHours } })}
      />
    </>
  );
}
