import { expect, test } from 'vitest';
import { accepted, loadFailure } from '../../../../electron/core/servers/action-answers.ts';
import { failure } from '../../../../shared/failures.ts';
import { fail, ok } from '../../../../shared/result.ts';

test.each([
  ['server-error', 'CUDA error: out of memory', 'out-of-memory'],
  ['server-error', 'Model loading was stopped due to insufficient system resources', 'out-of-memory'],
  ['server-error', 'backend exited', 'load-failed'],
  ['bad-answer', 'odd', 'load-failed'],
  ['not-found', 'no such model', 'model-not-found'],
  ['timed-out', 'too slow', 'timed-out'],
  ['unauthorised', 'who are you', 'unauthorised'],
  ['server-error', 'a room full of memories', 'load-failed'],
] as const)('%s "%s" is %s', (code, detail, expected) => {
  expect(loadFailure(failure(code, detail))).toMatchObject({ code: expected, detail });
});

test('takes any 2xx and nothing else for a yes', () => {
  const answer = (status: number) => ok({ status, headers: {}, body: '' });
  expect(accepted(answer(204)).ok).toBe(true);
  expect(accepted(answer(302))).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
  expect(accepted(answer(500))).toMatchObject({ ok: false, failure: { code: 'server-error' } });
  expect(accepted(fail('timed-out', 'x'))).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
});
