import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { Review } from '../../../shared/contract/config-commands.ts';
import type { RendererApi } from '../../../shared/ipc-contract.ts';
import { ok, type Result } from '../../../shared/result.ts';

/** Where a review comes from. */
export type ReviewSource =
  | { is: 'edits'; edits: readonly NamedEdit[] }
  | { is: 'restore'; versionId: string }
  | { is: 'review'; review: Review };

export function askForReview(
  api: RendererApi,
  source: ReviewSource,
): Promise<Result<Review>> | Result<Review> {
  switch (source.is) {
    case 'edits':
      return api.reviewEdits({ edits: [...source.edits] });
    case 'restore':
      return api.reviewRestore({ versionId: source.versionId });
    case 'review':
      return ok(source.review);
  }
}

export function isChecking(review: Review): boolean {
  return review.schemaCheck === 'running' || review.cliCheck === 'running';
}
