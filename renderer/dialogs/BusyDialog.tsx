import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { useT } from '../state/language.tsx';
import { useAppStore } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import { useDialogModel } from './use-subject.ts';

export type BusyDialogProps = {
  serverId: string;
  modelId: string;
  verb: 'load' | 'unload' | 'reload';
  context: number | null;
  instanceId?: string | undefined;
  /** What goes for it, where it is not the model itself. */
  others?: string | undefined;
};

/** An answer is being written: it is only cut off by someone who was asked. */
export function BusyDialog({ serverId, modelId, verb, context, instanceId, others }: BusyDialogProps) {
  const t = useT();
  const { actions } = useAppStore();
  const { load, unload, reload } = useModelActions();
  const found = useDialogModel(serverId, modelId);
  if (found === null) return null;

  function go(): void {
    actions.closeDialog();
    switch (verb) {
      case 'load':
        return void load(serverId, modelId, context, true);
      case 'unload':
        return void unload(serverId, modelId, true, instanceId);
      case 'reload':
        return void reload(serverId, modelId, context, true);
    }
  }

  return (
    <Dialog
      role="alertdialog"
      title={t(`busy.title.${others === undefined ? verb : 'load'}`, { model: found.model.name })}
      onClose={actions.closeDialog}
      buttons={
        <>
          <Button large look="danger" onPress={go}>
            {t(`busy.${verb}`)}
          </Button>
          <Button large look="primary" autoFocus onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{others === undefined ? t('busy.text') : t('busy.text.load', { others })}</p>
    </Dialog>
  );
}
