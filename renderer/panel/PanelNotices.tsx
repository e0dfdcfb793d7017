import { Button } from '../components/Button.tsx';
import { ConnectionNotice } from '../components/ConnectionNotice.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { Notice } from '../components/Notice.tsx';
import { useTranslator } from '../state/language.tsx';
import { useApi, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';

/** What stands above the chain while it lasts: no connection, keep warm paused, a stand-in in front. */
export function PanelNotices() {
  const { t } = useTranslator();
  const api = useApi();
  const pausedUntil = useSnapshot(({ warmth }) => warmth.pausedUntil);
  const standIn = useSnapshot((snapshot) => snapshot.standIn);
  // Kept here: a command can take effect, and its notice away, before the failure to keep it is told.
  const command = useCommand();
  return (
    <>
      <ConnectionNotice />
      {command.failure === null ? null : <FailureNote failure={command.failure} onDismiss={command.reset} />}
      {standIn === null ? null : (
        <Notice
          bar
          tone="look"
          title={t('panel.standIn', { ref: standIn.ref, insteadOf: standIn.insteadOf })}
          advice={t(`chain.standIn.untilWell.${standIn.reason}`, { primary: standIn.insteadOf })}
          buttons={
            <Button isDisabled={command.running} onPress={() => void command.run(() => api.endStandIn())}>
              {t('panel.standIn.end')}
            </Button>
          }
        />
      )}
      {pausedUntil === null ? null : (
        <Notice
          bar
          title={t('panel.paused', { at: pausedUntil })}
          buttons={
            <Button
              isDisabled={command.running}
              onPress={() => void command.run(() => api.pauseKeepWarm({ forHours: null }))}
            >
              {t('panel.resume')}
            </Button>
          }
        />
      )}
    </>
  );
}
