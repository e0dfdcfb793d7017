import Undo2 from 'lucide-react/icons/undo-2';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button, IconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import fields from '../../components/fields.module.css';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { ViewHeader } from '../../components/ViewHeader.tsx';
import { useTranslator } from '../../state/language.tsx';
import styles from './Chain.module.css';
import { useChainDraft } from './draft-store.ts';

/** What is pending, and the only way into the file. */
export function ChainHeader() {
  const { t } = useTranslator();
  const draft = useChainDraft();
  const edits = useStore(draft, (state) => state.edits);
  const canUndo = useStore(draft, (state) => state.past.length > 0);
  const [reviewing, setReviewing] = useState(false);
  const [timesUndone, setTimesUndone] = useState(0);
  const undoLast = () => {
    draft.undoLast();
    setTimesUndone((times) => times + 1);
  };
  return (
    <ViewHeader title={t('place.chain')}>
      <div role="status" className={cx(fields.hidden)}>
        {/* A new paragraph each time: the same words twice are said twice. */}
        {timesUndone === 0 ? null : <p key={timesUndone}>{t('chainView.said.undone')}</p>}
      </div>
      {edits.length === 0 && !canUndo ? null : (
        <>
          <span className={cx(styles.pending)} role="status">
            {edits.length === 0 ? null : t('chainView.pending.count', { count: edits.length })}
          </span>
          <IconButton name={t('chainView.undoLast')} icon={Undo2} isDisabled={!canUndo} onPress={undoLast} />
          <Button isDisabled={edits.length === 0} onPress={() => draft.discard()}>
            {t('chainView.discard')}
          </Button>
        </>
      )}
      <Button look="primary" isDisabled={edits.length === 0} onPress={() => setReviewing(true)}>
        {t('chainView.review')}
      </Button>
      {reviewing ? (
        <ReviewDialog
          source={{ is: 'edits', edits }}
          onClose={() => setReviewing(false)}
          onSaved={() => draft.saved()}
        />
      ) : null}
    </ViewHeader>
  );
}
