import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { useT } from '../state/language.tsx';
import styles from './SettingsView.module.css';
import { AppSettings } from './settings/AppSettings.tsx';
import { GatewaySettings } from './settings/GatewaySettings.tsx';
import { LookSettings } from './settings/LookSettings.tsx';
import { NotificationSettings } from './settings/NotificationSettings.tsx';
import { ServerSettings } from './settings/ServerSettings.tsx';
import { StandInSettings } from './settings/StandInSettings.tsx';
import { useSettings } from './settings/use-settings.ts';
import { WarmthSettings } from './settings/WarmthSettings.tsx';

export default function SettingsView() {
  const t = useT();
  const control = useSettings();
  return (
    <>
      <ViewHeader title={t('place.settings')} />
      <div className={cx(styles.scroll)}>
        <div className={cx(styles.column)}>
          {control.failure === null ? null : <FailureNote failure={control.failure} />}
          <LookSettings {...control} />
          <ServerSettings {...control} />
          <WarmthSettings {...control} />
          <StandInSettings {...control} />
          <NotificationSettings {...control} />
          <GatewaySettings {...control} />
          <AppSettings {...control} />
        </div>
      </div>
    </>
  );
}
