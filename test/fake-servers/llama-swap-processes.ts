import { pause, type ServerClock } from './fake-clock.ts';
import type { FakeModel } from './fake-model.ts';
import { type Cause, type Ledger, timerCause } from './ledger.ts';
import type { LlamaChild } from './llama-cpp-child.ts';

export interface SwapModel extends FakeModel {
  aliases?: string[];
  /** Seconds; -1 uses the global one, 0 never leaves. */
  ttl?: number;
  /** The command line; may well hold a secret. */
  cmd?: string;
  /** Models of one group push each other out. */
  group?: string;
  concurrencyLimit?: number;
}

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'stopping';

export interface SwapProcess {
  model: SwapModel;
  state: ProcessState;
  child: LlamaChild | null;
  inFlight: number;
  /** Resolves when a start is over, however it ended. */
  starting: Promise<void> | null;
  stopStarting: AbortController;
  stopped: PromiseWithResolvers<void>;
  /** Someone waits for the last request to end. */
  idle: PromiseWithResolvers<void> | null;
  cancelTtl: () => void;
}

export interface SwapRules {
  globalTtlSeconds: number;
  /** At least 15. */
  healthCheckTimeoutSeconds: number;
  stopMs: number;
  /** Old builds counted from the start of a request. */
  ttlFromStart: boolean;
}

/** The processes llama-swap starts, swaps and stops. */
export class SwapProcesses {
  readonly all: SwapProcess[];
  readonly #clock: ServerClock;
  readonly #ledger: Ledger;
  readonly #rules: SwapRules;
  readonly #newChild: (model: SwapModel) => LlamaChild;
  readonly #onChange: (process: SwapProcess) => void;

  constructor(world: {
    clock: ServerClock;
    ledger: Ledger;
    models: SwapModel[];
    rules: SwapRules;
    newChild: (model: SwapModel) => LlamaChild;
    onChange: (process: SwapProcess) => void;
  }) {
    this.#clock = world.clock;
    this.#ledger = world.ledger;
    this.#rules = world.rules;
    this.#newChild = world.newChild;
    this.#onChange = world.onChange;
    this.all = world.models.map(newProcess);
  }

  named(name: string): SwapProcess | null {
    const has = ({ model }: SwapProcess) => model.id === name || (model.aliases ?? []).includes(name);
    return this.all.find(has) ?? null;
  }

  ttlOf(model: SwapModel): number {
    const ttl = model.ttl ?? -1;
    return ttl < 0 ? this.#rules.globalTtlSeconds : ttl;
  }

  /** Starts the process unless it runs, swapping out the others of its group. Null: it did not come up. */
  async ready(cause: Cause, process: SwapProcess): Promise<LlamaChild | null> {
    if (process.state === 'stopping') await process.stopped.promise;
    if (process.state === 'stopped') process.starting = this.#start(cause, process);
    await process.starting;
    return process.child;
  }

  begin(process: SwapProcess): void {
    process.inFlight += 1;
    if (this.#rules.ttlFromStart) this.#restartTtl(process);
    else process.cancelTtl();
  }

  /** Whatever was asked and however it ended, the time to live starts over. */
  end(cause: Cause, process: SwapProcess): void {
    process.inFlight -= 1;
    if (process.inFlight > 0) return;
    process.idle?.resolve();
    process.idle = null;
    if (process.state !== 'ready' || this.ttlOf(process.model) === 0) return;
    if (!this.#rules.ttlFromStart) this.#restartTtl(process);
    this.#ledger.add(cause, 'reset-timer', { model: process.model.id });
  }

  /** Kills what is in flight and resolves when the process has stopped. */
  async stop(cause: Cause, process: SwapProcess, effect: 'unloaded' | 'evicted' = 'unloaded'): Promise<void> {
    if (process.state === 'stopped') return;
    if (process.state === 'stopping') return process.stopped.promise;
    const note = process.inFlight > 0 && process.child !== null ? { note: 'killed what was in flight' } : {};
    process.cancelTtl();
    process.stopStarting.abort();
    process.child?.kill();
    process.child = null;
    const stopped = Promise.withResolvers<void>();
    process.stopped = stopped;
    this.#setState(process, 'stopping');
    this.#ledger.add(cause, effect, { model: process.model.id, ...note });
    await pause(this.#clock, this.#rules.stopMs);
    if (process.stopped !== stopped) return; // llama-swap itself was restarted meanwhile
    this.#setState(process, 'stopped');
    process.stopped.resolve();
  }

  forgetAll(): void {
    for (const process of this.all) {
      process.cancelTtl();
      process.stopStarting.abort();
      process.child?.kill();
      Object.assign(process, newProcess(process.model));
    }
  }

  async #start(cause: Cause, process: SwapProcess): Promise<void> {
    const { model } = process;
    process.stopStarting = new AbortController();
    const stop = process.stopStarting.signal;
    this.#setState(process, 'starting');
    await this.#swapOut(cause, process);
    const limitMs = Math.max(15, this.#rules.healthCheckTimeoutSeconds) * 1000;
    const inTime = await pause(this.#clock, Math.min(model.loadMs, limitMs), stop);
    if (!inTime) return;
    if (model.loadMs > limitMs || model.loadFailure !== null) return this.#setState(process, 'stopped');
    process.child = this.#newChild(model);
    this.#ledger.add(cause, 'loaded', { model: model.id });
    this.#setState(process, 'ready');
  }

  /** A swap waits for what the others are busy with. */
  async #swapOut(cause: Cause, process: SwapProcess): Promise<void> {
    const group = process.model.group ?? 'default';
    const others = this.all.filter(
      (other) => other !== process && (other.model.group ?? 'default') === group && other.state !== 'stopped',
    );
    for (const other of others) {
      if (other.state === 'starting') await other.starting;
      if (other.inFlight > 0) {
        other.idle ??= Promise.withResolvers();
        await other.idle.promise;
      }
      await this.stop(cause, other, 'evicted');
    }
  }

  /** A ticker looks each second whether more than the time to live has passed. */
  #restartTtl(process: SwapProcess): void {
    process.cancelTtl();
    const ttl = this.ttlOf(process.model);
    if (ttl === 0) return;
    process.cancelTtl = this.#clock.schedule((ttl + 1) * 1000, () => {
      if (process.inFlight === 0 || this.#rules.ttlFromStart) void this.stop(timerCause, process);
    });
  }

  #setState(process: SwapProcess, state: ProcessState): void {
    process.state = state;
    this.#onChange(process);
  }
}

function newProcess(model: SwapModel): SwapProcess {
  return {
    model,
    state: 'stopped',
    child: null,
    inFlight: 0,
    starting: null,
    stopStarting: new AbortController(),
    stopped: Promise.withResolvers(),
    idle: null,
    cancelTtl: () => {},
  };
}
