import { useState } from 'react';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { places } from '../../shared/contract/app-commands.ts';
import type { ReasoningProbe } from '../../shared/contract/server-commands.ts';
import type { Fix } from '../../shared/findings.ts';
import { modelKey, offPolicy } from '../../shared/warmth.ts';
import { useTranslator } from '../state/language.tsx';
import { useApi, useApp, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Dialog } from './Dialog.tsx';
import { Disclosure, RawText } from './Disclosure.tsx';
import { FailureNote } from './FailureNote.tsx';
import notices from './notices.module.css';
import { Row } from './Row.tsx';
import { ReviewDialog } from './review/ReviewDialog.tsx';

/** A fix as a button: a change to look at first, an action on a server, a probe that says what it costs. */
export function FixButton({ fix, onDone }: { fix: Fix; onDone?: () => void }) {
  const { say } = useTranslator();
  const { actions } = useAppStore();
  const api = useApi();
  const policyNow = useSnapshot(({ warmth }) =>
    fix.is === 'unpin'
      ? warmth.models.find((each) => each.serverId === fix.serverId && each.modelId === fix.modelId)?.policy
      : undefined,
  );
  const changing = useCommand();
  const { load, reload, unload } = useModelActions();
  const [open, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  const isAsked = useApp(
    ({ asked }) => fix.is === 'server-action' && asked[modelKey(fix.serverId, fix.modelId)] !== undefined,
  );

  async function act(action: Extract<Fix, { is: 'server-action' }>): Promise<void> {
    const { serverId, modelId, instanceId, contextLength } = action;
    setTried(true);
    const verbs = {
      load: () => load(serverId, modelId, contextLength),
      reload: () => reload(serverId, modelId, contextLength),
      unload: () => unload(serverId, modelId, false, instanceId ?? undefined),
    };
    if (await verbs[action.verb]()) onDone?.();
  }

  async function unpin({ serverId, modelId }: Extract<Fix, { is: 'unpin' }>): Promise<void> {
    const policy = { ...(policyNow ?? offPolicy), mode: 'keep' } as const;
    if ((await changing.run(() => api.setWarmth({ serverId, modelId, policy }))) !== null) onDone?.();
  }

  async function chooseConfig(configPath: string): Promise<void> {
    if ((await changing.run(() => api.updateSettings({ change: { configPath } }))) !== null) onDone?.();
  }

  function press(): void {
    if (fix.is === 'edits' || fix.is === 'probe') setOpen(true);
    else if (fix.is === 'server-action') void act(fix);
    else if (fix.is === 'unpin') void unpin(fix);
    else if (fix.is === 'use-config') void chooseConfig(fix.path);
    else if (fix.is === 'keep-warm')
      actions.openDialog({ is: 'warmth', serverId: fix.serverId, modelId: fix.modelId });
    else actions.goTo(placeNamed(fix.place));
  }

  return (
    <>
      <Button onPress={press} isDisabled={isAsked || changing.running}>
        {say(fix.label)}
      </Button>
      {changing.failure === null ? null : (
        <div className={cx(notices.underButton)}>
          <FailureNote failure={changing.failure} actions={{ retry: press }} />
        </div>
      )}
      {tried && fix.is === 'server-action' ? <ActionFailure fix={fix} retry={press} /> : null}
      {open && fix.is === 'edits' ? (
        <ReviewDialog
          source={{ is: 'edits', edits: fix.edits }}
          onClose={() => setOpen(false)}
          {...(onDone === undefined ? {} : { onSaved: onDone })}
        />
      ) : null}
      {open && fix.is === 'probe' ? <ProbeDialog fix={fix} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Said under the button that asked, wherever else the model is shown. */
function ActionFailure({ fix, retry }: { fix: Extract<Fix, { is: 'server-action' }>; retry: () => void }) {
  const { actions } = useAppStore();
  const { serverId, modelId } = fix;
  const subject = modelKey(serverId, modelId);
  const failed = useApp(({ failures }) => failures[subject]);
  if (failed === undefined) return null;
  return (
    <div className={cx(notices.underButton)}>
      <FailureNote
        failure={failed.failure}
        onDismiss={() => actions.dismissFailure(subject)}
        actions={{ retry, 'set-key': () => actions.openDialog({ is: 'server-key', serverId }) }}
      />
    </div>
  );
}

function placeNamed(name: string): PlaceName {
  return places.find((each) => each === name) ?? 'config';
}

function ProbeDialog({ fix, onClose }: { fix: Extract<Fix, { is: 'probe' }>; onClose: () => void }) {
  const { t } = useTranslator();
  const api = useApi();
  const probe = useCommand<ReasoningProbe>();
  const [result, setResult] = useState<ReasoningProbe | null>(null);
  const { serverId, modelId } = fix;
  async function run(): Promise<void> {
    setResult(await probe.run(() => api.probeReasoning({ serverId, modelId, mayCost: true })));
  }
  return (
    <Dialog
      title={t(result === null ? 'fix.probe.title' : 'fix.probe.result')}
      onClose={onClose}
      buttons={
        result === null ? (
          <>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
            <Button look="primary" isDisabled={probe.running} onPress={() => void run()}>
              {t(probe.running ? 'fix.probe.running' : 'fix.probe.run')}
            </Button>
          </>
        ) : (
          <Button look="primary" onPress={onClose}>
            {t('common.done')}
          </Button>
        )
      }
    >
      {probe.failure === null ? null : <FailureNote failure={probe.failure} />}
      {result === null ? (
        <p>{t('fix.probe.advice', { model: modelId })}</p>
      ) : (
        <div>
          <Row label={t('fix.probe.responses')}>{t(`fix.probe.${result.responses}`)}</Row>
          <Row label={t('fix.probe.chat')}>{t(`fix.probe.${result.chat}`)}</Row>
          <Disclosure title={t('common.technicalDetails')}>
            <RawText>{result.evidence.join('\n')}</RawText>
          </Disclosure>
        </div>
      )}
    </Dialog>
  );
}
