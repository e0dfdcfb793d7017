import { useState } from 'react';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useAppStore } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import { Button } from '../Button.tsx';
import { FailureNote } from '../FailureNote.tsx';
import { Notice } from '../Notice.tsx';
import { ReviewDialog } from './ReviewDialog.tsx';
import type { ReviewSource } from './review-source.ts';
import { lastSaveOf, useLastSave } from './saves.ts';

/** What the last save did, and the way back, under the title of every place that can save. */
export function SaveBar() {
  const { t, say } = useTranslator();
  const app = useAppStore();
  const api = useApi();
  const last = useLastSave();
  const undo = useCommand<unknown>();
  const [again, setAgain] = useState<ReviewSource | null>(null);
  if (last === null) return null;
  const close = () => {
    undo.reset();
    lastSaveOf(app).setState(null, true);
  };

  async function takeBack(versionId: string): Promise<void> {
    await undo.run(async () => {
      const result = await api.undoSave({ versionId });
      if (!result.ok) return result;
      if (result.value.is === 'saved') lastSaveOf(app).setState({ saved: result.value, undone: true }, true);
      else setAgain({ is: 'review', review: result.value.review });
      return result;
    });
  }

  if (undo.failure !== null) return <FailureNote failure={undo.failure} onDismiss={close} />;
  const { saved, undone } = last;
  const rest = saved.notes.filter((note) => !saidByTheGateway.has(note.key));
  const words = [t(`saved.gateway.${saved.gateway}`), ...rest.map(say)].join(' ');
  return (
    <div role="status">
      <Notice
        bar
        title={t(undone ? 'saved.undone' : 'saved.title')}
        advice={words}
        onDismiss={close}
        buttons={
          undone ? undefined : (
            <Button isDisabled={undo.running} onPress={() => void takeBack(saved.versionId)}>
              {t(undo.running ? 'saved.undoing' : 'saved.undo')}
            </Button>
          )
        }
      />
      {again === null ? null : <ReviewDialog source={again} onClose={() => setAgain(null)} />}
    </div>
  );
}

/** What was foretold before the save; now it is known what happened. */
const saidByTheGateway = new Set(['effect.hotReload', 'effect.restart', 'effect.notRunning']);
