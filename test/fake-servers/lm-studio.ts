import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { type Cause, otherClient } from './ledger.ts';
import { type Instance, isLoadFailure, LmStudioInstances, type LoadFailure } from './lm-studio-instances.ts';
import { type LoadReply, lmsPsEntry, loadReply, modelV0, modelV1 } from './lm-studio-shapes.ts';
import { answerText, type InferenceRoute, inferenceRoute, promptTokens } from './openai-shapes.ts';
import { atLeast } from './version.ts';

export interface LmStudioOptions extends InferenceOptions {
  models: FakeModel[];
  /** Before 0.4.0 there is no /api/v1 and no token, before 0.3.6 no /api/v0. */
  version?: string;
  /** Load a model when a request names it. */
  jit?: boolean;
  jitTtlSeconds?: number;
  /** "Only keep last JIT loaded model". */
  autoEvict?: boolean;
  memoryBytes?: number;
  contextCap?: number;
  loadReply?: LoadReply;
  /** Keys of multi-variant models. */
  variants?: Record<string, string[]>;
  /** What an unknown route answers; real servers say 200. */
  unknownRouteStatus?: 200 | 404;
}

const noModelsLoaded =
  "No models loaded. Please load a model in the developer page or use the 'lms load' command.";

type Refusal = { status: number; error: { message: string; type: string; param?: string; code?: null } };

/** LM Studio: loads on demand, forgets after idle time, keeps only the last on-demand model. */
export class FakeLmStudio extends InferenceServer {
  readonly instances: LmStudioInstances;
  readonly models: FakeModel[];
  version: string;
  jit: boolean;
  /** On-demand loads are refused for no visible reason, as some versions do. */
  refusesJit = false;
  protected readonly shapes: AnswerShapes;
  readonly #options: LmStudioOptions;

  constructor(options: LmStudioOptions) {
    super(options);
    this.#options = options;
    this.models = options.models;
    this.version = options.version ?? '0.4.21';
    this.jit = options.jit ?? true;
    this.shapes = {
      chatReasoning: atLeast(this.version, '0.3.23') ? 'reasoning' : 'reasoning_content',
      responses: atLeast(this.version, '0.3.29') ? 'reasoning_text' : null,
      keepsResponses: true,
    };
    this.instances = new LmStudioInstances(this.clock, this.ledger, {
      autoEvict: options.autoEvict ?? true,
      memoryBytes: options.memoryBytes ?? Number.POSITIVE_INFINITY,
      contextCap: options.contextCap ?? Number.POSITIVE_INFINITY,
    });
  }

  /** Someone loads by hand, in the app or with `lms load`: no idle time unless told. */
  async userLoads(key: string, wish: { context?: number; ttlSeconds?: number } = {}): Promise<string> {
    const loaded = await this.instances.load(otherClient, this.#modelNamed(key), {
      context: wish.context ?? null,
      jitTtlMs: null,
    });
    if (isLoadFailure(loaded)) throw new Error(loaded.message);
    if (wish.ttlSeconds !== undefined) {
      loaded.ttlMs = wish.ttlSeconds * 1000;
      this.instances.begin(loaded);
      this.instances.end(otherClient, loaded);
    }
    return loaded.id;
  }

  userUnloads(instanceId: string): void {
    const instance = this.instances.find(instanceId);
    if (instance !== null) this.instances.unload(otherClient, instance);
  }

  /** Another client sends an inference request naming `name`. Resolves when it is answered. */
  async clientAsks(name: string, wish: { ttlSeconds?: number } = {}): Promise<void> {
    const instance = await this.#resolve(otherClient, name, wish.ttlSeconds ?? null);
    if ('status' in instance) throw new Error(instance.error.message);
    this.instances.begin(instance);
    this.ledger.add(otherClient, 'generated', { model: instance.id, tokens: instance.model.tokens });
    if (instance.model.busyMs > 0) await this.wait(instance.model.busyMs, instance.killed.signal);
    this.instances.end(otherClient, instance);
  }

  /** What `lms ps --json` prints now. */
  lmsPs(): string {
    return JSON.stringify(this.instances.all.map(lmsPsEntry));
  }

  protected override processEnded(): void {
    super.processEnded();
    this.instances.forgetAll();
  }

  protected override isGuarded(call: Call): boolean {
    return atLeast(this.version, '0.4.0') && call.path !== '/lmstudio-greeting';
  }

  protected override refuseKey(call: Call): void {
    const error = {
      message: 'An LM Studio API token is required.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
      param: null,
    };
    call.json(401, { error });
  }

  protected override notFound(call: Call): void {
    const said = `Unexpected endpoint or method. (${call.method} ${call.path})`;
    const status = this.#options.unknownRouteStatus ?? 200;
    call.json(status, { error: status === 200 ? `${said}. Returning 200 anyway` : said });
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `Trying to keep the first ${asked} tokens when context the overflows. However, the model is loaded with context length of only ${context} tokens, which is not enough.`;
    call.json(400, { error: message });
  }

  protected override refuseKilled(call: Call): void {
    call.json(400, { error: 'The model was unloaded while generating.' });
  }

  protected async answer(call: Call): Promise<void> {
    if (call.is('GET', '/lmstudio-greeting')) return call.json(200, { lmstudio: true });
    if (call.path.startsWith('/api/v1/') && atLeast(this.version, '0.4.0')) return this.#answerV1(call);
    if (call.path.startsWith('/api/v0/') && atLeast(this.version, '0.3.6')) return this.#answerV0(call);
    if (call.is('GET', '/v1/models')) return call.json(200, { data: this.#openaiList(), object: 'list' });
    const route = inferenceRoute(call);
    if (route === null || (route === 'responses' && this.shapes.responses === null))
      return this.notFound(call);
    await this.#answerInference(call, route);
  }

  async #answerV1(call: Call): Promise<void> {
    if (call.is('GET', '/api/v1/models')) return call.json(200, { models: this.#listV1() });
    if (call.is('POST', '/api/v1/models/load')) return this.#answerLoad(call);
    if (call.is('POST', '/api/v1/models/unload')) return this.#answerUnload(call);
    if (call.is('POST', '/api/v1/chat')) return this.#answerChat(call);
    this.notFound(call);
  }

  async #answerV0(call: Call): Promise<void> {
    const data = this.models.map((model) => this.#entryV0(model));
    if (call.is('GET', '/api/v0/models')) return call.json(200, { data, object: 'list' });
    const one = this.models.find((model) => model.id === call.under('GET', '/api/v0/models/'));
    if (one !== undefined) return call.json(200, this.#entryV0(one));
    this.notFound(call);
  }

  async #answerLoad(call: Call): Promise<void> {
    const model = this.#spelled(call.text('model') ?? '');
    if (model === null) return this.#refuse(call, invalidIdentifier());
    const began = this.clock.now();
    const loaded = await this.instances.load(call.cause, model, {
      context: call.number('context_length'),
      jitTtlMs: null,
      settings: loadSettings(call.body),
    });
    if (isLoadFailure(loaded)) return this.#refuse(call, loadRefusal(loaded));
    const seconds = (this.clock.now() - began) / 1000;
    const echo = call.body.echo_load_config === true;
    call.json(200, loadReply(this.#options.loadReply ?? 'documented', loaded, seconds, echo));
  }

  async #answerUnload(call: Call): Promise<void> {
    const id = call.text('instance_id') ?? '';
    const instance = this.instances.find(id);
    if (instance === null) {
      const message = `Cannot find a model instance with the identifier "${id}".`;
      return this.#refuse(call, { status: 404, error: { message, type: 'model_not_found' } });
    }
    this.instances.unload(call.cause, instance);
    call.json(200, { instance_id: id });
  }

  async #answerInference(call: Call, route: InferenceRoute): Promise<void> {
    const instance = await this.#resolve(call.cause, call.text('model') ?? '', call.number('ttl'));
    if ('status' in instance) return this.#refuse(call, instance);
    const { model, context, id } = instance;
    this.instances.begin(instance);
    await this.infer(call, { route, model, context, name: id, killed: instance.killed.signal });
    this.instances.end(call.cause, instance);
  }

  /** The native chat is the only route that shows how far a load is. */
  async #answerChat(call: Call): Promise<void> {
    const open = call.streaming ? call.events() : null;
    const say = (type: string, more: object = {}) => open?.event({ type, ...more }, type);
    say('chat.start');
    const name = call.text('model') ?? '';
    const instance = await this.#resolve(call.cause, name, call.number('ttl'), (progress) => {
      if (progress === 0) say('model_load.start', { model_instance_id: name });
      say('model_load.progress', { model_instance_id: name, progress });
      if (progress === 1) say('model_load.end', { model_instance_id: name });
    });
    if ('status' in instance) {
      say('error', { error: instance.error });
      open?.end();
      return this.#refuse(call, instance);
    }
    this.instances.begin(instance);
    this.ledger.add(call.cause, 'generated', { model: instance.id, tokens: instance.model.tokens });
    say('prompt_processing.start');
    await this.wait(instance.model.busyMs, AbortSignal.any([call.gone, instance.killed.signal]));
    this.instances.end(call.cause, instance);
    const result = {
      model_instance_id: instance.id,
      output: [{ type: 'message', content: answerText }],
      stats: { input_tokens: promptTokens(call.body), total_output_tokens: instance.model.tokens },
    };
    say('prompt_processing.end');
    say('chat.end', { result });
    open?.end();
    call.json(200, result);
  }

  async #resolve(
    cause: Cause,
    name: string,
    ttlSeconds: number | null,
    onProgress: (progress: number) => void = () => {},
  ): Promise<Instance | Refusal> {
    const exact = this.instances.find(name);
    if (exact !== null) return exact;
    const model = this.#spelled(name);
    if (!this.jit || this.refusesJit) {
      const error = { message: noModelsLoaded, type: 'invalid_request_error', param: 'model', code: null };
      return { status: 400, error };
    }
    if (model === null) return invalidIdentifier();
    const seconds = ttlSeconds ?? this.#options.jitTtlSeconds ?? 3600;
    const wish = { context: null, jitTtlMs: seconds * 1000, onProgress };
    const loaded = await this.instances.loadOnDemand(cause, model, wish);
    return isLoadFailure(loaded) ? loadRefusal(loaded) : loaded;
  }

  /** Other spellings of a key name the same model, but never the copy that is already loaded. */
  #spelled(name: string): FakeModel | null {
    const [key = '', variant] = name.split('@');
    const short = (id: string) => id.toLowerCase().split('/').at(-1);
    const model =
      this.models.find((each) => each.id === key) ??
      this.models.find((each) => short(each.id) === short(key)) ??
      null;
    if (model === null || variant === undefined) return model;
    return (this.#options.variants?.[model.id] ?? []).includes(`${model.id}@${variant}`) ? model : null;
  }

  #modelNamed(key: string): FakeModel {
    const model = this.#spelled(key);
    if (model === null) throw new Error(`the simulated LM Studio has no model ${key}`);
    return model;
  }

  #listV1(): object[] {
    return this.models.map((model) =>
      modelV1(model, this.instances.of(model), this.#options.variants?.[model.id]),
    );
  }

  #entryV0(model: FakeModel): object {
    return modelV0(model, this.instances.of(model)[0], this.version);
  }

  #openaiList(): object[] {
    const ids = this.jit
      ? this.models.map((model) => model.id)
      : this.instances.all.map((instance) => instance.id);
    return ids.map((id) => ({ id, object: 'model', owned_by: 'organization_owner' }));
  }

  #refuse(call: Call, refusal: Refusal): void {
    call.json(refusal.status, { error: refusal.error });
  }
}

function invalidIdentifier(): Refusal {
  const message = 'Invalid model identifier. Please specify a valid downloaded model.';
  return {
    status: 400,
    error: { message, type: 'invalid_request_error', param: 'model', code: null },
  };
}

function loadRefusal(failure: LoadFailure): Refusal {
  return { status: 500, error: failure };
}

export function startLmStudio(options: LmStudioOptions): Promise<FakeLmStudio> {
  return new FakeLmStudio(options).start();
}

/** The names the load route takes beside the context. */
function loadSettings(body: Readonly<Record<string, unknown>>): object {
  const taken = ['flash_attention', 'eval_batch_size', 'num_experts', 'offload_kv_cache_to_gpu'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => taken.includes(name)));
}
