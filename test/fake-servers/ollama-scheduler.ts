import { pause, type ServerClock } from './fake-clock.ts';
import type { FakeModel } from './fake-model.ts';
import { Lanes } from './lanes.ts';
import { type Cause, type Ledger, timerCause } from './ledger.ts';

export interface OllamaModel extends FakeModel {
  /** Tags over the same file share one runner. */
  blob?: string;
  /** `num_ctx` written in the tag's parameters. */
  numCtx?: number;
  /** Runs elsewhere; every request about it is billed. */
  remoteHost?: string;
  /** Makes pictures: cannot be loaded with an empty prompt. */
  imageGeneration?: boolean;
  /** Part of the model in GPU memory, 1 unless told. */
  gpuShare?: number;
}

/** The options of a request that decide whether the runner must be started again. */
export interface RunnerOptions {
  numCtx: number | null;
  /** Everything else that is compared, as one string. */
  others: string;
}

export interface Runner {
  /** The tag that loaded it; the other tags of the same file are not shown. */
  name: string;
  model: OllamaModel;
  context: number;
  automatic: boolean;
  others: string;
  /** Infinity: pinned. */
  sessionMs: number;
  /** Null until the first request has ended. */
  expiresAt: number | null;
  inFlight: number;
  /** Leaves as soon as nothing is in flight. */
  leaving: boolean;
  unloading: boolean;
  killed: AbortController;
  cancelTimer: () => void;
  gone: Promise<void>;
  markGone: () => void;
}

export interface SchedulerRules {
  keepAliveMs: number;
  maxLoaded: number;
  maxQueue: number;
  memoryBytes: number;
  /** OLLAMA_CONTEXT_LENGTH, or what the memory tier gives. */
  defaultContext: number;
  /** How long freed memory takes to be seen as free. */
  unloadDelayMs: number;
}

export interface Wanted {
  name: string;
  model: OllamaModel;
  options: RunnerOptions;
  /** Null: the request said nothing. */
  keepAliveMs: number | null;
  gone?: AbortSignal;
}

export type SchedulerFailure = { status: 499 | 500 | 503; error: string };

const aborted: SchedulerFailure = {
  status: 499,
  error: 'client connection closed before llama-server finished loading, aborting load',
};

/** Which runners are up, and how requests bring them up, keep them and push them out. */
export class OllamaScheduler {
  readonly runners: Runner[] = [];
  readonly #clock: ServerClock;
  readonly #ledger: Ledger;
  readonly #rules: SchedulerRules;
  /** One load at a time. */
  #loading = new Lanes(1);
  #ended = new AbortController();

  constructor(clock: ServerClock, ledger: Ledger, rules: SchedulerRules) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#rules = rules;
  }

  runnerOf(model: OllamaModel): Runner | null {
    return this.runners.find((runner) => blobOf(runner.model) === blobOf(model)) ?? null;
  }

  contextFor(model: OllamaModel, options: RunnerOptions): number {
    const wanted = options.numCtx ?? model.numCtx ?? this.#rules.defaultContext;
    const floor = model.vision ? 2_048 : 1;
    return Math.min(Math.max(wanted, floor), model.maxContext);
  }

  /** Attaches to a runner, loading it first when needed. Pair with `release`. */
  async acquire(cause: Cause, wanted: Wanted): Promise<Runner | SchedulerFailure> {
    const ready = this.#usable(wanted);
    if (ready !== null) return this.#attach(ready, wanted);
    if (this.#loading.waiting >= this.#rules.maxQueue) return tooMany();
    const lanes = this.#loading;
    const gone = this.#eitherGone(wanted.gone);
    if (!(await lanes.enter(gone))) return aborted;
    try {
      return await this.#loadInTurn(cause, wanted, gone);
    } finally {
      lanes.leave();
    }
  }

  /** The last request to end starts the idle time over. */
  release(cause: Cause, runner: Runner): void {
    runner.inFlight -= 1;
    if (runner.inFlight > 0 || !this.runners.includes(runner)) return;
    if (runner.leaving || runner.sessionMs <= 0) {
      void this.#unload(cause, runner, 'unloaded');
      return;
    }
    runner.expiresAt = this.#clock.now() + runner.sessionMs;
    runner.cancelTimer = this.#clock.schedule(runner.sessionMs, () => {
      void this.#unload(timerCause, runner, 'unloaded');
    });
    this.#ledger.add(cause, 'reset-timer', { model: runner.name });
  }

  /** `keep_alive: 0` without a prompt: at once when idle, else after the last request. */
  expire(cause: Cause, model: OllamaModel): void {
    const runner = this.runnerOf(model);
    if (runner === null) return;
    runner.sessionMs = 0;
    runner.leaving = true;
    if (runner.inFlight === 0) void this.#unload(cause, runner, 'unloaded');
  }

  /** Running out of memory in the middle of work expires every runner. */
  expireAll(cause: Cause): void {
    for (const runner of [...this.runners]) this.expire(cause, runner.model);
  }

  forgetAll(): void {
    for (const runner of this.runners) {
      runner.cancelTimer();
      runner.killed.abort();
      runner.markGone();
    }
    this.runners.length = 0;
    this.#ended.abort();
    this.#ended = new AbortController();
    this.#loading = new Lanes(1);
  }

  async #loadInTurn(cause: Cause, wanted: Wanted, gone: AbortSignal): Promise<Runner | SchedulerFailure> {
    const meanwhile = this.#usable(wanted);
    if (meanwhile !== null) return this.#attach(meanwhile, wanted);
    const same = this.runnerOf(wanted.model);
    if (same !== null) {
      this.#noteReload(cause, same, wanted);
      if (!(await this.#removeFor(cause, same, 'unloaded', gone))) return aborted;
    }
    if (!(await this.#makeRoom(cause, wanted.model, gone))) return aborted;
    const failure = await this.#tryLoad(cause, wanted, gone);
    if (failure !== null) return failure;
    return this.#attach(this.#start(cause, wanted), wanted);
  }

  /** Out of memory: every other model goes, and the load is tried once more. */
  async #tryLoad(cause: Cause, wanted: Wanted, gone: AbortSignal): Promise<SchedulerFailure | null> {
    const error = wanted.model.loadFailure;
    const attempts = error?.includes('out-of-memory') === true && this.runners.length > 0 ? 2 : 1;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (!(await pause(this.#clock, wanted.model.loadMs, gone))) {
        this.#ledger.add(cause, 'aborted-load', { model: wanted.name });
        return aborted;
      }
      if (attempt === attempts) break;
      for (const runner of [...this.runners]) await this.#removeFor(cause, runner, 'evicted', gone);
    }
    return error === null ? null : { status: 500, error };
  }

  #usable(wanted: Wanted): Runner | null {
    const runner = this.runnerOf(wanted.model);
    if (runner === null || runner.leaving || runner.unloading) return null;
    return this.#needsReload(runner, wanted) ? null : runner;
  }

  #needsReload(runner: Runner, { model, options }: Wanted): boolean {
    if (model.format === 'mlx') return false;
    if (runner.others !== options.others) return true;
    const automatic = options.numCtx === null && model.numCtx === undefined;
    return !(automatic && runner.automatic) && this.contextFor(model, options) !== runner.context;
  }

  #noteReload(cause: Cause, runner: Runner, wanted: Wanted): void {
    if (runner.leaving || runner.unloading) return;
    const note = `context ${runner.context} → ${this.contextFor(wanted.model, wanted.options)}`;
    this.#ledger.add(cause, 'reconfigured', { model: wanted.name, note });
  }

  #attach(runner: Runner, wanted: Wanted): Runner {
    runner.inFlight += 1;
    runner.cancelTimer();
    if (wanted.keepAliveMs !== null) runner.sessionMs = wanted.keepAliveMs;
    return runner;
  }

  #start(cause: Cause, { name, model, options }: Wanted): Runner {
    const gone = Promise.withResolvers<void>();
    const runner: Runner = {
      name,
      model,
      context: this.contextFor(model, options),
      automatic: options.numCtx === null && model.numCtx === undefined,
      others: options.others,
      sessionMs: this.#rules.keepAliveMs,
      expiresAt: null,
      inFlight: 0,
      leaving: false,
      unloading: false,
      killed: new AbortController(),
      cancelTimer: () => {},
      gone: gone.promise,
      markGone: gone.resolve,
    };
    this.runners.push(runner);
    this.#ledger.add(cause, 'loaded', { model: name, note: `context ${runner.context}` });
    return runner;
  }

  async #makeRoom(cause: Cause, model: OllamaModel, gone: AbortSignal): Promise<boolean> {
    while (this.runners.length > 0 && !this.#fits(model)) {
      const victim = this.#victim();
      if (victim === null || !(await this.#removeFor(cause, victim, 'evicted', gone))) return false;
    }
    return !gone.aborted;
  }

  #fits(model: OllamaModel): boolean {
    const used = this.runners.reduce((sum, runner) => sum + runner.model.sizeBytes, 0);
    return this.runners.length < this.#rules.maxLoaded && used + model.sizeBytes <= this.#rules.memoryBytes;
  }

  /** Idle runners first, the one with the shortest session first. */
  #victim(): Runner | null {
    const order = (runner: Runner) => (runner.inFlight > 0 ? Number.MAX_VALUE : runner.sessionMs);
    return [...this.runners].sort((a, b) => order(a) - order(b))[0] ?? null;
  }

  /** Asks a runner to leave and waits until it has; what it is busy with ends first. */
  async #removeFor(cause: Cause, runner: Runner, effect: 'unloaded' | 'evicted', gone: AbortSignal) {
    runner.leaving = true;
    if (runner.inFlight === 0) void this.#unload(cause, runner, effect);
    const gaveUp = new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve()));
    await Promise.race([runner.gone, gaveUp]);
    return !gone.aborted;
  }

  /** The runner stays listed until its memory is free again. */
  async #unload(cause: Cause, runner: Runner, effect: 'unloaded' | 'evicted'): Promise<void> {
    if (runner.unloading) return;
    runner.unloading = true;
    runner.cancelTimer();
    if (!(await pause(this.#clock, this.#rules.unloadDelayMs, this.#ended.signal))) return;
    this.runners.splice(this.runners.indexOf(runner), 1);
    this.#ledger.add(cause, effect, { model: runner.name });
    runner.markGone();
  }

  #eitherGone(gone: AbortSignal | undefined): AbortSignal {
    return gone === undefined ? this.#ended.signal : AbortSignal.any([gone, this.#ended.signal]);
  }
}

export function isSchedulerFailure(value: Runner | SchedulerFailure): value is SchedulerFailure {
  return 'error' in value;
}

export function blobOf(model: OllamaModel): string {
  return model.blob ?? model.id;
}

function tooMany(): SchedulerFailure {
  return { status: 503, error: 'server busy, please try again.  maximum pending requests exceeded' };
}
