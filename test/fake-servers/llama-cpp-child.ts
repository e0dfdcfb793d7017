import type { Call } from './call.ts';
import { pause, type ServerClock } from './fake-clock.ts';
import type { FakeModel } from './fake-model.ts';
import type { Inference } from './inference-server.ts';
import { Lanes } from './lanes.ts';
import { type Cause, type Ledger, timerCause } from './ledger.ts';
import {
  cachedMetricsBuild,
  fileName,
  isTextRoute,
  llamaRoute,
  metricsText,
  modalities,
  modelMeta,
  modernBuild,
  propsAnswer,
  refuseLlama,
} from './llama-cpp-shapes.ts';

export interface LlamaRules {
  /** As in b10644. */
  build: number;
  /** --sleep-idle-seconds; null is off. */
  sleepIdleSeconds: number | null;
  slotsRoute: boolean;
  metricsRoute: boolean;
  parallel: number;
}

export const llamaRules: LlamaRules = {
  build: 10_644,
  sleepIdleSeconds: null,
  slotsRoute: true,
  metricsRoute: true,
  parallel: 4,
};

/** What a model process needs from the server it lives in. */
export interface LlamaHost {
  clock: ServerClock;
  ledger: Ledger;
  rules: LlamaRules;
  infer(call: Call, inference: Inference): Promise<boolean>;
  onSleepChange?(sleeping: boolean): void;
}

/** One loaded model: its slots, its sleep, and which request wakes it or keeps it awake. */
export class LlamaChild {
  readonly model: FakeModel;
  readonly context: number;
  readonly killed = new AbortController();
  sleeping = false;
  readonly #host: LlamaHost;
  readonly #lanes: Lanes;
  #waking: Promise<void> | null = null;
  #cancelTimer: () => void = () => {};

  constructor(model: FakeModel, host: LlamaHost) {
    this.model = model;
    this.context = model.defaultContext;
    this.#host = host;
    this.#lanes = new Lanes(host.rules.parallel);
    this.#startIdleTimer();
  }

  get busySlots(): number {
    return this.#lanes.running;
  }

  /** The process ends; whatever it was doing breaks off. */
  kill(): void {
    this.#cancelTimer();
    this.killed.abort();
  }

  /** A generation by another client. */
  async generate(cause: Cause): Promise<void> {
    await this.#wake(cause);
    await this.#task(cause, async () => {
      this.#host.ledger.add(cause, 'generated', { model: this.model.id, tokens: this.model.tokens });
      await pause(this.#host.clock, this.model.busyMs, this.killed.signal);
    });
  }

  /** Answers one of this process's own routes. False when it has no such route. */
  async answer(call: Call, path: string): Promise<boolean> {
    const { rules } = this.#host;
    if (call.method === 'GET' || call.method === 'HEAD') return this.#answerGet(call, path);
    if (isTextRoute(call.method, path)) {
      await this.#wake(call.cause);
      call.json(200, { tokens: [], input_tokens: 0, content: '', prompt: '' });
      return true;
    }
    const route = llamaRoute(call.method, path);
    if (route === null || (route === 'responses' && rules.build < modernBuild)) return false;
    await this.#wake(call.cause);
    await this.#task(call.cause, () =>
      this.#host.infer(call, {
        route,
        model: this.model,
        context: this.context,
        killed: this.killed.signal,
      }),
    );
    return true;
  }

  async #answerGet(call: Call, path: string): Promise<boolean> {
    const { rules } = this.#host;
    switch (path) {
      case '/health':
      case '/v1/health':
        call.json(200, { status: 'ok' });
        return true;
      case '/models':
      case '/v1/models':
        call.json(200, this.#list());
        return true;
      case '/props':
        call.json(200, this.#props());
        return true;
      case '/metrics':
        await this.#answerMetrics(call);
        return true;
      case '/slots':
        if (!rules.slotsRoute) return this.#notSupported(call, 'slots endpoint. Start it with `--slots`');
        await this.#touch(call.cause);
        await this.#answerSlots(call);
        return true;
      case '/lora-adapters':
        await this.#touch(call.cause);
        call.json(200, []);
        return true;
      default:
        return false;
    }
  }

  async #answerMetrics(call: Call): Promise<void> {
    const { rules } = this.#host;
    if (!rules.metricsRoute) {
      this.#notSupported(call, 'metrics endpoint. Start it with `--metrics`');
      return;
    }
    if (rules.build < cachedMetricsBuild) await this.#touch(call.cause);
    call.plain(200, metricsText(this.#lanes.running, this.#lanes.waiting));
  }

  async #answerSlots(call: Call): Promise<void> {
    const { parallel } = this.#host.rules;
    if (call.query.get('fail_on_no_slot') === '1' && this.busySlots >= parallel) {
      return refuseLlama(call, 503, 'no slot available', 'unavailable_error');
    }
    const slot = (id: number) => {
      const busy = id < this.busySlots;
      return { id, id_task: busy ? id : -1, n_ctx: this.context, speculative: false, is_processing: busy };
    };
    call.json(
      200,
      Array.from({ length: parallel }, (_, id) => slot(id)),
    );
  }

  #notSupported(call: Call, what: string): true {
    refuseLlama(call, 501, `This server does not support ${what}`, 'not_supported_error');
    return true;
  }

  /** A task in the queue: wakes, and starts the idle time over. */
  async #touch(cause: Cause): Promise<void> {
    await this.#wake(cause);
    this.#resetIdleTimer(cause);
  }

  async #task(cause: Cause, run: () => Promise<unknown>): Promise<void> {
    if (!(await this.#lanes.enter(this.killed.signal))) return;
    this.#resetIdleTimer(cause);
    try {
      await run();
    } finally {
      this.#lanes.leave();
      this.#resetIdleTimer(cause);
    }
  }

  #wake(cause: Cause): Promise<void> {
    if (!this.sleeping) return Promise.resolve();
    this.#waking ??= this.#wakeUp(cause).finally(() => {
      this.#waking = null;
    });
    return this.#waking;
  }

  async #wakeUp(cause: Cause): Promise<void> {
    this.#host.ledger.add(cause, 'woke', { model: this.model.id });
    await pause(this.#host.clock, this.model.loadMs, this.killed.signal);
    if (this.killed.signal.aborted) return;
    this.sleeping = false;
    this.#host.onSleepChange?.(false);
    this.#startIdleTimer();
  }

  #resetIdleTimer(cause: Cause): void {
    if (this.#host.rules.sleepIdleSeconds === null || this.killed.signal.aborted) return;
    this.#host.ledger.add(cause, 'reset-timer', { model: this.model.id });
    this.#startIdleTimer();
  }

  #startIdleTimer(): void {
    const seconds = this.#host.rules.sleepIdleSeconds;
    this.#cancelTimer();
    if (seconds === null) return;
    this.#cancelTimer = this.#host.clock.schedule(seconds * 1000, () => this.#fallAsleep());
  }

  #fallAsleep(): void {
    if (this.busySlots > 0) return;
    this.sleeping = true;
    this.#host.ledger.add(timerCause, 'unloaded', { model: this.model.id, note: 'asleep' });
    this.#host.onSleepChange?.(true);
  }

  #props(): object {
    const { build, parallel } = this.#host.rules;
    return propsAnswer(this.model, {
      context: this.context,
      slots: parallel,
      sleeping: this.sleeping,
      build,
    });
  }

  #list(): object {
    const { build } = this.#host.rules;
    const id = fileName(this.model);
    const modern = build >= modernBuild;
    const card = {
      id,
      ...(modern ? { aliases: [], tags: [] } : {}),
      object: 'model',
      created: Math.floor(this.#host.clock.now() / 1000),
      owned_by: 'llamacpp',
      meta: modelMeta(this.model, this.context, build),
      ...(modern ? { architecture: modalities(this.model) } : {}),
    };
    const capabilities = this.model.vision ? ['completion', 'multimodal'] : ['completion'];
    return { models: [{ name: id, model: id, capabilities }], object: 'list', data: [card] };
  }
}
