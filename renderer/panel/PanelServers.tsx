import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { isReady, type ServerWithModels } from '../../shared/servers.ts';
import { ActionMark } from '../components/ActionMark.tsx';
import { LinkButton } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import overlay from '../components/overlay.module.css';
import { Section } from '../components/Section.tsx';
import { shortAddress } from '../display/address.ts';
import { hereWords } from '../display/place-words.ts';
import { useT } from '../state/language.tsx';
import { useAppStore, useSnapshot, useSnapshotShallow } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import styles from './Panel.module.css';

export function PanelServers() {
  const t = useT();
  const { actions } = useAppStore();
  const platform = useSnapshot(({ app }) => app.platform);
  const ids = useSnapshotShallow(({ servers }) => servers.map((server) => server.id));
  return (
    <Section
      title={t('panel.servers')}
      aside={
        <LinkButton plain onPress={() => actions.goTo('models')}>
          {t('panel.allModels')}
        </LinkButton>
      }
    >
      {ids.length === 0 ? (
        <p className={cx(styles.empty)}>{t(hereWords('models.empty.advice', platform))}</p>
      ) : (
        <ul className={cx(styles.list)}>
          {ids.map((id) => (
            <Server key={id} id={id} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Server({ id }: { id: string }) {
  const t = useT();
  const server = useSnapshot(({ servers }) => servers.find((each) => each.id === id));
  if (server === undefined) return null;
  const warm = server.models.filter((model) => isReady(model.state)).length;
  return (
    <li className={cx(styles.server)}>
      <div className={cx(styles.small)}>
        <span className={cx(styles.serverName)}>{server.name}</span>{' '}
        <span className={cx(styles.address)}>{shortAddress(server.baseUrl)}</span>
      </div>
      <div className={cx(styles.facts)}>
        <ActionMark serverId={server.id} modelId={null} />
        {server.reachability.is === 'unreachable' ? (
          <Unreachable server={server} />
        ) : (
          <>
            <span>
              {server.reachability.is === 'unknown'
                ? t('models.server.checking')
                : warm === 0
                  ? t('count.models', { count: server.models.length })
                  : t('panel.warmOf', { warm, all: server.models.length })}
            </span>
            <span>
              {server.latencyMs === null ? '' : t('models.server.latency', { ms: server.latencyMs })}
            </span>
          </>
        )}
      </div>
    </li>
  );
}

function Unreachable({ server }: { server: ServerWithModels }) {
  const t = useT();
  const { actions } = useAppStore();
  const { poll } = useModelActions();
  const { id: serverId, reachability } = server;
  if (reachability.is !== 'unreachable') return null;
  return (
    <>
      <span className={cx(styles.broken)}>
        {t('models.server.unreachableSince', { at: reachability.since })}
      </span>
      <DialogTrigger>
        <LinkButton>{t('models.server.why')}</LinkButton>
        <Popover className={cx(overlay.popover)} offset={4}>
          <Dialog aria-label={t('models.server.why')} className={cx(overlay.note)}>
            {({ close }) => (
              <FailureNote
                bare
                failure={reachability.failure}
                actions={{
                  retry: () => void poll(serverId).then(close),
                  'set-key': () => actions.openDialog({ is: 'server-key', serverId }),
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}
