import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAppState } from '../../../electron/core/app-state.ts';
import { applyChange } from '../../../shared/apply-change.ts';
import type { SnapshotChange } from '../../../shared/snapshot.ts';
import { aModel, aServer, emptySnapshot } from '../../fakes/builders.ts';

function setUp() {
  const state = createAppState(emptySnapshot());
  const changes: SnapshotChange[] = [];
  state.onChange((change) => changes.push(change));
  return { state, changes };
}

describe('app state', () => {
  test('an observation that brings nothing new tells nobody', () => {
    const { state, changes } = setUp();
    state.setServer(aServer({ id: 'a' }), [aModel({ id: 'm' })]);
    state.setServer(aServer({ id: 'a' }), [aModel({ id: 'm' })]);
    expect(changes).toHaveLength(1);
    expect(state.snapshot().revision).toBe(1);
  });

  test('one changed model of many pushes that model and keeps the identity of the others', () => {
    const { state, changes } = setUp();
    const models = Array.from({ length: 100 }, (_, i) => aModel({ id: `m${i}` }));
    state.setServer(aServer({ id: 'a' }), models);
    const before = state.server('a')?.models;
    state.setServer(
      aServer({ id: 'a' }),
      models.map((model) =>
        model.id === 'm7' ? { ...model, state: { is: 'asleep' as const } } : { ...model },
      ),
    );
    const patch = changes.at(-1)?.patches[0];
    expect(patch).toMatchObject({ slice: 'server', server: null, models: { removed: [], order: null } });
    expect(patch?.slice === 'server' && patch.models.changed.map((model) => model.id)).toEqual(['m7']);
    expect(state.server('a')?.models[8]).toBe(before?.[8]);
  });

  test('a batch is one revision and one push', () => {
    const { state, changes } = setUp();
    state.batch(() => {
      state.setServer(aServer({ id: 'a' }), []);
      state.setServer(aServer({ id: 'b' }), []);
      state.orderServers(['b', 'a']);
    });
    expect(changes).toHaveLength(1);
    expect(state.snapshot().servers.map((server) => server.id)).toEqual(['b', 'a']);
  });

  test('a listener that changes the state does not overtake the others', () => {
    const { state } = setUp();
    const seen: number[] = [];
    state.onChange((change) => {
      if (change.to === 1) state.setServer(aServer({ id: 'b' }), []);
    });
    state.onChange((change) => seen.push(change.from));
    state.setServer(aServer({ id: 'a' }), []);
    expect(seen).toEqual([0, 1]);
    expect(state.snapshot().revision).toBe(2);
  });

  test('a listener that was removed hears nothing more', () => {
    const { state } = setUp();
    let heard = 0;
    const stop = state.onChange(() => heard++);
    stop();
    state.removeServer('a');
    state.setServer(aServer({ id: 'a' }), []);
    expect(heard).toBe(0);
  });

  test('a mirror that applies every change always equals the snapshot', () => {
    const model = fc.record({ id: fc.constantFrom('m1', 'm2', 'm3'), loaded: fc.boolean() });
    const step = fc.oneof(
      fc.record({
        do: fc.constant('set' as const),
        id: fc.constantFrom('a', 'b'),
        models: fc.uniqueArray(model, { selector: (m) => m.id }),
      }),
      fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom('a', 'b') }),
      fc.record({ do: fc.constant('order' as const), ids: fc.shuffledSubarray(['a', 'b']) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { state, changes } = setUp();
        let mirror = state.snapshot();
        for (const each of steps) {
          if (each.do === 'remove') state.removeServer(each.id);
          else if (each.do === 'order') state.orderServers(each.ids);
          else {
            const models = each.models.map(({ id, loaded }) =>
              aModel({ id, state: { is: loaded ? 'loaded' : 'not-loaded' } }),
            );
            state.setServer(aServer({ id: each.id }), models);
          }
        }
        for (const change of changes) mirror = applyChange(mirror, change) ?? mirror;
        expect(mirror).toEqual(state.snapshot());
      }),
    );
  });

  test('a change that does not follow the mirror is refused', () => {
    const { state, changes } = setUp();
    const old = state.snapshot();
    state.setServer(aServer({ id: 'a' }), []);
    state.setServer(aServer({ id: 'b' }), []);
    expect(changes[1] && applyChange(old, changes[1])).toBeNull();
  });
});
