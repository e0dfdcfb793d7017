import type { RefObject } from 'react';
import { Menu as AriaMenu } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../../components/cx.ts';
import { MenuEntries } from '../../components/Menu.tsx';
import overlay from '../../components/overlay.module.css';
import { useT } from '../../state/language.tsx';
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
  return (
    <AriaMenu
      aria-label={t('models.actionsOf', { model: modelId })}
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
  return (
    <AriaMenu
      aria-label={t('models.server.actions', { server: serverId })}
      autoFocus="first"
      onClose={onClose}
      className={cx(overlay.list)}
    >
      <MenuEntries entries={entries} />
    </AriaMenu>
  );
}
