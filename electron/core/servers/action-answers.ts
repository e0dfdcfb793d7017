import { type Failure, failure } from '../../../shared/failures.ts';
import { failWith, type Result } from '../../../shared/result.ts';
import type { HttpResponse } from '../ports.ts';
import { failureOfStatus } from './server-client.ts';

/** Any 2xx, whatever its body: many servers answer an action with nothing. */
export function accepted(answer: Result<HttpResponse>): Result<HttpResponse> {
  if (!answer.ok) return answer;
  const { status } = answer.value;
  return status >= 200 && status <= 299 ? answer : failWith(failureOfStatus(answer.value));
}

const memoryWords =
  /out[ -]of[ -]memory|\boom\b|insufficient (system )?(memory|resources)|not enough (gpu |v?ram|video |system )?memory|not enough v?ram|cudamalloc|(unable|failed) to allocate|requires more (system )?memory/i;
const unknownModelWords =
  /model .{0,120}not found|no such model|invalid model identifier|model is not found|unknown model/i;

/** What a server said about a load that failed, under the code that names its cause. */
export function loadFailure(said: Failure): Failure {
  if (memoryWords.test(said.detail)) return failure('out-of-memory', said.detail);
  const vague = said.code === 'server-error' || said.code === 'bad-answer';
  if (vague && unknownModelWords.test(said.detail))
    return failure('model-not-found', said.detail, said.facts);
  switch (said.code) {
    case 'server-error':
    case 'bad-answer':
      return failure('load-failed', said.detail, said.facts);
    case 'not-found':
      return failure('model-not-found', said.detail, said.facts);
    default:
      return said;
  }
}
