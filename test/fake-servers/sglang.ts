import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { firstTokenHistogram } from './metrics-text.ts';
import { answerText, type Generated, inferenceRoute } from './openai-shapes.ts';

export interface SglangOptions extends InferenceOptions {
  model: FakeModel;
  /** Which names of the same routes this version has. Both unless told. */
  routes?: 'old' | 'new' | 'both';
  /** --enable-metrics */
  metrics?: boolean;
  /** SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION, on by default. */
  healthGenerates?: boolean;
  /** How long after the start /health answers 503. */
  warmUpMs?: number;
  /** --max-running-requests */
  maxRunning?: number;
  version?: string;
}

const healthWaitMs = 1_000;
const stuckWaitMs = 20_000;

/** SGLang: one model, never unloaded; asking for its health makes it generate a token. */
export class FakeSglang extends InferenceServer {
  /** A stuck engine leaves /health waiting its full 20 seconds. */
  stuck = false;
  memoryReleased = false;
  readonly model: FakeModel;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'reasoning_text',
    keepsResponses: true,
  };
  /** Since the process started; their first token comes with the last. */
  #answered = 0;
  readonly #options: SglangOptions;
  #startedAt = 0;

  constructor(options: SglangOptions) {
    super(options, options.maxRunning);
    this.#options = options;
    this.model = options.model;
  }

  /** The process starts over: nothing listens until the weights are loaded. */
  async relaunch(): Promise<void> {
    await this.relaunchAfter(this.model.loadMs);
  }

  protected override processStarted(): void {
    this.#startedAt = this.clock.now();
    this.stuck = false;
    this.memoryReleased = false;
    this.#answered = 0;
  }

  protected override isGuarded(call: Call): boolean {
    return !call.path.startsWith('/health') && !call.path.startsWith('/metrics');
  }

  protected override hasKey(call: Call): boolean {
    return call.headers.authorization === `Bearer ${this.apiKey}`;
  }

  protected override refuseKey(call: Call): void {
    call.json(401, { error: 'Unauthorized' });
  }

  protected override notFound(call: Call): void {
    call.json(404, { detail: 'Not Found' });
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `The input (${asked} tokens) is longer than the model's context length (${context} tokens).`;
    const flat = { object: 'error', message, type: 'BadRequestError', param: null, code: 400 };
    call.json(400, call.path === '/generate' ? { error: { message } } : flat);
  }

  protected async answer(call: Call): Promise<void> {
    const route = inferenceRoute(call);
    const common = { model: this.model, context: this.model.defaultContext };
    if (route !== null) {
      if (await this.infer(call, { route, ...common })) this.#answered += 1;
      return;
    }
    if (call.is('POST', '/generate')) {
      const shape = ({ tokens }: Generated) => ({
        text: answerText,
        meta_info: { completion_tokens: tokens },
      });
      return void (await this.infer(call, { route: 'completions', ...common, shape }));
    }
    if (call.is('GET', '/health', '/health_generate')) return this.#health(call);
    if (call.is('GET', '/ping')) return call.empty(200);
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: [this.#card()] });
    if (call.is('GET', '/metrics') && this.#options.metrics === true) return call.plain(200, this.#metrics());
    if (call.is('POST', '/release_memory_occupation')) return this.#setReleased(call, true);
    if (call.is('POST', '/resume_memory_occupation')) return this.#setReleased(call, false);
    if (this.#options.routes !== 'new' && this.#answerOldRoutes(call)) return;
    if (this.#options.routes !== 'old' && this.#answerNewRoutes(call)) return;
    this.notFound(call);
  }

  #answerOldRoutes(call: Call): boolean {
    if (call.is('GET', '/get_model_info')) call.json(200, this.#modelInfo());
    else if (call.is('GET', '/get_server_info')) call.json(200, this.#serverInfo());
    else if (call.is('GET', '/get_load')) {
      const total = this.generating + this.queued;
      call.json(200, [
        { dp_rank: 0, num_reqs: total, num_waiting_reqs: this.queued, num_tokens: total * 100 },
      ]);
    } else return false;
    return true;
  }

  #answerNewRoutes(call: Call): boolean {
    if (call.is('GET', '/model_info')) call.json(200, this.#modelInfo());
    else if (call.is('GET', '/server_info')) call.json(200, this.#serverInfo());
    else if (call.is('GET', '/v1/loads')) {
      const load = { dp_rank: 0, num_running_reqs: this.generating, num_waiting_reqs: this.queued };
      call.json(200, { dp_rank_count: 1, loads: [{ ...load, token_usage: 0.1 }] });
    } else return false;
    return true;
  }

  async #health(call: Call): Promise<void> {
    if (this.clock.now() - this.#startedAt < (this.#options.warmUpMs ?? 0)) return call.empty(503);
    const generates = call.path === '/health_generate' || this.#options.healthGenerates !== false;
    if (!generates) return call.empty(200);
    this.ledger.add(call.cause, 'generated', { model: this.model.id, tokens: 1, note: 'health check' });
    if (await this.wait(this.stuck ? stuckWaitMs : healthWaitMs, call.gone)) {
      call.empty(this.stuck ? 503 : 200);
    }
  }

  #setReleased(call: Call, released: boolean): void {
    if (this.memoryReleased !== released) {
      const effect = released ? 'unloaded' : 'loaded';
      this.ledger.add(call.cause, effect, { model: this.model.id, note: 'memory saver' });
    }
    this.memoryReleased = released;
    call.json(200, null);
  }

  #card(): object {
    const { id, defaultContext } = this.model;
    const created = Math.floor(this.clock.now() / 1000);
    return {
      id,
      object: 'model',
      created,
      owned_by: 'sglang',
      root: id,
      parent: null,
      max_model_len: defaultContext,
    };
  }

  #modelInfo(): object {
    const { id, vision } = this.model;
    return { model_path: id, tokenizer_path: id, is_generation: true, has_image_understanding: vision };
  }

  #serverInfo(): object {
    const { id, defaultContext } = this.model;
    return { model_path: id, context_length: defaultContext, version: this.#options.version ?? '0.5.9' };
  }

  #metrics(): string {
    const gauge = (name: string, value: number) =>
      `# TYPE sglang:${name} gauge\nsglang:${name}{model_name="${this.model.id}"} ${value.toFixed(1)}\n`;
    return (
      gauge('num_running_reqs', this.generating) +
      gauge('num_queue_reqs', this.queued) +
      firstTokenHistogram('sglang', `{model_name="${this.model.id}"}`, this.#answered, this.model.busyMs)
    );
  }
}

export function startSglang(options: SglangOptions): Promise<FakeSglang> {
  return new FakeSglang(options).start();
}
