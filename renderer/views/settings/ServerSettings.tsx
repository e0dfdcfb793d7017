import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { NumberSelect } from '../../components/NumberSelect.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Switch } from '../../components/Switch.tsx';
import { useT } from '../../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import { HiddenServers } from './HiddenServers.tsx';
import type { SettingsControl } from './use-settings.ts';

export function ServerSettings(control: SettingsControl) {
  const { settings, change } = control;
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const count = useSnapshot(({ servers }) => servers.length);
  const scan = useCommand<{ found: number }>();
  const [found, setFound] = useState<number | null>(null);
  const { visible, hidden } = settings.pollSeconds;

  async function look(): Promise<void> {
    setFound((await scan.run(() => api.scanForServers()))?.found ?? null);
  }

  return (
    <Section title={t('settings.servers')} grouped>
      <Row label={t('settings.servers.scan')} note={t('settings.servers.scan.note')}>
        <Switch
          label={t('settings.servers.scan')}
          on={settings.scanLocalPorts}
          onChange={(scanLocalPorts) => change({ scanLocalPorts })}
        />
      </Row>
      <Row
        label={t('settings.servers.manage')}
        note={found === null ? t('count.servers', { count }) : t('settings.servers.found', { count: found })}
        wraps
      >
        <Button isDisabled={scan.running} onPress={() => void look()}>
          {t('settings.servers.scanNow')}
        </Button>
        <Button onPress={() => actions.openDialog({ is: 'add-server' })}>{t('models.addServer')}</Button>
        <Button onPress={() => actions.goTo('models')}>{t('settings.servers.show')}</Button>
      </Row>
      {scan.failure === null ? null : <FailureNote failure={scan.failure} />}
      <HiddenServers {...control} />
      <Row label={t('settings.poll.visible')}>
        <NumberSelect
          label={t('settings.poll.visible')}
          value={visible}
          choices={[1, 2, 3, 5, 10, 30]}
          text={(seconds) => t('settings.poll.every', { seconds })}
          onChange={(seconds) => change({ pollSeconds: { visible: seconds, hidden } })}
        />
      </Row>
      <Row label={t('settings.poll.hidden')}>
        <NumberSelect
          label={t('settings.poll.hidden')}
          value={hidden}
          choices={[5, 10, 15, 30, 60, 300]}
          text={(seconds) => t('settings.poll.every', { seconds })}
          onChange={(seconds) => change({ pollSeconds: { visible, hidden: seconds } })}
        />
      </Row>
    </Section>
  );
}
