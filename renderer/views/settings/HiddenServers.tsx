import { Button } from '../../components/Button.tsx';
import { Row } from '../../components/Row.tsx';
import { useT } from '../../state/language.tsx';
import type { SettingsControl } from './use-settings.ts';

/** Servers that were hidden, each with the way back; nothing where there are none. */
export function HiddenServers({ settings, change }: SettingsControl) {
  const t = useT();
  const { serverOverrides } = settings;
  const hidden = Object.entries(serverOverrides).filter(([, each]) => each.hidden);
  if (hidden.length === 0) return null;

  function show(serverId: string): void {
    const shown = Object.entries(serverOverrides).map(
      ([id, each]) => [id, id === serverId ? { ...each, hidden: false } : each] as const,
    );
    change({ serverOverrides: Object.fromEntries(shown) });
  }

  return (
    <>
      <Row label={t('settings.servers.hidden')} note={t('settings.servers.hidden.note')} />
      {hidden.map(([id, { name }]) => (
        <Row key={id} label={name ?? addressOf(id)} note={name === null ? null : addressOf(id)}>
          <Button onPress={() => show(id)}>{t('settings.servers.showAgain')}</Button>
        </Row>
      ))}
    </>
  );
}

/** An id is an address with one name for this machine. */
function addressOf(serverId: string): string {
  return serverId.replace(/^(https:)?this-machine:/, '$1localhost:').replace(/^https:/, 'https://');
}
