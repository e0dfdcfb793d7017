import { useStore } from 'zustand';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SaveBar } from '../../components/review/SaveBar.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Chain.module.css';
import { useChainDraft } from './draft-store.ts';

/** What the person has to know before trusting what is below. */
export function ChainNotices() {
  const { t } = useTranslator();
  const { actions } = useAppStore();
  const config = useSnapshot(({ gateway }) => gateway.config);
  return (
    <>
      <SaveBar />
      {config.is === 'broken' && config.picture !== null ? (
        <Notice
          bar
          tone="broken"
          title={t('chainView.broken.title')}
          advice={t('chainView.broken.advice')}
          buttons={<Button onPress={() => actions.goTo('config')}>{t('failureAction.openConfig')}</Button>}
        />
      ) : null}
      {config.is === 'loaded' && config.readOnly !== null ? (
        <Notice
          bar
          tone="look"
          title={t(`review.readOnly.${config.readOnly}`)}
          advice={t('chainView.readOnly')}
        />
      ) : null}
      <OutsideChange />
      <StandInNotice />
    </>
  );
}

function OutsideChange() {
  const { t, say } = useTranslator();
  const draft = useChainDraft();
  const outside = useStore(draft, (state) => state.outside);
  if (outside === null) return null;
  const hasConflict = outside.notes.length > 0;
  return (
    <div role="status">
      <Notice
        bar
        tone={hasConflict ? 'look' : 'quiet'}
        title={t(hasConflict ? 'chainView.outside.conflict' : 'chainView.outside.title')}
        onDismiss={() => draft.dismissOutside()}
      >
        {hasConflict ? (
          <ul className={cx(styles.conflicts)}>
            {outside.notes.map((note) => (
              <li key={note.key + JSON.stringify(note.values)}>{say(note)}</li>
            ))}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
}

function StandInNotice() {
  const { t } = useTranslator();
  const api = useApi();
  const standIn = useSnapshot((snapshot) => snapshot.standIn);
  const ending = useCommand();
  return (
    <>
      {ending.failure === null ? null : <FailureNote failure={ending.failure} onDismiss={ending.reset} />}
      {standIn === null ? null : (
        <Notice
          bar
          tone="look"
          title={t('chainView.standIn', { ref: standIn.ref, instead: standIn.insteadOf })}
          advice={t(`chain.standIn.untilWell.${standIn.reason}`, { primary: standIn.insteadOf })}
          buttons={
            <Button isDisabled={ending.running} onPress={() => void ending.run(() => api.endStandIn())}>
              {t('chainView.standIn.end')}
            </Button>
          }
        />
      )}
    </>
  );
}
