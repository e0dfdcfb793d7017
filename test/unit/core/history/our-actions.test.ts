import { expect, test } from 'vitest';
import { createAppState } from '../../../../electron/core/app-state.ts';
import { createHistory } from '../../../../electron/core/history/history-service.ts';
import type { ActionRequest } from '../../../../electron/core/servers/server-actions.ts';
import { ok } from '../../../../shared/result.ts';
import type { Model, Server } from '../../../../shared/servers.ts';
import { aModel, aServer, emptySnapshot } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createMemoryHistory } from '../../../fakes/memory-history.ts';

/** A server that lists a model under its file name until it is loaded, as KoboldCpp does. */

const file = aModel({ id: 'qwen.gguf', state: { is: 'not-loaded' } });
const named = aModel({ id: 'koboldcpp/qwen', aliases: ['qwen.gguf'], state: { is: 'loaded' } });
const request: ActionRequest = {
  serverId: aServer().id,
  modelId: 'qwen.gguf',
  contextLength: null,
  instanceId: null,
  evenIfBusy: false,
  by: 'person',
};

function world() {
  const clock = createFakeClock();
  const store = createMemoryHistory();
  const state = createAppState(emptySnapshot());
  const history = createHistory({ state, store, clock, keepDays: () => 90 });
  const seen = (model: Model, actions: Server['actions'] = []) =>
    state.setServer(aServer({ reachability: { is: 'reachable', since: 0 }, actions }), [model]);
  seen(file);
  return {
    clock,
    history,
    seen,
    told: () => store.all.map((event) => [event.what, 'by' in event && event.by]),
  };
}

test('nobody else loaded the model that we load, under whatever name it comes', () => {
  const { clock, seen, told } = world();
  seen(named, [
    {
      id: '1',
      verb: 'load',
      modelId: request.modelId,
      stage: 'loading',
      startedAt: clock.now(),
      progress: null,
      by: 'person',
    },
  ]);
  expect(told()).toEqual([]);
});

test('nor is it told a second time once our load has ended', () => {
  const { history, seen, told } = world();
  const done = { tookMs: 4_000, contextAllocated: 8_192, instanceId: null, contextDiffers: false };
  history.actionFinished({ verb: 'load', request, result: ok(done) });
  seen(named);
  expect(told()).toEqual([['model-loaded', 'person']]);
});

test('what somebody else loads is told as theirs', () => {
  const { seen, told } = world();
  seen(named);
  expect(told()).toEqual([['model-loaded', 'other']]);
});
