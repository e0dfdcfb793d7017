import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../../renderer/app-store.ts';
import { createModelActions } from '../../../renderer/state/model-actions.ts';
import { fail, ok } from '../../../shared/result.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { createFakeRendererApi } from '../../fakes/fake-renderer-api.ts';
import { sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const subject = modelKey('ollama', 'qwen3:32b');

function prepared() {
  const api = createFakeRendererApi(sampleSnapshot('normal'));
  const store = createAppStore(api);
  return { api, store, act: createModelActions(store) };
}

const outcome = { tookMs: 10, contextAllocated: 65_536, instanceId: null, contextDiffers: false };

describe('acting on a model', () => {
  it('says that something was asked until the answer is here', async () => {
    const { api, store, act } = prepared();
    const answer = Promise.withResolvers<void>();
    api.answer('loadModel', async () => {
      await answer.promise;
      return ok(outcome);
    });
    const loading = act.load('ollama', 'qwen3:32b', null);
    expect(store.getState().asked[subject]).toBe('load');
    answer.resolve();
    await loading;
    expect(store.getState().asked[subject]).toBeUndefined();
  });

  it('keeps the failure of an action, and drops it when it is tried again', async () => {
    const { api, store, act } = prepared();
    api.answer('loadModel', () => fail('out-of-memory', 'no room'));
    await act.load('ollama', 'qwen3:32b', null);
    expect(store.getState().failures[subject]?.failure.code).toBe('out-of-memory');
    api.answer('loadModel', () => ok(outcome));
    await act.load('ollama', 'qwen3:32b', null);
    expect(store.getState().failures).toEqual({});
  });

  it('asks for the very same again: the same verb, with the same context', async () => {
    const { api, store, act } = prepared();
    const asked = () => api.calls.at(-1);
    api.answer('reloadModel', () => fail('load-failed', 'no'));
    expect(await act.reload('ollama', 'qwen3:32b', 32_768)).toBe(false);
    expect(await act.again('ollama', 'qwen3:32b')).toBe(false);
    expect(asked()).toMatchObject({ command: 'reloadModel', input: { contextLength: 32_768 } });
    api.answer('unloadModel', () => fail('timed-out', 'no answer'));
    await act.unload('ollama', 'qwen3:32b');
    api.answer('unloadModel', () => ok(outcome));
    expect(await act.again('ollama', 'qwen3:32b')).toBe(true);
    expect(asked()).toMatchObject({ command: 'unloadModel', input: { evenIfBusy: false } });
    expect(store.getState()).toMatchObject({ failures: {}, dialog: null });
    api.answer('pollNow', () => fail('unknown-server', 'gone'));
    await act.poll(null);
    await act.again(null, null);
    expect(api.calls.filter(({ command }) => command === 'pollNow')).toHaveLength(2);
  });

  it('does not call a cancelled load a failure', async () => {
    const { api, store, act } = prepared();
    api.answer('loadModel', () => fail('cancelled', 'by the person'));
    await act.load('ollama', 'qwen3:32b', null);
    expect(store.getState().failures).toEqual({});
  });

  it('tells when the server gave another context than the one asked for', async () => {
    const { api, store, act } = prepared();
    api.answer('loadModel', () => ok({ ...outcome, contextAllocated: 32_768, contextDiffers: true }));
    await act.load('ollama', 'qwen3:32b', 65_536);
    expect(store.getState().notes[subject]).toEqual({
      key: 'outcome.contextDiffers',
      values: { context: 32_768 },
    });
  });

  it('asks before it cuts off an answer', async () => {
    const { api, store, act } = prepared();
    api.answer('unloadModel', ({ evenIfBusy }) =>
      evenIfBusy ? ok(outcome) : fail('model-busy', 'answering'),
    );
    await act.unload('ollama', 'qwen3:32b');
    expect(store.getState()).toMatchObject({
      failures: {},
      dialog: { is: 'confirm-busy', verb: 'unload', modelId: 'qwen3:32b' },
    });
    store.actions.closeDialog();
    await act.unload('ollama', 'qwen3:32b', true);
    expect(store.getState().dialog).toBeNull();
  });

  it('unloads one copy alone, also when that is asked again or had to be asked about', async () => {
    const { api, store, act } = prepared();
    const copies = () => api.calls.flatMap((call) => (call.command === 'unloadModel' ? [call.input] : []));
    const alone = { serverId: 'ollama', modelId: 'qwen3:32b', instanceId: 'qwen3:32b:2' };
    api.answer('unloadModel', () => fail('timed-out', 'no answer'));
    await act.unload(alone.serverId, alone.modelId, false, alone.instanceId);
    api.answer('unloadModel', () => fail('model-busy', 'answering'));
    await act.again(alone.serverId, alone.modelId);
    expect(copies()).toMatchObject([alone, alone]);
    expect(store.getState().dialog).toMatchObject({ is: 'confirm-busy', ...alone });
  });

  it('asks before a load ends the answer of another model, and names it', async () => {
    const { api, store, act } = prepared();
    api.answer('loadModel', ({ evenIfBusy }) =>
      evenIfBusy ? ok(outcome) : fail('model-busy', 'answering', { others: 'GLM 5' }),
    );
    await act.load('ollama', 'qwen3:32b', 8_192);
    expect(store.getState()).toMatchObject({
      failures: {},
      dialog: { is: 'confirm-busy', verb: 'load', modelId: 'qwen3:32b', context: 8_192, others: 'GLM 5' },
    });
    store.actions.closeDialog();
    expect(await act.load('ollama', 'qwen3:32b', 8_192, true)).toBe(true);
  });

  it('cancels the action that runs for the model', async () => {
    const { api, store, act } = prepared();
    store.actions.start();
    await new Promise((resolve) => setImmediate(resolve));
    await act.cancel('workshop', 'Devstral-2-24B');
    expect(api.calls).toContainEqual({
      command: 'cancelAction',
      input: { serverId: 'workshop', actionId: 'a1' },
    });
  });
});
