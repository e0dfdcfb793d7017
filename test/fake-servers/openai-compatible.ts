import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { inferenceRoute } from './openai-shapes.ts';

export interface OpenAiCompatibleOptions extends InferenceOptions {
  models: FakeModel[];
  /** Null leaves the field out. */
  ownedBy?: string | null;
  /** Behind the address is a paid service, as with OAI-proxy: every call bills. */
  billed?: boolean;
  /** Some gateways refuse `max_tokens` of 0. */
  refusesZeroTokens?: boolean;
}

/** Only `/v1/models` and chat: a custom gateway, or OAI-proxy when `billed`. */
export class FakeOpenAiCompatible extends InferenceServer {
  readonly models: FakeModel[];
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: null,
    keepsResponses: false,
  };
  readonly #options: OpenAiCompatibleOptions;

  constructor(options: OpenAiCompatibleOptions) {
    super(options);
    this.#options = options;
    this.models = options.models;
  }

  protected async answer(call: Call): Promise<void> {
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#cards() });
    if (inferenceRoute(call) !== 'chat') return this.notFound(call);
    const model = this.models.find(({ id }) => id === call.text('model'));
    if (model === undefined) return unknownModel(call);
    if (call.number('max_tokens') === 0 && this.#options.refusesZeroTokens !== false) {
      const error = { message: 'max_tokens must be at least 1', type: 'invalid_request_error' };
      return call.json(400, { error: { ...error, param: 'max_tokens', code: null } });
    }
    const effect = this.#options.billed === true ? 'billed' : 'generated';
    await this.infer(call, { route: 'chat', model, context: model.maxContext, effect });
  }

  #cards(): object[] {
    const { ownedBy } = this.#options;
    const created = Math.floor(this.clock.now() / 1000);
    const owner = ownedBy === null ? {} : { owned_by: ownedBy ?? 'gateway' };
    return this.models.map(({ id }) => ({ id, object: 'model', created, ...owner }));
  }
}

export function unknownModel(call: Call): void {
  const message = `The model '${call.text('model') ?? ''}' does not exist`;
  const error = { message, type: 'invalid_request_error', param: 'model', code: 'model_not_found' };
  call.json(404, { error });
}

export function startOpenAiCompatible(options: OpenAiCompatibleOptions): Promise<FakeOpenAiCompatible> {
  return new FakeOpenAiCompatible(options).start();
}

/** OAI-proxy: a key, hosted models, and a bill for every call. */
export function startOaiProxy(options: OpenAiCompatibleOptions): Promise<FakeOpenAiCompatible> {
  return startOpenAiCompatible({ billed: true, ownedBy: 'openai', ...options });
}
