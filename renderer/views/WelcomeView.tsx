import Check from 'lucide-react/icons/check';
import { useState } from 'react';
import type { Gateway } from '../../shared/gateway.ts';
import type { Translator } from '../../shared/messages/index.ts';
import type { ServerWithModels } from '../../shared/servers.ts';
import { Button } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import { Icon } from '../components/Icon.tsx';
import { Row } from '../components/Row.tsx';
import { Section } from '../components/Section.tsx';
import { StateIcon, type StateShape } from '../components/StateIcon.tsx';
import { Switch } from '../components/Switch.tsx';
import { shortAddress } from '../display/address.ts';
import { linkName } from '../display/link-display.ts';
import { useTranslator } from '../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { useDefaultChain } from '../state/use-default-chain.ts';
import { DemoDialog } from './DemoDialog.tsx';
import styles from './WelcomeView.module.css';

/** The first page: what was found, what is missing, and what Pilotlight will do by itself, with its switch. */
export default function WelcomeView() {
  const { t } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const keepWarm = useSnapshot(({ settings }) => settings.keepWarm);
  const hasServers = useSnapshot(({ servers }) => servers.length > 0);
  const isDesktop = useSnapshot(({ app }) => app.host === 'desktop');
  const isDemo = useSnapshot(({ app }) => app.demo);
  const [warmsChain, setWarmsChain] = useState(true);
  const [startAtLogin, setStartAtLogin] = useState(false);
  const [showsDemo, setShowsDemo] = useState(false);
  const saving = useCommand();

  const accept = () =>
    void saving.run(() =>
      api.updateSettings({
        change: {
          firstRunDone: true,
          keepWarm: { ...keepWarm, chainByDefault: warmsChain },
          ...(isDesktop ? { startAtLogin } : {}),
        },
      }),
    );

  return (
    <main className={cx(styles.page)}>
      <div className={cx(styles.column)}>
        <header className={cx(styles.head)}>
          <StateIcon shape="warm" />
          <h1>{t('welcome.title')}</h1>
          <p>{t('welcome.text')}</p>
        </header>
        <Findings />
        <Section title={t('warmth.title')} grouped>
          <KeepWarmRow on={warmsChain} onChange={setWarmsChain} />
          {isDesktop ? (
            <Row label={t('welcome.login')} note={t('settings.app.login.note')}>
              <Switch label={t('welcome.login')} on={startAtLogin} onChange={setStartAtLogin} />
            </Row>
          ) : null}
        </Section>
        {saving.failure === null ? null : <FailureNote failure={saving.failure} />}
        <div className={cx(styles.buttons)}>
          {isDemo ? null : (
            <Button large onPress={() => setShowsDemo(true)}>
              {t('welcome.demo')}
            </Button>
          )}
          <Button large onPress={() => actions.openDialog({ is: 'add-server' })}>
            {t('welcome.add')}
          </Button>
          <Button large look="primary" isDisabled={saving.running} onPress={accept}>
            {t(hasServers ? 'welcome.use' : 'welcome.start')}
          </Button>
        </div>
        <p className={cx(styles.quiet)}>{t('welcome.readOnly')}</p>
      </div>
      {showsDemo ? <DemoDialog onClose={() => setShowsDemo(false)} /> : null}
    </main>
  );
}

function KeepWarmRow({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const { t, format } = useTranslator();
  const chain = useDefaultChain();
  const near = (chain?.links ?? []).filter((link) => link.place.is === 'near' && link.serverId !== null);
  const which =
    near.length === 0 ? '' : ` ${t('welcome.keepWarm.which', { models: format.list(near.map(linkName)) })}`;
  return (
    <Row label={t('welcome.keepWarm')} note={`${t('welcome.keepWarm.note')}${which}`}>
      <Switch label={t('welcome.keepWarm')} on={on} onChange={onChange} />
    </Row>
  );
}

/** What is still being asked is neither found nor missing. */
const groups = ['found', 'missing', 'asking'] as const;
type Line = {
  id: string;
  shape: StateShape | null;
  label: string;
  note: string;
  group: (typeof groups)[number];
};

function Findings() {
  const { t } = useTranslator();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const gateway = useSnapshot((snapshot) => snapshot.gateway);
  const isSettled = useSnapshot(({ app }) => app.settled);
  const lines = [
    ...servers.map((server) => serverLine(server, t)),
    ...(servers.length === 0 ? [noServersLine(isSettled, t)] : []),
    configLine(gateway.config, t),
    cliLine(gateway.cli, t),
  ];
  return (
    <>
      {groups.map((group) => (
        <Lines
          key={group}
          title={t(`welcome.${group}`)}
          lines={lines.filter((line) => line.group === group)}
        />
      ))}
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={title} grouped>
      {lines.map((line) => (
        <Row
          key={line.id}
          icon={line.shape === null ? <Icon of={Check} /> : <StateIcon shape={line.shape} />}
          label={line.label}
          note={line.note}
        />
      ))}
    </Section>
  );
}

function serverLine(server: ServerWithModels, t: Translator['t']): Line {
  const { id, name, baseUrl, reachability, models } = server;
  if (reachability.is === 'unreachable')
    return { id, shape: 'unreachable', label: name, note: t('welcome.serverUnreachable'), group: 'missing' };
  const address = shortAddress(baseUrl);
  if (reachability.is === 'unknown')
    return { id, shape: 'unknown', label: name, note: address, group: 'asking' };
  const count = t('count.models', { count: models.length });
  return { id, shape: null, label: name, note: `${address} · ${count}`, group: 'found' };
}

function noServersLine(isSettled: boolean, t: Translator['t']): Line {
  const note = t(isSettled ? 'welcome.noServers' : 'welcome.looking');
  return {
    id: 'none',
    shape: 'unknown',
    label: t('settings.servers'),
    note,
    group: isSettled ? 'missing' : 'asking',
  };
}

function configLine(config: Gateway['config'], t: Translator['t']): Line {
  const base = { id: 'config', label: t('welcome.config') };
  switch (config.is) {
    case 'looking':
      return { ...base, shape: 'unknown', note: t('welcome.config.looking'), group: 'asking' };
    case 'missing':
      return {
        ...base,
        shape: 'unknown',
        note: t('welcome.config.missing', { path: config.path }),
        group: 'missing',
      };
    case 'broken': {
      const { place } = config.failure;
      const note =
        place === undefined
          ? t('welcome.config.brokenNoPlace')
          : t('welcome.config.broken', { line: place.line });
      return { ...base, shape: 'failed', note, group: 'found' };
    }
    case 'loaded':
      return { ...base, shape: null, note: config.path, group: 'found' };
  }
}

function cliLine(cli: Gateway['cli'], t: Translator['t']): Line {
  const base = { id: 'cli', label: t('welcome.cli') };
  switch (cli.is) {
    case 'looking':
      return { ...base, shape: 'unknown', note: t('welcome.cli.looking'), group: 'asking' };
    case 'missing':
      return { ...base, shape: 'unknown', note: t('welcome.cli.missing'), group: 'missing' };
    case 'found':
      return { ...base, shape: null, note: t('welcome.cli.found', { version: cli.version }), group: 'found' };
  }
}
