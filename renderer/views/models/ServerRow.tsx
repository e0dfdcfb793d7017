import ChevronRight from 'lucide-react/icons/chevron-right';
import Ellipsis from 'lucide-react/icons/ellipsis';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { memo, useRef } from 'react';
import type { ServerWithModels } from '../../../shared/servers.ts';
import { ActionMark } from '../../components/ActionMark.tsx';
import { Badge } from '../../components/Badge.tsx';
import { RowIconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Icon } from '../../components/Icon.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { shortAddress } from '../../display/address.ts';
import type { ListRow } from '../../display/model-rows.ts';
import { runsAt } from '../../display/place-words.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp, useSnapshot } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import styles from './ModelList.module.css';
import type { RowMenuTarget } from './RowMenu.tsx';
import { rowWords } from './row-words.ts';
import { UnreachableFact } from './UnreachableFact.tsx';

type ServerListRow = Extract<ListRow, { is: 'server' }>;
export type ServerRowProps = { row: ServerListRow; openMenu: (target: RowMenuTarget) => void };

export const ServerRow = memo(function ServerRow({ row, openMenu }: ServerRowProps) {
  const { t } = useTranslator();
  const server = useApp((state) => state.snapshot?.servers.find((each) => each.id === row.serverId));
  const isPolling = useApp((state) => state.asked[row.serverId] === 'poll' || state.asked.all === 'poll');
  const { poll } = useModelActions();
  const more = useRef<HTMLButtonElement>(null);
  if (server === undefined) return null;
  return (
    <div className={cx(styles.server)}>
      <span
        role="img"
        aria-label={t(row.open ? 'models.closeGroup' : 'models.openGroup', { server: server.name })}
        className={cx(styles.chevron, row.open && styles.open)}
      >
        <Icon of={ChevronRight} size={14} />
      </span>
      {server.reachability.is === 'unreachable' ? <StateIcon shape="unreachable" /> : null}
      <span className={cx(styles.serverName)} title={server.name}>
        {server.name}
      </span>
      <Address server={server} />
      <Facts id={rowWords(row.key).state} server={server} shown={row.shown} isPolling={isPolling} />
      <ActionMark serverId={server.id} modelId={null} />
      <RowIconButton
        name={t('models.server.poll')}
        icon={RefreshCw}
        isDisabled={isPolling}
        onPress={() => void poll(server.id)}
      />
      <RowIconButton
        ref={more}
        name={t('models.server.actions', { server: server.name })}
        icon={Ellipsis}
        onPress={() => openMenu({ is: 'server', serverId: server.id, anchor: more })}
      />
    </div>
  );
});

function Address({ server }: { server: ServerWithModels }) {
  const { t } = useTranslator();
  const platform = useSnapshot(({ app }) => app.platform);
  return (
    <span className={cx(styles.address)} title={server.baseUrl}>
      {[shortAddress(server.baseUrl), t(runsAt(server.place, platform))].join(' · ')}
    </span>
  );
}

type FactsProps = { id: string; server: ServerWithModels; shown: number; isPolling: boolean };

function Facts({ id, server, shown, isPolling }: FactsProps) {
  const { t } = useTranslator();
  return (
    <span id={id} className={cx(styles.facts)}>
      {server.kindFrom === 'assumed' ? (
        <span className={cx(styles.roomy)}>
          <Badge>{t('models.server.assumed')}</Badge>
        </span>
      ) : null}
      {server.key === 'missing' || server.key === 'refused' ? (
        <Badge tone="look">{t(`models.server.key.${server.key}`)}</Badge>
      ) : null}
      {server.reachability.is === 'unreachable' ? (
        <UnreachableFact serverId={server.id} reachability={server.reachability} />
      ) : (
        <>
          {server.reachability.is === 'unknown' ? null : <span>{t('count.models', { count: shown })}</span>}
          <span className={cx(styles.wide)}>
            {isPolling || server.reachability.is === 'unknown'
              ? t('models.server.checking')
              : latencyText(server, t)}
          </span>
        </>
      )}
    </span>
  );
}

function latencyText(server: ServerWithModels, t: ReturnType<typeof useTranslator>['t']): string {
  return server.latencyMs === null ? '' : t('models.server.latency', { ms: server.latencyMs });
}
