import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { otherClient } from './ledger.ts';
import { LlamaChild, type LlamaRules, llamaRules } from './llama-cpp-child.ts';
import { refuseLlama } from './llama-cpp-shapes.ts';

export interface LlamaServerOptions extends InferenceOptions, Partial<LlamaRules> {
  model: FakeModel;
  /** --api-prefix */
  apiPrefix?: string;
}

const openPaths = ['/health', '/v1/health', '/models', '/v1/models', '/'];

/** What single mode and router mode share: the header, the key, the words of an error. */
export abstract class LlamaCppServer extends InferenceServer {
  readonly rules: LlamaRules;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'reasoning_text',
    keepsResponses: false,
  };

  constructor(options: InferenceOptions & Partial<LlamaRules>) {
    super(options);
    this.ownHeaders = { server: 'llama.cpp' };
    this.rules = {
      build: options.build ?? llamaRules.build,
      sleepIdleSeconds: options.sleepIdleSeconds ?? llamaRules.sleepIdleSeconds,
      slotsRoute: options.slotsRoute ?? llamaRules.slotsRoute,
      metricsRoute: options.metricsRoute ?? llamaRules.metricsRoute,
      parallel: options.parallel ?? llamaRules.parallel,
    };
  }

  protected override isGuarded(call: Call): boolean {
    return !openPaths.includes(call.path);
  }

  protected override refuseKey(call: Call): void {
    refuseLlama(call, 401, 'Invalid API Key', 'authentication_error');
  }

  protected override notFound(call: Call): void {
    refuseLlama(call, 404, 'File Not Found', 'not_found_error');
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const error = {
      code: 400,
      message: `request (${asked} tokens) exceeds the available context size (${context} tokens), try increasing it`,
      type: 'exceed_context_size_error',
      n_prompt_tokens: asked,
      n_ctx: context,
    };
    call.json(400, { error });
  }

  protected newChild(model: FakeModel, onSleepChange?: (sleeping: boolean) => void): LlamaChild {
    return new LlamaChild(model, {
      clock: this.clock,
      ledger: this.ledger,
      rules: this.rules,
      infer: (call, inference) => this.infer(call, inference),
      ...(onSleepChange === undefined ? {} : { onSleepChange }),
    });
  }
}

/** llama-server with `-m`: one model, 503 while it loads, an optional sleep. */
export class FakeLlamaServer extends LlamaCppServer {
  readonly model: FakeModel;
  child: LlamaChild | null = null;
  readonly #prefix: string;
  #cancelLoad: () => void = () => {};

  constructor(options: LlamaServerOptions) {
    super(options);
    this.model = options.model;
    this.#prefix = options.apiPrefix ?? '';
  }

  get asleep(): boolean {
    return this.child?.sleeping ?? false;
  }

  /** Another client generates. Resolves when it is answered. */
  async clientAsks(): Promise<void> {
    if (this.child === null) throw new Error('Loading model');
    await this.child.generate(otherClient);
  }

  protected override processStarted(): void {
    const ready = () => {
      this.child = this.newChild(this.model);
    };
    if (this.model.loadMs <= 0) ready();
    else this.#cancelLoad = this.clock.schedule(this.model.loadMs, ready);
  }

  protected override processEnded(): void {
    super.processEnded();
    this.#cancelLoad();
    this.child?.kill();
    this.child = null;
  }

  protected async answer(call: Call): Promise<void> {
    if (this.child === null) return refuseLlama(call, 503, 'Loading model', 'unavailable_error');
    if (!call.path.startsWith(this.#prefix)) return this.notFound(call);
    const path = call.path.slice(this.#prefix.length);
    if (path === '/' || path === '') return call.html(200, '<!doctype html><title>llama.cpp</title>');
    if (!(await this.child.answer(call, path))) this.notFound(call);
  }
}

export function startLlamaServer(options: LlamaServerOptions): Promise<FakeLlamaServer> {
  return new FakeLlamaServer(options).start();
}
