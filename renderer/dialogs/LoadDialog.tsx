import { useState } from 'react';
import { memoryFor } from '../../shared/context-fit.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import { modelKey } from '../../shared/warmth.ts';
import { Button } from '../components/Button.tsx';
import { type ChoiceRow, Choices } from '../components/Choices.tsx';
import { cx } from '../components/cx.ts';
import { Dialog } from '../components/Dialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { type ContextChoice, contextChoices, ownChoice, typedContext } from '../display/context-choices.ts';
import { useTranslator } from '../state/language.tsx';
import { useAppStore, useSnapshot } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import styles from './dialogs.module.css';
import { useDialogModel } from './use-subject.ts';

export type LoadDialogProps = { serverId: string; modelId: string; verb: 'load' | 'reload' };

export function LoadDialog({ serverId, modelId, verb }: LoadDialogProps) {
  const found = useDialogModel(serverId, modelId);
  return found === null ? null : <Present {...found} verb={verb} />;
}

type PresentProps = { server: ServerWithModels; model: Model; verb: 'load' | 'reload' };

function Present({ server, model, verb }: PresentProps) {
  const { t, format } = useTranslator();
  const { actions } = useAppStore();
  const { load, reload } = useModelActions();
  const choices = useSnapshot((snapshot) => snapshot);
  const offered = contextChoices(choices, server, model);
  const canChoose = server.abilities.loadWithContext.can;
  const [chosen, choose] = useState(() => firstChoice(offered, model, verb));
  const [own, setOwn] = useState('');
  const typed = chosen === ownChoice ? typedContext(own, model.contextMax, format) : null;
  const tokens = canChoose ? (offered.find((each) => each.id === chosen)?.tokens ?? typed) : null;
  const error = useTypedError(chosen === ownChoice ? own : '', typed, model);
  const isBusy = verb === 'reload' && model.state.is === 'busy';

  function go(): void {
    if (error !== null || (chosen === ownChoice && tokens === null)) return;
    if (isBusy) {
      const { id: serverId } = server;
      actions.openDialog({
        is: 'confirm-busy',
        serverId,
        modelId: model.id,
        verb: 'reload',
        context: tokens,
      });
      return;
    }
    actions.closeDialog();
    void (verb === 'load' ? load(server.id, model.id, tokens) : reload(server.id, model.id, tokens));
  }

  return (
    <Dialog
      title={t(`load.title.${verb}`, { model: model.name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button
            large
            look="primary"
            autoFocus
            isDisabled={chosen === ownChoice && tokens === null}
            onPress={go}
          >
            {t(verb === 'load' ? 'load.button' : 'reload.button')}
          </Button>
        </>
      }
    >
      {canChoose ? (
        <>
          <p className={cx(styles.label)}>{t('load.context')}</p>
          <ContextChoices offered={offered} value={chosen} onChange={choose} />
          {chosen === ownChoice ? (
            <TextField
              label={t('load.context.tokens')}
              value={own}
              onChange={setOwn}
              error={error}
              note={hasUnit(own) && typed !== null ? t('load.context.read', { tokens: typed }) : undefined}
              placeholder="65536"
              autoFocus
              onSubmit={go}
            />
          ) : null}
        </>
      ) : (
        <p className={cx(styles.note)}>{t('load.context.fixed')}</p>
      )}
      <Hints server={server} model={model} tokens={tokens} verb={verb} />
    </Dialog>
  );
}

type ContextChoicesProps = { offered: ContextChoice[]; value: string; onChange: (id: string) => void };

function ContextChoices({ offered, value, onChange }: ContextChoicesProps) {
  const { t, format } = useTranslator();
  const rows = offered.map(
    ({ id, label, tokens }): ChoiceRow<string> => ({
      value: id,
      text: t(label),
      aside: tokens === null ? undefined : format.number(tokens),
    }),
  );
  return <Choices label={t('load.context')} value={value} choices={rows} onChange={onChange} />;
}

function firstChoice(offered: ContextChoice[], model: Model, verb: 'load' | 'reload'): string {
  const current = offered.find((each) => each.tokens !== null && each.tokens === model.contextAllocated);
  if (verb === 'reload' && current !== undefined) return current.id;
  return offered.find((each) => each.id === 'expected')?.id ?? 'server';
}

function useTypedError(own: string, typed: number | null, model: Model): string | null {
  const { t } = useTranslator();
  if (own.trim() === '') return null;
  if (typed === null) return t('load.context.invalid');
  if (model.contextMax !== null && typed > model.contextMax)
    return t('load.context.tooLarge', { max: model.contextMax });
  return null;
}

/** `96k` is 98,304 for some and 96,000 for others: what will be asked for is then written out. */
function hasUnit(text: string): boolean {
  return /[km]\s*$/i.test(text);
}

type HintsProps = PresentProps & { tokens: number | null };

/** What it will cost: memory as far as it can be told, and the time it took before. */
function Hints({ server, model, tokens, verb }: HintsProps) {
  const { t } = useTranslator();
  const times = useSnapshot(({ loadTimes }) => loadTimes[modelKey(server.id, model.id)]);
  return (
    <ul className={cx(styles.hints)}>
      <li>{memoryHint(model, tokens, t)}</li>
      {times === undefined ? null : <li>{t('load.time', { time: times.typicalMs })}</li>}
      {verb === 'reload' ? <li>{t('load.reloadNote')}</li> : null}
    </ul>
  );
}

function memoryHint(model: Model, tokens: number | null, t: ReturnType<typeof useTranslator>['t']): string {
  const context = tokens ?? model.contextAllocated;
  const estimate = context === null ? null : memoryFor(model, context);
  if (estimate !== null) return t('load.memory.estimate', { memory: estimate });
  if (model.fileBytes !== null) return t('load.memory.file', { size: model.fileBytes });
  return t('load.memory.unknown');
}
