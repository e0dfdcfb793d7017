import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { firstTokenHistogram } from './metrics-text.ts';
import { inferenceRoute, promptTokens } from './openai-shapes.ts';

export interface VllmOptions extends InferenceOptions {
  model: FakeModel;
  /** Further served names of the same model. */
  aliases?: string[];
  /** LoRA adapters, each with its own card. */
  loras?: string[];
  /** VLLM_SERVER_DEV_MODE=1 with --enable-sleep-mode. */
  sleepMode?: boolean;
  /** --enable-server-load-tracking: without it /load always says 0. */
  tracksLoad?: boolean;
  /** Older versions answer flat error bodies. */
  errors?: 'nested' | 'flat';
  version?: string;
  /** --max-num-seqs: more than this many wait. */
  maxSequences?: number;
}

const guarded = ['/v1', '/v2', '/inference', '/cohere'];

/** vLLM: one model per process, no idle unload, an optional manual sleep that must not be disturbed. */
export class FakeVllm extends InferenceServer {
  asleep = false;
  readonly model: FakeModel;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'reasoning_text',
    keepsResponses: true,
  };
  readonly #options: VllmOptions;
  /** Since the process started; their first token comes with the last. */
  #answered = 0;

  constructor(options: VllmOptions) {
    super(options, options.maxSequences);
    this.#options = options;
    this.model = options.model;
  }

  /** The process starts over: the port stays closed until the engine is ready. */
  async relaunch(): Promise<void> {
    await this.relaunchAfter(this.model.loadMs);
  }

  protected override processStarted(): void {
    this.asleep = false;
    this.#answered = 0;
  }

  protected override isGuarded(call: Call): boolean {
    return guarded.some((prefix) => call.path === prefix || call.path.startsWith(`${prefix}/`));
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
    const message = `This model's maximum context length is ${context} tokens. However, your request has ${asked} input tokens.`;
    this.#refuse(call, 400, message, 'BadRequestError', 'input_tokens');
  }

  protected async answer(call: Call): Promise<void> {
    const route = inferenceRoute(call);
    if (route !== null) return this.#answerInference(call);
    if (call.is('GET', '/health', '/ping')) return call.empty(200);
    if (call.is('GET', '/version')) return call.json(200, { version: this.#options.version ?? '0.14.2' });
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#cards() });
    if (call.is('GET', '/metrics')) return call.plain(200, this.#metrics());
    if (call.is('GET', '/load')) return call.json(200, { server_load: this.#serverLoad() });
    if (call.is('POST', '/tokenize')) return this.#tokenize(call);
    if (this.#options.sleepMode === true) return this.#answerSleep(call);
    this.notFound(call);
  }

  async #answerSleep(call: Call): Promise<void> {
    if (call.is('GET', '/is_sleeping')) return call.json(200, { is_sleeping: this.asleep });
    if (call.is('POST', '/sleep')) {
      if (!this.asleep) {
        const note = `sleep level ${call.query.get('level') ?? '1'}`;
        this.ledger.add(call.cause, 'unloaded', { model: this.model.id, note });
      }
      this.asleep = true;
      return call.empty(200);
    }
    if (call.is('POST', '/wake_up')) {
      if (this.asleep) {
        this.ledger.add(call.cause, 'woke', { model: this.model.id });
        this.asleep = !(await this.waitAlive(this.model.loadMs));
      }
      return call.empty(200);
    }
    this.notFound(call);
  }

  async #answerInference(call: Call): Promise<void> {
    const name = call.text('model') ?? this.model.id;
    if (!this.#names().includes(name)) {
      const message = `The model \`${name}\` does not exist.`;
      return this.#refuse(call, 404, message, 'NotFoundError', 'model');
    }
    if (this.asleep) return this.#crash(call);
    const route = inferenceRoute(call);
    if (route === null) return;
    if ((route === 'embeddings') !== (this.model.kind === 'embeddings')) return this.notFound(call);
    const answered = await this.infer(call, {
      route,
      model: this.model,
      name,
      context: this.model.defaultContext,
    });
    if (answered) this.#answered += 1;
  }

  /** Inference on a sleeping engine takes the whole process down. */
  async #crash(call: Call): Promise<void> {
    this.ledger.add(call.cause, 'crashed', { model: this.model.id, note: 'inference while asleep' });
    await this.stop();
  }

  #names(): string[] {
    return [this.model.id, ...(this.#options.aliases ?? []), ...(this.#options.loras ?? [])];
  }

  #cards(): object[] {
    const created = Math.floor(this.clock.now() / 1000);
    return this.#names().map((id) => ({
      id,
      object: 'model',
      created,
      owned_by: 'vllm',
      root: this.model.id,
      parent: this.#options.loras?.includes(id) === true ? this.model.id : null,
      max_model_len: this.model.defaultContext,
      permission: [{ id: `modelperm-${id}`, object: 'model_permission', created, is_blocking: false }],
    }));
  }

  #metrics(): string {
    const labels = `{engine="0",model_name="${this.model.id}"}`;
    const gauge = (name: string, help: string, value: number) =>
      `# HELP vllm:${name} ${help}\n# TYPE vllm:${name} gauge\nvllm:${name}${labels} ${value.toFixed(1)}\n`;
    return (
      gauge('num_requests_running', 'Number of requests in model execution batches.', this.generating) +
      gauge('num_requests_waiting', 'Number of requests waiting to be processed.', this.queued) +
      firstTokenHistogram('vllm', labels, this.#answered, this.model.busyMs)
    );
  }

  #serverLoad(): number {
    return this.#options.tracksLoad === true ? this.generating + this.queued : 0;
  }

  #tokenize(call: Call): void {
    const count = promptTokens(call.body);
    call.json(200, { count, max_model_len: this.model.defaultContext, tokens: new Array(count).fill(1) });
  }

  #refuse(call: Call, status: number, message: string, type: string, param: string): void {
    const body = { message, type, param, code: status };
    call.json(status, this.#options.errors === 'flat' ? { object: 'error', ...body } : { error: body });
  }
}

export function startVllm(options: VllmOptions): Promise<FakeVllm> {
  return new FakeVllm(options).start();
}
