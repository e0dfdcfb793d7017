import X from 'lucide-react/icons/x';
import { type RefObject, useEffect, useRef } from 'react';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { RowIconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Notice } from '../../components/Notice.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { modelById } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import { useEscape } from '../../state/use-escape.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import { useModelDisplay } from '../../state/use-model-display.ts';
import { AboutModel } from './AboutModel.tsx';
import { LoadHistory } from './LoadHistory.tsx';
import { ModelButtons } from './ModelButtons.tsx';
import styles from './ModelDetails.module.css';
import { ModelWarmthPart } from './ModelWarmthPart.tsx';

/** Everything about one model, beside the list; over it where the window is narrow. */
export function ModelDetails({ serverId, modelId }: { serverId: string; modelId: string }) {
  const { actions } = useAppStore();
  const server = useApp((state) => state.snapshot?.servers.find((each) => each.id === serverId));
  const model = server === undefined ? undefined : modelById(server, modelId);
  const isGone = model === undefined;
  useEffect(() => {
    if (isGone) actions.selectModel(null);
  }, [isGone, actions]);
  return server === undefined || model === undefined ? null : <Present server={server} model={model} />;
}

function Present({ server, model }: { server: ServerWithModels; model: Model }) {
  const { t, say } = useTranslator();
  const { actions } = useAppStore();
  const display = useModelDisplay(server, model);
  const pane = useRef<HTMLElement>(null);
  useFocusWhileCovering(pane);
  useEscape(() => actions.selectModel(null));
  return (
    <aside ref={pane} className={cx(styles.pane)} aria-label={t('models.details', { model: model.name })}>
      <header className={cx(styles.head)}>
        <StateIcon
          shape={display.shape}
          part={display.part ?? 0}
          stale={server.reachability.is === 'unreachable'}
        />
        <div className={cx(styles.heading)}>
          <h2>{model.name}</h2>
          <p>
            {say(display.words)} · {server.name}
          </p>
        </div>
        <RowIconButton name={t('models.details.close')} icon={X} onPress={() => actions.selectModel(null)} />
      </header>
      <div className={cx(styles.scroll)}>
        <Problems server={server} model={model} />
        <ModelButtons server={server} model={model} running={display.running !== null} />
        <ModelWarmthPart serverId={server.id} modelId={model.id} />
        <AboutModel server={server} model={model} />
        <LoadHistory serverId={server.id} modelId={model.id} />
      </div>
    </aside>
  );
}

/** Where the pane lies over the list, the keyboard goes with it, and back to the row when it closes. */
function useFocusWhileCovering(pane: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pane.current;
    if (element === null || getComputedStyle(element).position !== 'absolute') return;
    const before = document.activeElement;
    element.querySelector<HTMLElement>('header button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [pane]);
}

function Problems({ server, model }: { server: ServerWithModels; model: Model }) {
  const { t, say } = useTranslator();
  const { actions } = useAppStore();
  const subject = modelKey(server.id, model.id);
  const failed = useApp((state) => state.failures[subject]);
  const { again } = useModelActions();
  const note = useApp((state) => state.notes[subject]);
  return (
    <>
      {failed === undefined ? null : (
        <FailureNote
          failure={failed.failure}
          onDismiss={() => actions.dismissFailure(subject)}
          actions={{
            retry: () => void again(server.id, model.id),
            'set-key': () => actions.openDialog({ is: 'server-key', serverId: server.id }),
          }}
        />
      )}
      {model.state.is === 'failed' ? (
        <Notice tone="broken" title={t('models.details.failed', { reason: model.state.reason })} />
      ) : null}
      {note === undefined ? null : <Notice title={say(note)} onDismiss={() => actions.told(subject, null)} />}
      {model.instances.length > 1 ? (
        <Notice tone="look" title={t('models.details.second', { count: model.instances.length })} />
      ) : null}
    </>
  );
}
