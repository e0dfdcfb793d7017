import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { type InferenceRoute, inferenceRoute } from './openai-shapes.ts';

export interface JanOptions extends InferenceOptions {
  /** The running sessions: Jan lists nothing else. */
  sessions?: FakeModel[];
  /** Host names besides loopback that requests may be addressed to. */
  trustedHosts?: string[];
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const openRoutes = ['/', '/openapi.json', '/docs/swagger-ui.css', '/favicon.ico'];

/** Jan's local API proxy: running sessions only, no load or unload, errors as plain text. */
export class FakeJan extends InferenceServer {
  sessions: FakeModel[];
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: null,
    keepsResponses: false,
  };
  readonly #trustedHosts: string[];

  constructor(options: JanOptions = {}) {
    super(options);
    this.sessions = options.sessions ?? [];
    this.#trustedHosts = [...loopback, ...(options.trustedHosts ?? [])];
  }

  /** The host check comes before the key, so it is done in `answer` for every route. */
  protected override isGuarded(call: Call): boolean {
    return this.#trusts(call) && !openRoutes.includes(call.path);
  }

  protected override refuseKey(call: Call): void {
    call.plain(401, 'Invalid or missing authorization token');
  }

  protected override notFound(call: Call): void {
    call.plain(404, 'Not Found');
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `request (${asked} tokens) exceeds the available context size (${context} tokens), try increasing it`;
    const error = {
      code: 400,
      message,
      type: 'exceed_context_size_error',
      n_prompt_tokens: asked,
      n_ctx: context,
    };
    call.json(400, { error });
  }

  protected async answer(call: Call): Promise<void> {
    if (!this.#trusts(call)) return call.plain(403, 'Invalid host header');
    if (call.is('GET', '/')) return call.html(200, '<html><title>Jan API Server - Swagger UI</title></html>');
    if (call.is('GET', '/openapi.json')) {
      return call.json(200, { openapi: '3.1.0', info: { title: 'Jan API Server Endpoints' } });
    }
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#cards() });
    const route = inferenceRoute(call);
    if (route === null || route === 'responses') return this.notFound(call);
    await this.#answerInference(call, route);
  }

  async #answerInference(call: Call, route: InferenceRoute): Promise<void> {
    if (this.sessions.length === 0) return call.plain(503, 'No models are available');
    const name = call.text('model') ?? '';
    const model = this.sessions.find(({ id }) => id === name);
    if (model === undefined) return call.plain(404, `No running session found for model '${name}'`);
    await this.infer(call, { route, model, context: model.defaultContext });
  }

  #trusts(call: Call): boolean {
    const host = (call.headers.host ?? '').replace(/:\d+$/, '');
    return this.#trustedHosts.includes(host);
  }

  #cards(): object[] {
    return this.sessions.map(({ id }) => ({ id, object: 'model', created: 1, owned_by: 'user' }));
  }
}

export function startJan(options: JanOptions = {}): Promise<FakeJan> {
  return new FakeJan(options).start();
}
