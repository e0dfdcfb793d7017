import type { ActionOutcome } from '../../../shared/contract/server-commands.ts';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import { isReady, type Model, type ServerAction } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import type { Clock } from '../ports.ts';
import type { ServerWatch } from './server-watch.ts';
import type { AdapterContext, ServerAdapter } from './types.ts';

/**
 * Loads, unloads and reloads: one at a time per server, cancellable, and finished only when the server itself
 * shows the result. Nothing is ever shown as done because it was asked for.
 */
export type ServerActions = {
  load(request: ActionRequest): Promise<Result<ActionOutcome>>;
  unload(request: ActionRequest): Promise<Result<ActionOutcome>>;
  reload(request: ActionRequest): Promise<Result<ActionOutcome>>;
  cancel(serverId: string, actionId: string): Result<undefined>;
  /** Cancels everything, for shutdown. */
  stop(): void;
};

export type ActionRequest = {
  serverId: string;
  modelId: string;
  contextLength: number | null;
  instanceId: string | null;
  evenIfBusy: boolean;
  by: ServerAction['by'];
};

export type ActionReport = {
  verb: ServerAction['verb'];
  request: ActionRequest;
  result: Result<ActionOutcome>;
};

export type ServerActionsOptions = {
  state: AppState;
  clock: Clock;
  watch(serverId: string): ServerWatch | null;
  finished(report: ActionReport): void;
};

const confirmEveryMs = 1_000;
const confirmAtMostMs = 3 * 60_000;

type Job = { id: string; verb: ServerAction['verb']; request: ActionRequest; controller: AbortController };

export function createServerActions(options: ServerActionsOptions): ServerActions {
  const { state, clock } = options;
  const queues = new Map<string, Promise<unknown>>();
  const jobs = new Map<string, Job>();
  let nextNumber = 1;

  async function enqueue(
    verb: Job['verb'],
    request: ActionRequest,
    work: (run: Run) => Promise<Result<ActionOutcome>>,
  ): Promise<Result<ActionOutcome>> {
    const refused = refuse(verb, request);
    if (refused !== null) return refused;
    const job: Job = { id: `action-${nextNumber++}`, verb, request, controller: new AbortController() };
    jobs.set(job.id, job);
    show(job, 'queued');
    const before = queues.get(request.serverId) ?? Promise.resolve();
    const done = before.then(() => runJob(job, work));
    queues.set(request.serverId, done);
    const result = await done;
    if (queues.get(request.serverId) === done) queues.delete(request.serverId);
    options.finished({ verb, request, result });
    return result;
  }

  function refuse(verb: Job['verb'], request: ActionRequest): Result<never> | null {
    const server = state.server(request.serverId);
    if (server === null) return fail('unknown-server', 'There is no such server.');
    const model = server.models.find((each) => each.id === request.modelId);
    if (model === undefined) return fail('unknown-model', `${server.name} does not list ${request.modelId}.`);
    const same = server.actions.some((action) => action.modelId === request.modelId);
    if (same) return fail('already-in-progress', `An action on ${model.name} is already under way.`);
    const ability = server.abilities[verb === 'wake' ? 'load' : verb];
    if (!ability.can)
      return fail('not-supported', `${server.name} cannot ${verb} a model.`, { why: ability.why });
    if (model.state.is === 'busy' && verb !== 'load' && !request.evenIfBusy) {
      return fail('model-busy', `${model.name} is answering somebody.`);
    }
    return null;
  }

  async function runJob(
    job: Job,
    work: (run: Run) => Promise<Result<ActionOutcome>>,
  ): Promise<Result<ActionOutcome>> {
    const startedAt = clock.monotonic();
    try {
      if (job.controller.signal.aborted) return fail('cancelled', 'Cancelled before it began.');
      const watch = options.watch(job.request.serverId);
      if (watch === null) return fail('unknown-server', 'The server was removed.');
      const connection = watch.connection();
      if (!connection.ok) return connection;
      const { adapter, context } = connection.value;
      const result = await work({ job, watch, adapter, context, startedAt });
      return result;
    } catch (error) {
      return fail('internal', `The action failed unexpectedly: ${String(error)}`);
    } finally {
      jobs.delete(job.id);
      hide(job);
      options.watch(job.request.serverId)?.replan();
    }
  }

  type Run = {
    job: Job;
    watch: ServerWatch;
    adapter: ServerAdapter;
    context: AdapterContext;
    startedAt: number;
  };

  async function doLoad(run: Run): Promise<Result<ActionOutcome>> {
    const { job, adapter, context } = run;
    if (adapter.load === undefined)
      return fail('not-supported', `${adapter.label} has no way to load a model.`);
    show(job, 'loading');
    const answer = await adapter.load(context, {
      modelId: job.request.modelId,
      contextLength: job.request.contextLength,
      signal: job.controller.signal,
      onProgress: (progress) => show(job, 'loading', progress),
    });
    if (!answer.ok)
      return job.controller.signal.aborted ? fail('cancelled', 'The load was cancelled.') : answer;
    show(job, 'confirming');
    const model = await confirm(run, (each) => isReady(each.state) || each.state.is === 'failed');
    if (!model.ok) return model;
    if (model.value?.state.is === 'failed') return fail('load-failed', model.value.state.reason);
    const applied = model.value?.contextAllocated ?? answer.value.contextAllocated;
    return ok({
      tookMs: clock.monotonic() - run.startedAt,
      contextAllocated: applied,
      instanceId: answer.value.instanceId ?? model.value?.instances[0]?.id ?? null,
      contextDiffers:
        job.request.contextLength !== null && applied !== null && applied !== job.request.contextLength,
    });
  }

  async function doUnload(run: Run): Promise<Result<ActionOutcome>> {
    const { job, adapter, context } = run;
    if (adapter.unload === undefined)
      return fail('not-supported', `${adapter.label} has no way to unload a model.`);
    const before = state.model(job.request.serverId, job.request.modelId)?.instances.length ?? 0;
    show(job, 'unloading');
    const { modelId, instanceId } = job.request;
    const answer = await adapter.unload(context, { modelId, instanceId, signal: job.controller.signal });
    if (!answer.ok) return job.controller.signal.aborted ? fail('cancelled', 'Cancelled.') : answer;
    const gone = (model: Model) =>
      instanceId === null
        ? !isReady(model.state) && model.state.is !== 'unloading'
        : model.instances.length < before;
    const confirmed = await confirm(run, gone);
    if (!confirmed.ok) return confirmed;
    return ok({
      tookMs: clock.monotonic() - run.startedAt,
      contextAllocated: confirmed.value?.contextAllocated ?? null,
      instanceId: null,
      contextDiffers: false,
    });
  }

  /** Reads until the server shows it; null: the server no longer lists the model at all. */
  async function confirm(run: Run, isDone: (model: Model) => boolean): Promise<Result<Model | null>> {
    const deadline = clock.monotonic() + confirmAtMostMs;
    for (;;) {
      const seen = await run.watch.readNow();
      if (seen.ok) {
        const model = seen.value.models.find((each) => each.id === run.job.request.modelId) ?? null;
        const unknowable = model?.state.is === 'unknown';
        if (model === null || unknowable || isDone(model)) return ok(model);
      }
      if (run.job.controller.signal.aborted)
        return fail('cancelled', 'Cancelled while waiting for the server to confirm.');
      if (clock.monotonic() >= deadline) {
        return seen.ok
          ? fail('load-not-confirmed', 'The server accepted it, but its own list still shows another state.')
          : failWith(seen.failure);
      }
      await run.context.wait(confirmEveryMs, run.job.controller.signal);
    }
  }

  function show(job: Job, stage: ServerAction['stage'], progress: number | null = null): void {
    const shownProgress = progress === null ? null : Math.round(progress * 100) / 100;
    state.updateServer(job.request.serverId, (server) => {
      const old = server.actions.find((action) => action.id === job.id);
      const action: ServerAction = {
        id: job.id,
        verb: job.verb,
        modelId: job.request.modelId,
        stage,
        startedAt: old?.startedAt ?? clock.now(),
        progress: shownProgress,
        by: job.request.by,
      };
      return { actions: [...server.actions.filter((each) => each.id !== job.id), action] };
    });
  }

  function hide(job: Job): void {
    state.updateServer(job.request.serverId, (server) => ({
      actions: server.actions.filter((action) => action.id !== job.id),
    }));
  }

  return {
    load: (request) => enqueue('load', request, doLoad),
    unload: (request) => enqueue('unload', request, doUnload),
    reload: (request) =>
      enqueue('reload', request, async (run) => {
        const model = state.model(request.serverId, request.modelId);
        const contextLength = request.contextLength ?? model?.contextAllocated ?? null;
        if (model !== null && isReady(model.state)) {
          const unloaded = await doUnload(run);
          if (!unloaded.ok) return unloaded;
        }
        return doLoad({ ...run, job: { ...run.job, request: { ...request, contextLength } } });
      }),
    cancel(serverId, actionId) {
      const job = jobs.get(actionId);
      if (job === undefined || job.request.serverId !== serverId)
        return fail('invalid-input', 'There is no such action.');
      job.controller.abort();
      return ok(undefined);
    },
    stop() {
      for (const job of jobs.values()) job.controller.abort();
    },
  };
}
