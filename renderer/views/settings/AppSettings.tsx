import { useState } from 'react';
import type { PlainKey } from '../../../shared/messages/index.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { AppInfo } from '../../../shared/snapshot.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { NumberSelect } from '../../components/NumberSelect.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Select } from '../../components/Select.tsx';
import { Switch } from '../../components/Switch.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useT } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './settings.module.css';
import { UpdateRow } from './UpdateRow.tsx';
import type { SettingsControl } from './use-settings.ts';

const logLevels = ['error', 'warn', 'info', 'debug'] as const satisfies readonly Settings['logLevel'][];

export function AppSettings({ settings, change, failure }: SettingsControl) {
  const t = useT();
  const isDesktop = useSnapshot(({ app }) => app.host === 'desktop');
  return (
    <>
      <Section title={t('settings.app')} grouped>
        {isDesktop ? <DesktopRows settings={settings} change={change} failure={failure} /> : null}
        <Row label={t('settings.app.history')}>
          <NumberSelect
            label={t('settings.app.history')}
            value={settings.historyDays}
            choices={[7, 30, 90, 180, 366]}
            text={(count) => t('settings.app.history.days', { count })}
            onChange={(historyDays) => change({ historyDays })}
          />
        </Row>
        <Row label={t('settings.app.log')}>
          <Select
            label={t('settings.app.log')}
            value={settings.logLevel}
            choices={logLevels.map((level) => ({ value: level, text: t(`settings.app.log.${level}`) }))}
            onChange={(logLevel) => change({ logLevel })}
          />
        </Row>
      </Section>
      <Foot />
    </>
  );
}

function DesktopRows({ settings, change }: SettingsControl) {
  const t = useT();
  const needsApproval = useSnapshot(({ app }) => app.loginItem === 'needs-approval');
  return (
    <>
      <Row
        label={t('settings.app.login')}
        note={t(needsApproval ? 'settings.app.login.approval' : 'settings.app.login.note')}
      >
        <Switch
          label={t('settings.app.login')}
          on={settings.startAtLogin}
          onChange={(startAtLogin) => change({ startAtLogin })}
        />
      </Row>
      <ShortcutRow
        key={settings.globalShortcut}
        shortcut={settings.globalShortcut}
        save={(globalShortcut) => change({ globalShortcut })}
      />
      <Row label={t('settings.app.updates')}>
        <Switch
          label={t('settings.app.updates')}
          on={settings.checkForUpdates}
          onChange={(checkForUpdates) => change({ checkForUpdates })}
        />
      </Row>
      <UpdateRow />
    </>
  );
}

const shortcutNotes = {
  none: 'settings.app.shortcut.note',
  works: 'settings.app.shortcut.note',
  taken: 'settings.app.shortcut.taken',
  'not-a-shortcut': 'settings.app.shortcut.notOne',
} as const satisfies Record<AppInfo['shortcut'], PlainKey>;

type ShortcutRowProps = { shortcut: string | null; save: (shortcut: string | null) => void };

function ShortcutRow({ shortcut, save }: ShortcutRowProps) {
  const t = useT();
  const [draft, setDraft] = useState(shortcut ?? '');
  const outcome = useSnapshot(({ app }) => app.shortcut);
  const accept = () => {
    const typed = draft.trim();
    if (typed !== (shortcut ?? '')) save(typed === '' ? null : typed);
  };
  return (
    <Row label={t('settings.app.shortcut')} note={t(shortcutNotes[outcome])}>
      <div className={cx(styles.shortcut)}>
        <TextField
          label={t('settings.app.shortcut')}
          labelHidden
          value={draft}
          onChange={setDraft}
          placeholder={t('settings.app.shortcut.placeholder')}
          onSubmit={accept}
          onBlur={accept}
        />
      </div>
    </Row>
  );
}

function Foot() {
  const t = useT();
  const version = useSnapshot(({ app }) => app.version);
  const [asks, setAsks] = useState(false);
  return (
    <div className={cx(styles.foot)}>
      <p>
        {t('settings.app.version', { version })}. {t('settings.app.privacy')}
      </p>
      <Button look="danger" onPress={() => setAsks(true)}>
        {t('settings.app.reset')}
      </Button>
      {asks ? <ResetDialog close={() => setAsks(false)} /> : null}
    </div>
  );
}

function ResetDialog({ close }: { close: () => void }) {
  const t = useT();
  const api = useApi();
  const resetting = useCommand();
  async function reset(): Promise<void> {
    const result = await resetting.run(() => api.resetSettings());
    if (result !== null) close();
  }
  return (
    <Dialog
      role="alertdialog"
      title={t('settings.app.reset.title')}
      onClose={close}
      buttons={
        <>
          <Button large autoFocus onPress={close}>
            {t('common.cancel')}
          </Button>
          <Button large look="danger" isDisabled={resetting.running} onPress={() => void reset()}>
            {t('settings.app.reset.button')}
          </Button>
        </>
      }
    >
      <p>{t('settings.app.reset.text')}</p>
      {resetting.failure === null ? null : <FailureNote failure={resetting.failure} />}
    </Dialog>
  );
}
