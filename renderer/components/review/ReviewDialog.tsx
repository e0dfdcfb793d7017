import type { Review } from '../../../shared/contract/config-commands.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import { Button } from '../Button.tsx';
import { cx } from '../cx.ts';
import { Dialog } from '../Dialog.tsx';
import { DiffView, diffText } from '../DiffView.tsx';
import { FailureNote } from '../FailureNote.tsx';
import { Notice } from '../Notice.tsx';
import { Section } from '../Section.tsx';
import { ReviewChecks } from './ReviewChecks.tsx';
import styles from './ReviewDialog.module.css';
import type { ReviewSource } from './review-source.ts';
import { hasErrors, type ReviewState, useReviewOf } from './use-review.ts';

export type ReviewDialogProps = {
  source: ReviewSource;
  onClose: () => void;
  /** It is in the file now. */
  onSaved?: () => void;
};

/** Nothing is written before this was seen: what changes, line by line, what it does, and what the checks say. */
export function ReviewDialog({ source, onClose, onSaved }: ReviewDialogProps) {
  const { t } = useTranslator();
  const state = useReviewOf(source);
  const { review, failure, isAgain, ask } = state;
  async function save(): Promise<void> {
    if (!(await state.save())) return;
    onSaved?.();
    onClose();
  }
  return (
    <Dialog
      title={t('review.title')}
      onClose={onClose}
      wide
      {...(review !== null && hasErrors(review) ? { note: t('review.hasErrors') } : {})}
      buttons={<Buttons state={state} onClose={onClose} onSave={() => void save()} />}
    >
      {failure === null ? null : <FailureNote failure={failure} actions={{ retry: ask }} />}
      {isAgain ? (
        <Notice tone="look" title={t('review.again.title')} advice={t('review.again.advice')} />
      ) : null}
      {review === null && failure === null ? (
        <p className={cx(styles.busy)}>
          <span className={cx(styles.spin)} />
          {t('review.asking')}
        </p>
      ) : null}
      {review === null ? null : <Content review={review} />}
    </Dialog>
  );
}

function Content({ review }: { review: Review }) {
  const { t, say } = useTranslator();
  if (!review.changes) return <p>{t('review.nothing')}</p>;
  return (
    <>
      {review.readOnly === null ? null : <ReadOnly reason={review.readOnly} />}
      <Section title={t('review.what')} level={3}>
        <Bullets texts={review.sentences.map(say)} />
      </Section>
      {review.files.map((file) => (
        <DiffView key={file.file} diff={file} />
      ))}
      {review.droppedComments.length === 0 ? null : (
        <Section title={t('review.droppedComments', { count: review.droppedComments.length })} level={3}>
          <pre className={cx(styles.comment)}>{review.droppedComments.join('\n')}</pre>
        </Section>
      )}
      {review.effects.length === 0 ? null : (
        <Section title={t('review.effects')} level={3}>
          <Bullets texts={review.effects.map(say)} />
        </Section>
      )}
      <ReviewChecks review={review} />
    </>
  );
}

function Bullets({ texts }: { texts: string[] }) {
  return (
    <ul className={cx(styles.list)}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

const knownReasons = [
  'env-read-only',
  'nix',
  'symlink',
  'not-a-file',
  'no-permission',
  'edited-by-newer',
] as const;

function ReadOnly({ reason }: { reason: string }) {
  const { t } = useTranslator();
  const known = knownReasons.find((each) => each === reason);
  const why = known === undefined ? reason : t(`review.readOnly.${known}`);
  return (
    <Notice tone="look" title={t('review.readOnly.title')} advice={`${why} ${t('review.readOnly.advice')}`} />
  );
}

function Buttons({
  state,
  onClose,
  onSave,
}: {
  state: ReviewState;
  onClose: () => void;
  onSave: () => void;
}) {
  const { t } = useTranslator();
  const api = useApi();
  const { review, saving } = state;
  const canSave = review?.changes === true && review.readOnly === null && !hasErrors(review);
  return (
    <>
      {review?.changes === true ? (
        <Button large look="quiet" onPress={() => void api.copyText({ text: diffText(review.files) })}>
          {t('review.copyDiff')}
        </Button>
      ) : null}
      <Button large onPress={onClose}>
        {t('common.cancel')}
      </Button>
      {review?.readOnly != null ? null : (
        <Button large look="primary" isDisabled={!canSave || saving} onPress={onSave}>
          {t(saving ? 'review.saving' : 'review.save')}
        </Button>
      )}
    </>
  );
}
