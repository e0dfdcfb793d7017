import type { RefObject } from 'react';
import { Menu as AriaMenu } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../../components/cx.ts';
import { MenuEntries } from '../../components/Menu.tsx';
import overlay from '../../components/overlay.module.css';
import { modelById } from '../../display/model-display.ts';
import { useT } from '../../state/language.tsx';
import { useApp } from '../../state/store-context.ts';
import { useModelMenu } from './use-model-menu.ts';
import { useServerMenu } from './use-server-menu.ts';

export type RowMenuTarget = { anchor: RefObject<HTMLButtonElement | null> } & (
  | { is: 'model'; serverId: string; modelId: string }
  | { is: 'server'; serverId: string }
);

/** One menu for all rows: thousands of rows need not carry a menu each. */
export function RowMenu({ target, onClose }: { target: RowMenuTarget | null; onClose: () => void }) {
  const t = useT();
  if (target === null) return null;
  return (
    <Popover
      isOpen
      aria-label={t('common.more')}
      triggerRef={target.anchor}
      placement="bottom end"
      offset={2}
      onOpenChange={(open) => open || onClose()}
      className={cx(overlay.popover)}
    >
      {target.is === 'model' ? (
        <ModelMenu serverId={target.serverId} modelId={target.modelId} onClose={onClose} />
      ) : (
        <ServerMenu serverId={target.serverId} onClose={onClose} />
      )}
    </Popover>
  );
}

function ModelMenu({
  serverId,
  modelId,
  onClose,
}: {
  serverId: string;
  modelId: string;
  onClose: () => void;
}) {
  const t = useT();
  const entries = useModelMenu(serverId, modelId);
  const name = useApp(({ snapshot }) => {
    const server = snapshot?.servers.find((each) => each.id === serverId);
    return server === undefined ? undefined : modelById(server, modelId)?.name;
  });
  return (
    <AriaMenu
      aria-label={t('models.actionsOf', { model: name ?? modelId })}
      autoFocus="first"
      onClose={onClose}
      className={cx(overlay.list)}
    >
      <MenuEntries entries={entries} />
    </AriaMenu>
  );
}

function ServerMenu({ serverId, onClose }: { serverId: string; onClose: () => void }) {
  const t = useT();
  const entries = useServerMenu(serverId);
  const name = useApp(({ snapshot }) => snapshot?.servers.find((each) => each.id === serverId)?.name);
  return (
    <AriaMenu
      aria-label={t('models.server.actions', { server: name ?? serverId })}
      autoFocus="first"
      onClose={onClose}
      className={cx(overlay.list)}
    >
      <MenuEntries entries={entries} />
    </AriaMenu>
  );
}
