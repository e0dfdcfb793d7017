import { useState } from 'react';
import type { Gateway } from '../../../shared/gateway.ts';
import type { Translator } from '../../../shared/messages/index.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import styles from './settings.module.css';
import type { SettingsControl } from './use-settings.ts';

const regions = ['eu', 'us', 'cn'] as const;

export function GatewaySettings(control: SettingsControl) {
  const { t, format } = useTranslator();
  const gateway = useSnapshot((snapshot) => snapshot.gateway);
  const { settings, change } = control;
  return (
    <Section title={t('settings.gateway')} grouped>
      <PathRow
        label={t('settings.gateway.config')}
        note={configNote(gateway.config, t, format)}
        value={settings.configPath}
        save={(configPath) => change({ configPath })}
      />
      {gateway.config.is === 'broken' ? (
        <div className={cx(styles.inset)}>
          <FailureNote failure={gateway.config.failure} tone="look" />
        </div>
      ) : null}
      <PathRow
        label={t('settings.gateway.cli')}
        note={cliNote(gateway.cli, t)}
        value={settings.cliPath}
        save={(cliPath) => change({ cliPath })}
      />
      <Row label={t('settings.gateway.region')} note={t('settings.gateway.region.note')}>
        <Select
          label={t('settings.gateway.region')}
          value={settings.wantedRegion ?? 'any'}
          choices={[
            { value: 'any', text: t('settings.gateway.region.any') },
            ...regions.map((region) => ({ value: region as string, text: region.toUpperCase() })),
          ]}
          onChange={(region) => change({ wantedRegion: region === 'any' ? null : region })}
        />
      </Row>
    </Section>
  );
}

type PathRowProps = {
  label: string;
  note: string;
  value: string | null;
  save: (path: string | null) => void;
};

/** A path that is found by itself unless somebody says otherwise; written on Enter or with the button. */
function PathRow({ label, note, value, save }: PathRowProps) {
  const { t } = useTranslator();
  const api = useApi();
  const [draft, setDraft] = useState(value ?? '');
  const isChanged = draft.trim() !== (value ?? '');

  function use(path: string | null): void {
    setDraft(path ?? '');
    save(path);
    void api.rereadConfig();
  }

  const accept = () => (isChanged ? use(draft.trim() === '' ? null : draft.trim()) : undefined);
  return (
    <div className={cx(styles.path)}>
      <div className={cx(styles.pathLine)}>
        <TextField
          label={label}
          value={draft}
          onChange={setDraft}
          placeholder={t('settings.gateway.config.placeholder')}
          mono
          note={note}
          onSubmit={accept}
        />
      </div>
      {isChanged ? (
        <div className={cx(styles.pathButtons)}>
          <Button onPress={() => setDraft(value ?? '')}>{t('common.cancel')}</Button>
          <Button look="primary" onPress={accept}>
            {t(draft.trim() === '' ? 'settings.gateway.config.byItself' : 'settings.gateway.config.choose')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function configNote(config: Gateway['config'], t: Translator['t'], format: Translator['format']): string {
  switch (config.is) {
    case 'looking':
      return t('welcome.config.looking');
    case 'missing':
      return t('settings.gateway.config.missing', { paths: format.list(config.lookedAt) });
    case 'broken':
    case 'loaded':
      return t('settings.gateway.config.note', { path: config.path });
  }
}

function cliNote(cli: Gateway['cli'], t: Translator['t']): string {
  switch (cli.is) {
    case 'looking':
      return t('settings.gateway.cli.looking');
    case 'missing':
      return t('settings.gateway.cli.missing');
    case 'found':
      return t('settings.gateway.cli.found', { version: cli.version, path: cli.path });
  }
}
