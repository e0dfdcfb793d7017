import type { Failure } from '../../shared/failures.ts';
import type { CommandOutput } from '../../shared/ipc-contract.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { Result } from '../../shared/result.ts';
import { modelKey } from '../../shared/warmth.ts';
import type { AppStore, AskedVerb } from '../app-store.ts';

/**
 * Asks main to act on a model or a server. What happens is seen in the snapshot; what is kept here is only that
 * something was asked, and the answer when it is a failure or differs from what was wanted.
 */
export type ModelActions = ReturnType<typeof createModelActions>;

export function createModelActions({ api, actions, getState }: AppStore) {
  async function ask<T>(
    subject: string,
    verb: AskedVerb,
    call: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    actions.dismissFailure(subject);
    actions.told(subject, null);
    actions.asked(subject, verb);
    const result = await call();
    actions.asked(subject, null);
    if (!result.ok && result.failure.code !== 'cancelled') actions.failed(subject, result.failure);
    return result;
  }

  function tellOutcome(subject: string, result: Result<CommandOutput<'loadModel'>>): void {
    if (!result.ok || !result.value.contextDiffers || result.value.contextAllocated === null) return;
    actions.told(subject, sentence('outcome.contextDiffers', { context: result.value.contextAllocated }));
  }

  /** A busy model is never interrupted without being asked: the failure becomes the question. */
  function isBusy(failure: Failure): boolean {
    return failure.code === 'model-busy';
  }

  return {
    async load(serverId: string, modelId: string, contextLength: number | null): Promise<void> {
      const subject = modelKey(serverId, modelId);
      const result = await ask(subject, 'load', () => api.loadModel({ serverId, modelId, contextLength }));
      tellOutcome(subject, result);
    },

    async unload(serverId: string, modelId: string, evenIfBusy = false): Promise<void> {
      const subject = modelKey(serverId, modelId);
      const result = await ask(subject, 'unload', () =>
        api.unloadModel({ serverId, modelId, instanceId: null, evenIfBusy }),
      );
      if (result.ok || !isBusy(result.failure) || evenIfBusy) return;
      actions.dismissFailure(subject);
      actions.openDialog({ is: 'confirm-busy', serverId, modelId, verb: 'unload', context: null });
    },

    async reload(
      serverId: string,
      modelId: string,
      context: number | null,
      evenIfBusy = false,
    ): Promise<void> {
      const subject = modelKey(serverId, modelId);
      const result = await ask(subject, 'reload', () =>
        api.reloadModel({ serverId, modelId, contextLength: context, evenIfBusy }),
      );
      tellOutcome(subject, result);
      if (result.ok || !isBusy(result.failure) || evenIfBusy) return;
      actions.dismissFailure(subject);
      actions.openDialog({ is: 'confirm-busy', serverId, modelId, verb: 'reload', context });
    },

    async cancel(serverId: string, modelId: string): Promise<void> {
      const server = getState().snapshot?.servers.find((each) => each.id === serverId);
      const action = server?.actions.find((each) => each.modelId === modelId);
      if (action === undefined) return;
      const result = await api.cancelAction({ serverId, actionId: action.id });
      if (!result.ok) actions.failed(modelKey(serverId, modelId), result.failure);
    },

    async poll(serverId: string | null): Promise<void> {
      await ask(serverId ?? 'all', 'poll', () => api.pollNow({ serverId }));
    },
  };
}
