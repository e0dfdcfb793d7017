import type { CommandOutput } from '../../shared/ipc-contract.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { Result } from '../../shared/result.ts';
import { modelKey } from '../../shared/warmth.ts';
import type { AppStore, AskedVerb, DialogState, FailedAction } from '../app-store.ts';

/**
 * Asks main to act on a model or a server. What happens is seen in the snapshot; what is kept here is only that
 * something was asked, and the answer when it is a failure or differs from what was wanted. Each answers whether it
 * was done.
 */
type AskedAction = { verb: AskedVerb; context?: number | null };
type BusyQuestion = Extract<DialogState, { is: 'confirm-busy' }>;

export type ModelActions = ReturnType<typeof createModelActions>;

/** Under what the answers of an action are kept: a model, a server, or all servers. */
export function actionSubject(serverId: string | null, modelId: string | null): string {
  if (serverId === null) return 'all';
  return modelId === null ? serverId : modelKey(serverId, modelId);
}

export function createModelActions({ api, actions, getState }: AppStore) {
  async function ask<T>(
    subject: string,
    { verb, context = null, instanceId }: Pick<FailedAction, 'instanceId'> & AskedAction,
    call: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    actions.dismissFailure(subject);
    actions.told(subject, null);
    actions.asked(subject, verb);
    const result = await call();
    actions.asked(subject, null);
    if (!result.ok && result.failure.code !== 'cancelled')
      actions.failed(subject, { failure: result.failure, verb, context, instanceId });
    return result;
  }

  function tellOutcome(subject: string, result: Result<CommandOutput<'loadModel'>>): void {
    if (!result.ok || !result.value.contextDiffers || result.value.contextAllocated === null) return;
    actions.told(subject, sentence('outcome.contextDiffers', { context: result.value.contextAllocated }));
  }

  /** A busy model is never interrupted without being asked: then the failure becomes the question. */
  function doneOrAsked(
    result: Result<CommandOutput<'loadModel'>>,
    evenIfBusy: boolean,
    asked: Omit<BusyQuestion, 'is' | 'others'>,
  ): boolean {
    const subject = modelKey(asked.serverId, asked.modelId);
    if (asked.verb !== 'unload') tellOutcome(subject, result);
    if (result.ok || result.failure.code !== 'model-busy' || evenIfBusy) return result.ok;
    const { failure } = result;
    actions.dismissFailure(subject);
    const others = failure.facts?.others;
    actions.openDialog({
      is: 'confirm-busy',
      ...asked,
      ...(typeof others === 'string' ? { others } : {}),
    });
    return false;
  }

  async function load(
    serverId: string,
    modelId: string,
    context: number | null,
    evenIfBusy = false,
  ): Promise<boolean> {
    const subject = modelKey(serverId, modelId);
    const result = await ask(subject, { verb: 'load', context }, () =>
      api.loadModel({ serverId, modelId, contextLength: context, evenIfBusy }),
    );
    return doneOrAsked(result, evenIfBusy, { serverId, modelId, verb: 'load', context });
  }

  /** `instanceId`: that copy alone, the others stay; also when it is asked again. */
  async function unload(
    serverId: string,
    modelId: string,
    evenIfBusy = false,
    instanceId?: string,
  ): Promise<boolean> {
    const subject = modelKey(serverId, modelId);
    const result = await ask(subject, { verb: 'unload', instanceId }, () =>
      api.unloadModel({ serverId, modelId, instanceId: instanceId ?? null, evenIfBusy }),
    );
    return doneOrAsked(result, evenIfBusy, { serverId, modelId, verb: 'unload', context: null, instanceId });
  }

  async function reload(
    serverId: string,
    modelId: string,
    context: number | null,
    evenIfBusy = false,
  ): Promise<boolean> {
    const subject = modelKey(serverId, modelId);
    const result = await ask(subject, { verb: 'reload', context }, () =>
      api.reloadModel({ serverId, modelId, contextLength: context, evenIfBusy }),
    );
    return doneOrAsked(result, evenIfBusy, { serverId, modelId, verb: 'reload', context });
  }

  async function cancel(serverId: string, modelId: string): Promise<boolean> {
    const server = getState().snapshot?.servers.find((each) => each.id === serverId);
    const action = server?.actions.find((each) => each.modelId === modelId);
    if (action === undefined) return false;
    const result = await api.cancelAction({ serverId, actionId: action.id });
    if (!result.ok)
      actions.failed(modelKey(serverId, modelId), {
        failure: result.failure,
        verb: 'cancel',
        context: null,
      });
    return result.ok;
  }

  async function poll(serverId: string | null): Promise<boolean> {
    const subject = actionSubject(serverId, null);
    return (await ask(subject, { verb: 'poll' }, () => api.pollNow({ serverId }))).ok;
  }

  return {
    load,
    unload,
    reload,
    cancel,
    poll,
    /** What failed last, asked for once more as it was; a model that is busy by now is asked about again. */
    async again(serverId: string | null, modelId: string | null): Promise<boolean> {
      const failed = getState().failures[actionSubject(serverId, modelId)];
      if (failed === undefined) return false;
      const { verb, context, instanceId } = failed;
      if (serverId === null || modelId === null) return poll(serverId);
      switch (verb) {
        case 'load':
          return load(serverId, modelId, context);
        case 'reload':
          return reload(serverId, modelId, context);
        case 'unload':
          return unload(serverId, modelId, false, instanceId);
        case 'cancel':
          return cancel(serverId, modelId);
        case 'poll':
          return poll(serverId);
      }
    },
  };
}
