import type { FailureCode } from '../../../shared/failures.ts';
import { fail, type Result } from '../../../shared/result.ts';

/**
 * `localhost` means two addresses, and a server often listens on one only. Once somebody answered, a key that is refused
 * there has no business at the other; where nobody did, the failure that tells most is kept.
 */
export async function firstAnswering<T>(
  baseUrls: readonly string[],
  ask: (baseUrl: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  let kept: Result<T> = fail('internal', 'No address to try.');
  for (const baseUrl of baseUrls) {
    const asked = await ask(baseUrl);
    if (asked.ok || isAnswer(asked.failure.code)) return asked;
    if (kept.ok || tells(asked.failure.code) > tells(kept.failure.code)) kept = asked;
  }
  return kept;
}

/** How much a failure tells of who is there; at 3 an inference server spoke, or somebody who counts as one. */
function tells(code: FailureCode): number {
  switch (code) {
    case 'internal':
      return -1;
    case 'connection-refused':
    case 'name-not-found':
    case 'address-not-allowed':
      return 0;
    case 'no-connection':
      return 1;
    case 'timed-out':
    case 'connection-lost':
    case 'tls-failed':
    // Another program has the port there; the server may have the other.
    case 'wrong-kind-of-server':
      return 2;
    default:
      return 3;
  }
}

function isAnswer(code: FailureCode): boolean {
  return tells(code) === 3;
}
