import Ellipsis from 'lucide-react/icons/ellipsis';
import X from 'lucide-react/icons/x';
import { memo, useRef } from 'react';
import type { Model, Server, ServerWithModels } from '../../../shared/servers.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { ActionMark } from '../../components/ActionMark.tsx';
import { Button, RowIconButton } from '../../components/Button.tsx';
import { ContextReading } from '../../components/ContextReading.tsx';
import { cx } from '../../components/cx.ts';
import { MiddleText } from '../../components/MiddleText.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { TimeLeft } from '../../components/TimeLeft.tsx';
import { type ModelDisplay, modelById } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp, useAppShallow, useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import { useModelDisplay } from '../../state/use-model-display.ts';
import styles from './ModelList.module.css';
import type { RowMenuTarget } from './RowMenu.tsx';
import { rowWords } from './row-words.ts';

export type ModelRowProps = {
  serverId: string;
  modelId: string;
  openMenu: (target: RowMenuTarget) => void;
};

export const ModelRow = memo(function ModelRow({ serverId, modelId, openMenu }: ModelRowProps) {
  // Everything of the server but its models: a neighbour that changes is no reason to draw this row again.
  const server = useAppShallow((state) => headOf(state.snapshot?.servers, serverId));
  const model = useApp((state) => {
    const found = state.snapshot?.servers.find((each) => each.id === serverId);
    return found === undefined ? undefined : modelById(found, modelId);
  });
  const isCurrent = useApp(
    ({ selectedModel }) => selectedModel?.serverId === serverId && selectedModel.modelId === modelId,
  );
  if (server === undefined || model === undefined) return null;
  return <Present server={server} model={model} isCurrent={isCurrent} openMenu={openMenu} />;
});

function headOf(servers: readonly ServerWithModels[] | undefined, serverId: string): Server | undefined {
  const found = servers?.find((each) => each.id === serverId);
  if (found === undefined) return undefined;
  const { models: _models, ...head } = found;
  return head;
}

type PresentProps = {
  server: Server;
  model: Model;
  isCurrent: boolean;
  openMenu: ModelRowProps['openMenu'];
};

function Present({ server, model, isCurrent, openMenu }: PresentProps) {
  const { say, format } = useTranslator();
  const display = useModelDisplay(server, model);
  const isStale = server.reachability.is === 'unreachable';
  const words = rowWords(modelKey(server.id, model.id));
  return (
    <div className={cx(styles.row, isCurrent && styles.current, isStale && styles.stale)}>
      <StateIcon shape={display.shape} part={display.part ?? 0} stale={isStale} />
      <div className={cx(styles.name)} title={model.name}>
        <MiddleText text={model.name} className={styles.title} />
        {model.quantisation === null ? null : (
          <span className={cx(styles.secondary)}>{model.quantisation}</span>
        )}
        <WarmthMark serverId={server.id} modelId={model.id} />
      </div>
      <div id={words.state} className={cx(styles.cell, display.tone !== 'plain' && styles[display.tone])}>
        {say(display.words)}
        {display.shape === 'warm' ? (
          <TimeLeft idle={model.idle} before=" · " className={cx(styles.wide)} />
        ) : null}
      </div>
      <div id={words.context} className={cx(styles.cell, styles.number, styles.context)}>
        <ContextReading allocated={model.contextAllocated} max={model.contextMax} />
      </div>
      <div className={cx(styles.cell, styles.number, styles.memory)}>{memoryText(model, format.bytes)}</div>
      <RowActions server={server} model={model} display={display} openMenu={openMenu} />
    </div>
  );
}

/** What it holds while loaded; before that, what the file says it will at least take. */
function memoryText(model: Model, bytes: (value: number) => string): string {
  const shown = model.memoryBytes ?? model.fileBytes;
  return shown === null ? '' : bytes(shown);
}

function WarmthMark({ serverId, modelId }: { serverId: string; modelId: string }) {
  const { t } = useTranslator();
  const mark = useApp(({ snapshot }) => {
    const found = snapshot?.warmth.models.find(
      (each) => each.modelId === modelId && each.serverId === serverId,
    );
    if (found === undefined || found.policy.mode === 'off') return null;
    if (found.status.is === 'stopped') return 'stopped';
    return found.policy.mode === 'pin' ? 'pinned' : 'on';
  });
  if (mark === null) return null;
  return <span className={cx(styles.mark, styles.wide)}>{t(`warmth.short.${mark}`)}</span>;
}

type RowActionsProps = Omit<PresentProps, 'isCurrent'> & { display: ModelDisplay };

function RowActions({ server, model, display, openMenu }: RowActionsProps) {
  const { t } = useTranslator();
  const more = useRef<HTMLButtonElement>(null);
  return (
    <div className={cx(styles.actions)}>
      <ActionMark serverId={server.id} modelId={model.id} />
      <MainAction server={server} model={model} display={display} />
      <RowIconButton
        ref={more}
        name={t('models.actionsOf', { model: model.name })}
        icon={Ellipsis}
        onPress={() => openMenu({ is: 'model', serverId: server.id, modelId: model.id, anchor: more })}
      />
    </div>
  );
}

/** The one thing most likely wanted: load what is cold, cancel what runs. Everything else is in the menu. */
function MainAction({ server, model, display }: Omit<RowActionsProps, 'openMenu'>) {
  const { t } = useTranslator();
  const { actions } = useAppStore();
  const { cancel } = useModelActions();
  const { id: serverId, abilities, reachability } = server;
  if (display.running !== null && display.running.actionId !== null) {
    return (
      <RowIconButton name={t('models.cancel')} icon={X} onPress={() => void cancel(serverId, model.id)} />
    );
  }
  const isCold =
    model.state.is === 'not-loaded' || model.state.is === 'failed' || model.state.is === 'asleep';
  if (!isCold || !abilities.load.can || reachability.is !== 'reachable') return null;
  return (
    <span className={cx(styles.onHover)}>
      <Button onPress={() => actions.openDialog({ is: 'load', serverId, modelId: model.id, verb: 'load' })}>
        {t(model.state.is === 'asleep' ? 'models.wake' : 'models.load')}
      </Button>
    </span>
  );
}
