import { expect, test } from 'vitest';
import { inTurns } from '../../../../electron/core/polling/in-turns.ts';
import { settle } from '../../../fakes/fake-clock.ts';

test('who asks during one shares the next, which begins when the first is over, however that ended', async () => {
  const begun: PromiseWithResolvers<number>[] = [];
  const ask = inTurns(() => {
    const each = Promise.withResolvers<number>();
    begun.push(each);
    return each.promise;
  });
  const first = ask();
  const second = ask();
  const third = ask();
  await settle();
  expect(begun).toHaveLength(1);
  begun[0]?.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await settle();
  expect(begun).toHaveLength(2);
  const fourth = ask();
  begun[1]?.resolve(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  await settle();
  begun[2]?.resolve(3);
  expect(await fourth).toBe(3);
  await settle();
  void ask();
  expect(begun).toHaveLength(4);
});
