import { pause, type ServerClock } from './fake-clock.ts';
import type { FakeModel } from './fake-model.ts';
import { type Cause, type Ledger, timerCause } from './ledger.ts';

export interface Instance {
  /** `key`, or `key:2` for a second copy. */
  id: string;
  model: FakeModel;
  context: number;
  /** What the load asked for beside the context. */
  settings: object;
  jit: boolean;
  /** Null: stays until it is unloaded. */
  ttlMs: number | null;
  lastUsed: number | null;
  inFlight: number;
  killed: AbortController;
  cancelTimer: () => void;
}

export interface LoadFailure {
  type: 'model_load_failed';
  message: string;
}

export interface LoadWish {
  context: number | null;
  /** Null: loaded by hand, without idle time. */
  jitTtlMs: number | null;
  settings?: object;
  /** Called with 0, 0.5 and 1. */
  onProgress?: (progress: number) => void;
}

export interface InstanceRules {
  autoEvict: boolean;
  /** The guardrail refuses loads that would need more than this. */
  memoryBytes: number;
  /** AutoFit gives no more than this, whatever was asked. */
  contextCap: number;
}

const guardrail =
  'Model loading was stopped due to insufficient system resources. Under the current settings, this model requires more memory than is available.';

/** What is in LM Studio's memory, and the rules by which it comes and goes. */
export class LmStudioInstances {
  readonly all: Instance[] = [];
  readonly #clock: ServerClock;
  readonly #ledger: Ledger;
  readonly #rules: InstanceRules;
  #idsLoading = new Set<string>();
  #jitLoads = new Map<string, Promise<Instance | LoadFailure>>();
  #ended = new AbortController();

  constructor(clock: ServerClock, ledger: Ledger, rules: InstanceRules) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#rules = rules;
  }

  find(id: string): Instance | null {
    return this.all.find((instance) => instance.id === id) ?? null;
  }

  of(model: FakeModel): Instance[] {
    return this.all.filter((instance) => instance.model === model);
  }

  /** Loads a further copy, whatever is loaded already. */
  async load(cause: Cause, model: FakeModel, wish: LoadWish): Promise<Instance | LoadFailure> {
    if (wish.jitTtlMs !== null && this.#rules.autoEvict) this.#evictJit(cause);
    if (this.#memoryInUse() + model.sizeBytes > this.#rules.memoryBytes) return failure(guardrail);
    const id = this.#freeId(model.id);
    this.#idsLoading.add(id);
    const finished = await this.#takeTime(model.loadMs, wish.onProgress);
    this.#idsLoading.delete(id);
    if (!finished) return failure('The server stopped while the model was loading.');
    if (model.loadFailure !== null) return failure(model.loadFailure);
    return this.#add(cause, id, model, wish);
  }

  /** The load a request to an unloaded model causes; a second such request joins it. */
  loadOnDemand(cause: Cause, model: FakeModel, wish: LoadWish): Promise<Instance | LoadFailure> {
    const underWay = this.#jitLoads.get(model.id);
    if (underWay !== undefined) return underWay;
    const loading = this.load(cause, model, wish).finally(() => this.#jitLoads.delete(model.id));
    this.#jitLoads.set(model.id, loading);
    return loading;
  }

  unload(cause: Cause, instance: Instance, effect: 'unloaded' | 'evicted' = 'unloaded'): void {
    const index = this.all.indexOf(instance);
    if (index < 0) return;
    this.all.splice(index, 1);
    instance.cancelTimer();
    const note = instance.inFlight > 0 ? 'in the middle of a generation' : undefined;
    this.#ledger.add(cause, effect, { model: instance.id, ...(note === undefined ? {} : { note }) });
    instance.killed.abort();
  }

  begin(instance: Instance): void {
    instance.inFlight += 1;
    instance.cancelTimer();
  }

  /** The idle time starts over when the last request ends. */
  end(cause: Cause, instance: Instance): void {
    instance.inFlight -= 1;
    instance.lastUsed = this.#clock.now();
    if (instance.inFlight > 0 || !this.all.includes(instance)) return;
    this.#startIdleTimer(instance);
    if (instance.ttlMs !== null) this.#ledger.add(cause, 'reset-timer', { model: instance.id });
  }

  forgetAll(): void {
    for (const instance of this.all) {
      instance.cancelTimer();
      instance.killed.abort();
    }
    this.all.length = 0;
    this.#ended.abort();
    this.#ended = new AbortController();
    this.#idsLoading.clear();
    this.#jitLoads.clear();
  }

  async #takeTime(ms: number, onProgress: (progress: number) => void = () => {}): Promise<boolean> {
    const ended = this.#ended.signal;
    onProgress(0);
    if (ms > 0 && !(await pause(this.#clock, ms / 2, ended))) return false;
    onProgress(0.5);
    if (ms > 0 && !(await pause(this.#clock, ms / 2, ended))) return false;
    onProgress(1);
    return true;
  }

  #add(cause: Cause, id: string, model: FakeModel, wish: LoadWish): Instance {
    const instance: Instance = {
      id,
      model,
      context: Math.min(wish.context ?? model.defaultContext, model.maxContext, this.#rules.contextCap),
      settings: wish.settings ?? {},
      jit: wish.jitTtlMs !== null,
      ttlMs: wish.jitTtlMs,
      lastUsed: null,
      inFlight: 0,
      killed: new AbortController(),
      cancelTimer: () => {},
    };
    this.all.push(instance);
    this.#startIdleTimer(instance);
    this.#ledger.add(cause, 'loaded', { model: id, note: `context ${instance.context}` });
    return instance;
  }

  #startIdleTimer(instance: Instance): void {
    instance.cancelTimer();
    if (instance.ttlMs === null) return;
    instance.cancelTimer = this.#clock.schedule(instance.ttlMs, () => this.unload(timerCause, instance));
  }

  #evictJit(cause: Cause): void {
    for (const instance of this.all.filter((each) => each.jit)) this.unload(cause, instance, 'evicted');
  }

  #memoryInUse(): number {
    return this.all.reduce((sum, instance) => sum + instance.model.sizeBytes, 0);
  }

  #freeId(key: string): string {
    const taken = (id: string) => this.find(id) !== null || this.#idsLoading.has(id);
    if (!taken(key)) return key;
    let copy = 2;
    while (taken(`${key}:${copy}`)) copy += 1;
    return `${key}:${copy}`;
  }
}

export function isLoadFailure(value: Instance | LoadFailure): value is LoadFailure {
  return 'message' in value;
}

function failure(message: string): LoadFailure {
  return { type: 'model_load_failed', message };
}
