import { expect, test } from 'vitest';
import { createWarmthMemories } from '../../../../electron/core/warmth/warmth-memories.ts';
import type { Model } from '../../../../shared/servers.ts';
import { modelKey } from '../../../../shared/warmth.ts';
import { aModel, aServer } from '../../../fakes/builders.ts';

const second = 1_000;
const loaded = { is: 'loaded' } as const;

test('a model that was shown as loading again and turns out to be another one was pushed out by that', () => {
  const memories = createWarmthMemories(
    () => 0.5,
    () => null,
    () => ({}),
  );
  const look = (at: number, models: Model[]) =>
    memories.observe({ ...aServer({ id: 's', reachability: { is: 'reachable', since: 0 } }), models }, at);
  look(0, [aModel({ id: 'a', state: loaded })]);
  look(10 * second, [aModel({ id: 'a', state: { is: 'loading', since: 10 * second, progress: null } })]);
  look(30 * second, [aModel({ id: 'b', state: loaded })]);
  expect(memories.all.get(modelKey('s', 'a'))?.lost).toMatchObject({ at: 30 * second, cameInstead: ['b'] });
});

test('one that loads again and comes back was not lost', () => {
  const memories = createWarmthMemories(
    () => 0.5,
    () => null,
    () => ({}),
  );
  const look = (at: number, model: Model) =>
    memories.observe(
      { ...aServer({ id: 's', reachability: { is: 'reachable', since: 0 } }), models: [model] },
      at,
    );
  look(0, aModel({ id: 'a', state: loaded }));
  look(10 * second, aModel({ id: 'a', state: { is: 'loading', since: 10 * second, progress: null } }));
  look(30 * second, aModel({ id: 'a', state: loaded }));
  expect(memories.all.get(modelKey('s', 'a'))).toMatchObject({ lost: null, loadedSince: 30 * second });
});
