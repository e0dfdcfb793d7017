import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { useT } from '../state/language.tsx';
import { useAppStore } from '../state/store-context.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import { useDialogModel } from './use-subject.ts';

export type BusyDialogProps = {
  serverId: string;
  modelId: string;
  verb: 'unload' | 'reload';
  context: number | null;
};

/** An answer is being written: it is only cut off by someone who was asked. */
export function BusyDialog({ serverId, modelId, verb, context }: BusyDialogProps) {
  const t = useT();
  const { actions } = useAppStore();
  const { unload, reload } = useModelActions();
  const found = useDialogModel(serverId, modelId);
  if (found === null) return null;

  function go(): void {
    actions.closeDialog();
    void (verb === 'unload' ? unload(serverId, modelId, true) : reload(serverId, modelId, context, true));
  }

  return (
    <Dialog
      role="alertdialog"
      title={t(`busy.title.${verb}`, { model: found.model.name })}
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
      <p>{t('busy.text')}</p>
    </Dialog>
  );
}
