import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../../renderer/app-store.ts';
import { failure } from '../../../shared/failures.ts';
import { fail, ok } from '../../../shared/result.ts';
import { createFakeRendererApi } from '../../fakes/fake-renderer-api.ts';
import { sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function started(world = sampleSnapshot('normal')) {
  const api = createFakeRendererApi(world);
  const store = createAppStore(api);
  const end = store.actions.start();
  return { api, store, end, asked: () => api.calls.filter((call) => call.command === 'getSnapshot').length };
}

describe('the window’s store', () => {
  it('is loading until the first snapshot is here', async () => {
    const { store } = started();
    expect(store.getState().status).toBe('loading');
    await settle();
    expect(store.getState()).toMatchObject({ status: 'ready', snapshot: { revision: 7 } });
  });

  it('applies a change and keeps the identity of what did not change', async () => {
    const { store, api } = started();
    await settle();
    const before = store.getState().snapshot;
    const server = before?.servers[0];
    const model = server?.models[1];
    if (server === undefined || model === undefined) throw new Error('The sample has no such model.');
    const changed = { ...model, state: { is: 'loaded' as const } };
    api.push([
      {
        slice: 'server',
        id: server.id,
        server: null,
        models: { changed: [changed], removed: [], order: null },
      },
    ]);
    const after = store.getState().snapshot;
    expect(after?.revision).toBe(8);
    expect(after?.servers[0]?.models[1]?.state.is).toBe('loaded');
    expect(after?.servers[0]?.models[0]).toBe(server.models[0]);
    expect(after?.servers[1]).toBe(before?.servers[1]);
  });

  it('asks for a whole snapshot when a change does not follow its own', async () => {
    const { store, api, asked } = started();
    await settle();
    api.show({ ...sampleSnapshot('normal'), revision: 42 });
    api.emit('snapshotChanged', { from: 40, to: 41, patches: [] });
    await settle();
    expect(asked()).toBe(2);
    expect(store.getState().snapshot?.revision).toBe(42);
  });

  it('asks once more when a change arrives while a snapshot is on its way', async () => {
    const { store, api, asked } = started();
    api.show({ ...sampleSnapshot('normal'), revision: 9 });
    api.emit('snapshotChanged', { from: 7, to: 8, patches: [] });
    await settle();
    expect(asked()).toBe(2);
    expect(store.getState()).toMatchObject({ status: 'ready', snapshot: { revision: 9 } });
  });

  it('keeps the last snapshot when the connection is lost and asks again when it is back', async () => {
    const { store, api } = started();
    await settle();
    store.actions.connectionChanged('lost');
    expect(store.getState()).toMatchObject({ status: 'lost', snapshot: { revision: 7 } });
    api.show({ ...sampleSnapshot('empty'), revision: 50 });
    store.actions.connectionChanged('open');
    await settle();
    expect(store.getState()).toMatchObject({ status: 'ready', snapshot: { revision: 50 } });
  });

  it('says lost when main does not answer the first question', async () => {
    const api = createFakeRendererApi(sampleSnapshot('normal'));
    api.answer('getSnapshot', () => fail('connection-closed', 'gone'));
    const store = createAppStore(api);
    store.actions.start();
    await settle();
    expect(store.getState()).toMatchObject({ status: 'lost', snapshot: null });
  });

  it('keeps saying that the session has ended while nothing answers', async () => {
    const api = createFakeRendererApi(sampleSnapshot('normal'));
    api.answer('getSnapshot', () => fail('connection-closed', 'gone'));
    const store = createAppStore(api);
    store.actions.start();
    store.actions.connectionChanged('no-session');
    await settle();
    expect(store.getState().status).toBe('no-session');
  });

  it('hears nothing any more after its end', async () => {
    const { store, api, end } = started();
    await settle();
    end();
    api.push([]);
    api.emit('goTo', { place: 'chain' });
    expect(store.getState()).toMatchObject({ place: 'models', snapshot: { revision: 7 } });
  });

  it('goes to a place in the main window, and opens the main window from the panel', async () => {
    const { store } = started();
    store.actions.goTo('chain');
    expect(store.getState().place).toBe('chain');

    const api = createFakeRendererApi(sampleSnapshot('normal'));
    const panel = createAppStore(api, { view: 'panel', place: 'models' });
    panel.actions.goTo('checks');
    expect(api.calls).toContainEqual({ command: 'openWindow', input: { place: 'checks' } });
    expect(panel.getState().place).toBe('models');
  });

  it('keeps a failure with its subject until it is dismissed', () => {
    const { store } = started();
    store.actions.failed('a', { failure: failure('load-failed', 'no'), verb: 'load', context: null });
    store.actions.failed('b', { failure: failure('timed-out', 'late'), verb: 'load', context: null });
    store.actions.dismissFailure('a');
    expect(Object.keys(store.getState().failures)).toEqual(['b']);
    const same = store.getState().failures;
    store.actions.dismissFailure('unheard of');
    expect(store.getState().failures).toBe(same);
  });

  it('answers settings from what main pushes, not from what was asked', async () => {
    const { store, api } = started();
    await settle();
    api.answer('updateSettings', () => ok(undefined));
    await api.updateSettings({ change: { theme: 'dark' } });
    expect(store.getState().snapshot?.settings.theme).toBe('system');
  });
});
