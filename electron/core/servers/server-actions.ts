import type { ActionOutcome } from '../../../shared/contract/server-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import { isReady, type Model, type ServerAction } from '../../../shared/servers.ts';
import type { AppState } from '../app-state.ts';
import type { Clock } from '../ports.ts';
import { whoWouldBeCutOff } from './cut-off.ts';
import type { ServerWatch } from './server-watch.ts';
import type { AdapterContext, LoadSettings, ServerAdapter } from './types.ts';

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
  /** When the last action of a server that was let in has ended. */
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
    const done = inTurn(job, before).then((isOurs) =>
      isOurs ? runJob(job, work) : fail('cancelled', 'Cancelled before it began.'),
    );
    const turn = Promise.all([before, done]);
    queues.set(request.serverId, turn);
    void turn.then(() => {
      if (queues.get(request.serverId) === turn) queues.delete(request.serverId);
    });
    const result = await done;
    jobs.delete(job.id);
    hide(job);
    options.watch(request.serverId)?.replan();
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
    const ability = server.abilities[verb];
    if (!ability.can)
      return fail('not-supported', `${server.name} cannot ${verb} a model.`, { why: ability.why });
    return null;
  }

  async function runJob(
    job: Job,
    work: (run: Run) => Promise<Result<ActionOutcome>>,
  ): Promise<Result<ActionOutcome>> {
    try {
      const { serverId, modelId, evenIfBusy } = job.request;
      const watch = options.watch(serverId);
      if (watch === null) return fail('unknown-server', 'The server was removed.');
      const seen = await watch.readNow();
      if (!seen.ok) return seen;
      const connection = watch.connection();
      if (!connection.ok) return connection;
      const { adapter, context } = connection.value;
      const server = state.server(serverId);
      const model = server?.models.find(({ id }) => id === modelId);
      if (server === null || model === undefined)
        return fail('unknown-model', `It does not list ${modelId} any more.`);
      if (!evenIfBusy) {
        const { signal } = job.controller;
        const busy = await whoWouldBeCutOff({ verb: job.verb, server, model, adapter, context, signal });
        if (busy.length > 0) return refuseBusy(model, busy);
      }
      if (job.controller.signal.aborted) return fail('cancelled', 'Cancelled before it began.');
      const result = await work({ job, watch, adapter, context, startedAt: clock.monotonic() });
      const byNobody = !result.ok && result.failure.code === 'cancelled' && !job.controller.signal.aborted;
      // The watch gives up its requests when the machine goes to sleep: nobody changed their mind.
      return byNobody
        ? fail('connection-lost', 'It was interrupted, as when the machine goes to sleep.')
        : result;
    } catch (error) {
      return fail('internal', `The action failed unexpectedly: ${String(error)}`);
    }
  }

  type Run = {
    job: Job;
    watch: ServerWatch;
    adapter: ServerAdapter;
    context: AdapterContext;
    startedAt: number;
  };

  async function doLoad(run: Run, settings: LoadSettings | null = null): Promise<Result<ActionOutcome>> {
    const { job, adapter, context } = run;
    if (adapter.load === undefined)
      return fail('not-supported', `${adapter.label} has no way to load a model.`);
    show(job, 'loading');
    const answer = await adapter.load(context, {
      modelId: job.request.modelId,
      contextLength: job.request.contextLength,
      settings,
      signal: job.controller.signal,
      onProgress: (progress) => show(job, 'loading', progress),
    });
    if (!answer.ok) return job.controller.signal.aborted ? afterCancel(run, answer.failure) : answer;
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

  /** Going away does not stop every load: what the adapter knows of it counts, and then what the server shows. */
  async function afterCancel({ job, watch, adapter }: Run, said: Failure): Promise<Result<never>> {
    if (said.code === 'load-goes-on') return failWith(said);
    const seen = await watch.readNow();
    const model = seen.ok ? seen.value.models.find(({ id }) => id === job.request.modelId) : undefined;
    const goesOn = model !== undefined && (isReady(model.state) || model.state.is === 'loading');
    if (goesOn) return fail('load-goes-on', `${adapter.label} shows the model as ${model.state.is}.`);
    return fail('cancelled', said.code === 'cancelled' ? said.detail : 'The load was cancelled.');
  }

  async function doUnload(run: Run): Promise<Result<ActionOutcome>> {
    const { job, adapter, context } = run;
    if (adapter.unload === undefined)
      return fail('not-supported', `${adapter.label} has no way to unload a model.`);
    const before = state.model(job.request.serverId, job.request.modelId)?.instances.length ?? 0;
    show(job, 'unloading');
    const { modelId, instanceId } = job.request;
    const answer = await adapter.unload(context, { modelId, instanceId, signal: job.controller.signal });
    if (!answer.ok) return job.controller.signal.aborted ? fail('cancelled', answer.failure.detail) : answer;
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
      const waited = old === undefined || (old.stage === 'queued' && stage !== 'queued');
      const action: ServerAction = {
        id: job.id,
        verb: job.verb,
        modelId: job.request.modelId,
        stage,
        // From when it really began, not from when it got in line.
        startedAt: waited ? clock.now() : old.startedAt,
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
        let settings: LoadSettings | null = null;
        if (model !== null && isReady(model.state)) {
          settings = (await run.adapter.loadedWith?.(run.context, model)) ?? null;
          const unloaded = await doUnload(run);
          if (!unloaded.ok) return unloaded;
        }
        return doLoad({ ...run, job: { ...run.job, request: { ...request, contextLength } } }, settings);
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

/** Waits for those before; false: cancelled first, and then nobody has to wait for them to say so. */
function inTurn({ controller: { signal } }: Job, before: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true });
    void before.then(() => resolve(!signal.aborted));
  });
}

/** The others by name: what a load would end is not seen on the model that was clicked. */
function refuseBusy(model: Model, busy: readonly Model[]): Result<never> {
  const names = busy.map(({ name }) => name).join(', ');
  const others = busy.filter(({ id }) => id !== model.id).map(({ name }) => name);
  return fail('model-busy', `${names}: answering somebody.`, {
    ...(others.length === 0 ? {} : { others: others.join(', ') }),
  });
}
