import { useEffect, useRef, useState } from 'react';
import type { Review } from '../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import { useApi, useAppStore } from '../../state/store-context.ts';
import { askForReview, isChecking, type ReviewSource } from './review-source.ts';
import { lastSaveOf } from './saves.ts';

export type ReviewState = {
  review: Review | null;
  failure: Failure | null;
  /** The file changed while the review was looked at: this is a new one. */
  isAgain: boolean;
  saving: boolean;
  ask(): void;
  /** True when it is written. */
  save(): Promise<boolean>;
};

/** A review, its slow checks, and the save. An answer to something that is no longer asked changes nothing. */
export function useReviewOf(source: ReviewSource): ReviewState {
  const api = useApi();
  const app = useAppStore();
  const [review, setReview] = useState<Review | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAgain, setIsAgain] = useState(source.is === 'review');
  const [saving, setSaving] = useState(false);
  const turn = useRef(0);

  async function show(next: Review, mine: number): Promise<void> {
    setReview(next);
    if (!isChecking(next)) return;
    const checked = await api.reviewChecks({ reviewId: next.reviewId });
    if (turn.current !== mine) return;
    if (checked.ok) setReview(checked.value);
    else setReview({ ...next, schemaCheck: 'could-not-run', cliCheck: 'could-not-run' });
  }

  async function ask(): Promise<void> {
    turn.current += 1;
    const mine = turn.current;
    setFailure(null);
    const answer = await askForReview(api, source);
    if (turn.current !== mine) return;
    if (answer.ok) await show(answer.value, mine);
    else setFailure(answer.failure);
  }

  async function save(): Promise<boolean> {
    if (review === null) return false;
    setSaving(true);
    setFailure(null);
    const answer = await api.saveReview({ reviewId: review.reviewId });
    setSaving(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return false;
    }
    if (answer.value.is === 'saved') {
      lastSaveOf(app).setState({ saved: answer.value, undone: false }, true);
      return true;
    }
    turn.current += 1;
    setIsAgain(true);
    void show(answer.value.review, turn.current);
    return false;
  }

  // A source is one question: the dialog that shows another one is another dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it opens.
  useEffect(() => {
    void ask();
    return () => {
      turn.current += 1;
    };
  }, []);

  return { review, failure, isAgain, saving, ask: () => void ask(), save };
}

export function hasErrors(review: Review): boolean {
  return review.issues.some((issue) => issue.level === 'error');
}
