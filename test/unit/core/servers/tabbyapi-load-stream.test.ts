import { expect, test } from 'vitest';
import { readStep } from '../../../../electron/core/servers/tabbyapi/load-stream.ts';

test('reads progress, and never more than all of it', () => {
  const step = { model_type: 'model', module: 12, modules: 40, status: 'processing' };
  expect(readStep(step)).toEqual({ is: 'progress', progress: 0.3 });
  expect(readStep({ ...step, module: 41 })).toEqual({ is: 'progress', progress: 1 });
  expect(readStep({ module: 1, modules: 4 })).toEqual({ is: 'progress', progress: 0.25 });
});

test('does not show the progress of a draft model as that of the model', () => {
  expect(readStep({ model_type: 'draft', module: 5, modules: 5, status: 'finished' })).toEqual({
    is: 'other',
  });
});

test.each([
  [{ error: { message: 'CUDA out of memory', trace: 'x' } }, 'out-of-memory'],
  [{ error: 'no such layer' }, 'load-failed'],
])('reads the error %j as %s', (data, code) => {
  expect(readStep(data)).toMatchObject({ is: 'broken', failure: { code } });
});

test('being loaded already is no error', () => {
  const error = { message: 'Model "a" is already loaded! Aborting.' };
  expect(readStep({ error })).toEqual({ is: 'there-already' });
});

test.each([
  undefined,
  null,
  7,
  'x',
  [],
  {},
  { module: 1, modules: 0 },
  { module: -1, modules: 2 },
  { error: 5 },
])('makes nothing of %j', (data) => {
  expect(readStep(data)).toEqual({ is: 'other' });
});
