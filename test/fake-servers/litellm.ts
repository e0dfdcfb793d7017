import type { Call, HeaderMap } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { type InferenceRoute, inferenceRoute } from './openai-shapes.ts';

export interface LiteLlmDeployment {
  /** The public model name; several deployments of one name are replicas. */
  group: string;
  /** What LiteLLM calls: "ollama/qwen3:8b", "openai/gpt-5.6". */
  target: string;
  model: FakeModel;
  /** A machine that holds one model at a time, or null for a hosted provider, which bills. */
  localHost: string | null;
  up?: boolean;
}

export interface LiteLlmOptions extends InferenceOptions {
  deployments: LiteLlmDeployment[];
  /** Which groups take over when one has no deployment that is up. */
  fallbacks?: Record<string, string[]>;
  virtualKeys?: string[];
  /** With background checks GET /health shows the last results and calls nobody. */
  backgroundHealthChecks?: boolean;
  requestsPerMinute?: number;
  /** Some set-ups put the readiness route behind the key too. */
  readinessNeedsKey?: boolean;
  /** Some versions name themselves only on inference answers. */
  versionHeader?: 'always' | 'inference';
  /** Older versions have no /health/backlog. */
  backlog?: boolean;
  version?: string;
}

const openRoutes = ['/health/liveliness', '/health/liveness', '/health/readiness', '/'];

/** LiteLLM proxy: knows nothing of loading; its health check is a real, billed call to everybody. */
export class FakeLiteLlm extends InferenceServer {
  readonly deployments: LiteLlmDeployment[];
  /** What each local machine holds now. */
  readonly loadedOn = new Map<string, string>();
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'reasoning_text',
    keepsResponses: false,
  };
  readonly #options: LiteLlmOptions;
  readonly #version: string;
  #turn = 0;
  #callTimes: number[] = [];

  constructor(options: LiteLlmOptions) {
    super(options);
    this.#options = options;
    this.#version = options.version ?? '1.83.0';
    this.deployments = options.deployments;
    if (options.versionHeader !== 'inference') this.ownHeaders = { 'x-litellm-version': this.#version };
  }

  protected override isGuarded(call: Call): boolean {
    if (this.#options.readinessNeedsKey === true && call.path === '/health/readiness') return true;
    return !openRoutes.includes(call.path);
  }

  protected override hasKey(call: Call): boolean {
    const keys = [this.apiKey, ...(this.#options.virtualKeys ?? [])];
    return keys.some((key) => call.headers.authorization === `Bearer ${key}`);
  }

  protected override refuseKey(call: Call): void {
    const message = 'Authentication Error, No api key passed in.';
    call.json(401, { error: { message, type: 'auth_error', param: 'None', code: '401' } });
  }

  protected override notFound(call: Call): void {
    call.json(404, { detail: 'Not Found' });
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `litellm.ContextWindowExceededError: the prompt of ${asked} tokens exceeds ${context} tokens.`;
    call.json(400, { error: { message, type: 'invalid_request_error', param: null, code: '400' } });
  }

  protected async answer(call: Call): Promise<void> {
    const route = inferenceRoute(call);
    if (route !== null) return this.#answerInference(call, route);
    if (call.is('GET', '/')) return call.html(200, '<html><title>LiteLLM API - Swagger UI</title></html>');
    if (call.is('GET', '/health/liveliness', '/health/liveness')) return call.json(200, "I'm alive!");
    if (call.is('GET', '/health/readiness')) return call.json(200, this.#readiness());
    if (call.is('GET', '/health')) return this.#checkEverybody(call);
    if (call.is('GET', '/health/services')) return this.#sendTestAlert(call);
    if (call.is('GET', '/health/backlog') && this.#options.backlog !== false) {
      return call.json(200, { in_flight_requests: this.generating });
    }
    if (call.is('GET', '/v1/models', '/models')) return call.json(200, this.#modelList());
    if (call.is('GET', '/model/info', '/v1/model/info')) return call.json(200, { data: this.#modelInfo() });
    if (call.is('GET', '/model_group/info')) return call.json(200, { data: this.#groupInfo() });
    this.notFound(call);
  }

  async #answerInference(call: Call, route: InferenceRoute): Promise<void> {
    if (this.#overRate()) {
      const message = 'Rate limit exceeded for this key.';
      const error = { message, type: 'throttling_error', param: null, code: '429' };
      return call.json(429, { error }, { 'retry-after': '60' });
    }
    const group = call.text('model') ?? '';
    if (this.#groups().includes(group)) {
      const chosen = this.#choose(group);
      if (chosen !== null) return this.#callDeployment(call, route, chosen);
      const message = `litellm.ServiceUnavailableError: no deployment of ${group} is up.`;
      return call.json(503, { error: { message, type: null, param: null, code: '503' } });
    }
    const message = `Invalid model name passed in model=${group}. Call \`/v1/models\` to view available models.`;
    call.json(400, { error: { message, type: 'invalid_request_error', param: null, code: '400' } });
  }

  async #callDeployment(call: Call, route: InferenceRoute, deployment: LiteLlmDeployment): Promise<void> {
    this.#touchLocal(call, deployment);
    await this.infer(call, {
      route,
      model: deployment.model,
      name: deployment.group,
      context: deployment.model.maxContext,
      effect: deployment.localHost === null ? 'billed' : 'generated',
      headers: this.#inferenceHeaders(deployment),
    });
  }

  #inferenceHeaders(deployment: LiteLlmDeployment): HeaderMap {
    return {
      'x-litellm-version': this.#version,
      'x-litellm-call-id': `call-${this.requests.length}`,
      'x-litellm-model-id': deployment.target,
    };
  }

  /** A local machine loads what it is asked for and drops what it had. */
  #touchLocal(call: Call, { localHost, target }: LiteLlmDeployment): void {
    if (localHost === null || this.loadedOn.get(localHost) === target) return;
    const before = this.loadedOn.get(localHost);
    if (before !== undefined) this.ledger.add(call.cause, 'evicted', { model: before });
    this.loadedOn.set(localHost, target);
    this.ledger.add(call.cause, 'loaded', { model: target });
  }

  #checkEverybody(call: Call): void {
    if (this.#options.backgroundHealthChecks !== true) {
      for (const deployment of this.deployments) this.#checkOne(call, deployment);
    }
    const card = ({ target }: LiteLlmDeployment) => ({ model: target });
    const healthy = this.deployments.filter((each) => each.up !== false).map(card);
    const unhealthy = this.deployments.filter((each) => each.up === false).map(card);
    call.json(200, {
      healthy_endpoints: healthy,
      unhealthy_endpoints: unhealthy,
      healthy_count: healthy.length,
      unhealthy_count: unhealthy.length,
    });
  }

  #checkOne(call: Call, deployment: LiteLlmDeployment): void {
    if (deployment.up === false) return;
    this.#touchLocal(call, deployment);
    const effect = deployment.localHost === null ? 'billed' : 'generated';
    this.ledger.add(call.cause, effect, { model: deployment.target, tokens: 1, note: 'health check' });
  }

  #sendTestAlert(call: Call): void {
    this.ledger.add(call.cause, 'alerted', { note: call.query.get('service') ?? 'unknown service' });
    call.json(200, { status: 'success', message: 'Mock alert sent' });
  }

  #choose(group: string): LiteLlmDeployment | null {
    for (const name of [group, ...(this.#options.fallbacks?.[group] ?? [])]) {
      const replicas = this.deployments.filter((each) => each.group === name && each.up !== false);
      const chosen = replicas[this.#turn % Math.max(1, replicas.length)];
      if (chosen !== undefined) {
        this.#turn += 1;
        return chosen;
      }
    }
    return null;
  }

  #overRate(): boolean {
    const now = this.clock.now();
    this.#callTimes = this.#callTimes.filter((at) => now - at < 60_000);
    if (this.#callTimes.length >= (this.#options.requestsPerMinute ?? Number.POSITIVE_INFINITY)) return true;
    this.#callTimes.push(now);
    return false;
  }

  #groups(): string[] {
    return [...new Set(this.deployments.map((each) => each.group))];
  }

  #readiness(): object {
    return { status: 'healthy', db: 'Not connected', cache: null, litellm_version: this.#version };
  }

  #modelList(): object {
    const card = (id: string) => ({ id, object: 'model', created: 1_677_610_602, owned_by: 'openai' });
    return { data: this.#groups().map(card), object: 'list' };
  }

  #modelInfo(): object[] {
    return this.deployments.map(({ group, target, model, localHost }) => ({
      model_name: group,
      litellm_params: { model: target, ...(localHost === null ? {} : { api_base: localHost }) },
      model_info: { id: target, db_model: false, mode: 'chat', ...staticFigures(model) },
    }));
  }

  #groupInfo(): object[] {
    return this.#groups().map((group) => {
      const members = this.deployments.filter((each) => each.group === group);
      const first = members[0]?.model;
      const providers = [...new Set(members.map((each) => each.target.split('/')[0]))];
      return { model_group: group, providers, mode: 'chat', ...(first ? staticFigures(first) : {}) };
    });
  }
}

function staticFigures(model: FakeModel): object {
  return {
    max_input_tokens: model.maxContext,
    max_output_tokens: 8_192,
    supports_vision: model.vision,
    supports_function_calling: model.tools,
  };
}

export function startLiteLlm(options: LiteLlmOptions): Promise<FakeLiteLlm> {
  return new FakeLiteLlm(options).start();
}
