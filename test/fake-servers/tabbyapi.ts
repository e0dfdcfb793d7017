import type { Call, OpenAnswer } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { type Cause, otherClient } from './ledger.ts';
import { type InferenceRoute, inferenceRoute, promptTokens } from './openai-shapes.ts';

export interface TabbyApiOptions extends InferenceOptions {
  /** The model folder. */
  models: FakeModel[];
  /** The id loaded at start, or none. */
  initial?: string;
  adminKey?: string;
  /** Authentication is on unless switched off. */
  disableAuth?: boolean;
  inlineModelLoading?: boolean;
  /** Lists a "gpt-3.5-turbo" that does not exist. */
  dummyModel?: boolean;
  version?: string;
}

interface Loaded {
  model: FakeModel;
  context: number;
  kill: AbortController;
}

type Progress = (module: number, status: 'processing' | 'finished') => void;

export const tabbyApiKey = 'tabby-api-key';
export const tabbyAdminKey = 'tabby-admin-key';
const modules = 40;
const modulesPerStep = 4;
const openRoutes = ['/health', '/.well-known/serviceinfo', '/', '/docs', '/openapi.json'];

/** TabbyAPI: one model, loaded with a stream of progress that goes on even when nobody listens. */
export class FakeTabbyApi extends InferenceServer {
  loaded: Loaded | null = null;
  loading: FakeModel | null = null;
  /** Why /health is unwell; empty is healthy. */
  issues: string[] = [];
  /** Makes the next streamed answer break off with an error inside its 200. */
  failNextStream: string | null = null;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: null,
    keepsResponses: false,
  };
  readonly #options: TabbyApiOptions;
  readonly #adminKey: string;

  constructor(options: TabbyApiOptions) {
    super(options.disableAuth === true ? options : { apiKey: tabbyApiKey, ...options });
    this.#options = options;
    this.#adminKey = options.adminKey ?? tabbyAdminKey;
  }

  protected override processStarted(): void {
    const model = this.#find(this.#options.initial);
    if (model !== undefined) this.#setLoaded(otherClient, model, model.defaultContext);
  }

  protected override processEnded(): void {
    super.processEnded();
    this.loaded = null;
    this.loading = null;
  }

  protected override isGuarded(call: Call): boolean {
    return !openRoutes.includes(call.path);
  }

  protected override hasKey(call: Call): boolean {
    return super.hasKey(call) || this.#isAdmin(call);
  }

  protected override refuseKey(call: Call): void {
    const sent = call.headers.authorization !== undefined || call.headers['x-api-key'] !== undefined;
    call.json(401, { detail: sent ? 'Invalid API key' : 'Please provide an API key' });
  }

  protected override notFound(call: Call): void {
    call.json(404, { detail: 'Not Found' });
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `Prompt length ${asked} exceeds the available context size of ${context} tokens`;
    const error = { message, type: 'invalid_request_error', param: null, code: 'context_length_exceeded' };
    call.json(400, { error });
  }

  protected override refuseKilled(call: Call): void {
    call.json(503, { detail: 'The model was unloaded.' });
  }

  protected async answer(call: Call): Promise<void> {
    const route = inferenceRoute(call);
    if (route === 'chat' || route === 'completions') return this.#answerInference(call, route);
    if (call.is('GET', '/.well-known/serviceinfo')) return call.json(200, this.#serviceInfo());
    if (call.is('GET', '/health')) return this.#health(call);
    if (call.is('GET', '/v1/models', '/v1/model/list')) {
      return call.json(200, { object: 'list', data: this.#cards(call) });
    }
    if (call.is('POST', '/v1/model/load')) return this.#load(call);
    if (call.is('GET', '/v1/auth/permission')) {
      return call.json(200, { permission: this.#isAdmin(call) ? 'admin' : 'api' });
    }
    this.#answerAboutLoaded(call);
  }

  #answerAboutLoaded(call: Call): void {
    const { loaded } = this;
    const unloads = call.is('POST', '/v1/model/unload');
    const needsModel =
      unloads || call.is('GET', '/v1/model', '/props') || call.is('POST', '/v1/token/encode');
    if (!needsModel) this.notFound(call);
    else if (unloads && !this.#isAdmin(call)) refuseAdmin(call);
    else if (loaded === null) call.json(503, { detail: 'No models are currently loaded.' });
    else if (unloads) this.#unload(call);
    else if (call.path === '/v1/model') call.json(200, currentCard(loaded, this.clock.now()));
    else if (call.path === '/props') call.json(200, props(loaded));
    else encodeTokens(call);
  }

  #unload(call: Call): void {
    this.#drop(call.cause, 'unloaded');
    call.json(200, null);
  }

  async #answerInference(call: Call, route: InferenceRoute): Promise<void> {
    const asked = this.#find(call.text('model') ?? undefined);
    if (this.#options.inlineModelLoading === true && asked !== undefined && this.#isAdmin(call)) {
      if (asked !== this.loaded?.model)
        await this.#switchTo(call.cause, asked, asked.defaultContext, () => {});
    }
    if (this.loaded === null) return call.json(503, { detail: 'No models are currently loaded.' });
    const { model, context, kill } = this.loaded;
    if (call.streaming && this.failNextStream !== null) return this.#failStream(call, this.failNextStream);
    await this.infer(call, { route, model, context, killed: kill.signal });
  }

  #failStream(call: Call, message: string): void {
    this.failNextStream = null;
    const open = call.events();
    open.event({ error: { message, trace: 'Traceback (most recent call last)' } });
    open.end();
  }

  async #load(call: Call): Promise<void> {
    if (!this.#isAdmin(call)) return refuseAdmin(call);
    const name = call.text('model_name') ?? call.text('name');
    if (name === null) return call.json(400, { detail: 'A model name was not provided for load.' });
    const model = this.#find(name);
    if (model === undefined) {
      const detail = 'Could not find the model path for load. Check model name or config.yml?';
      return call.json(400, { detail });
    }
    const open = call.events();
    const failure = await this.#switchTo(
      call.cause,
      model,
      call.number('max_seq_len') ?? model.defaultContext,
      (module, status) => open.event({ model_type: 'model', module, modules, status }),
    );
    if (failure !== null) tellFailure(open, failure);
    open.end();
  }

  /** Loads whether or not the client stays. Says what went wrong, or null. */
  async #switchTo(cause: Cause, model: FakeModel, context: number, tell: Progress): Promise<string | null> {
    if (this.loaded?.model === model) return `Model "${model.id}" is already loaded! Aborting.`;
    if (this.loading !== null) return 'Another model is being loaded.';
    if (this.loaded !== null) this.#drop(cause, 'evicted');
    this.loading = model;
    for (let module = modulesPerStep; module <= modules; module += modulesPerStep) {
      if (!(await this.waitAlive((model.loadMs * modulesPerStep) / modules))) return 'The server stopped.';
      if (model.loadFailure !== null && module > modules / 2) {
        this.loading = null;
        return model.loadFailure;
      }
      tell(module, 'processing');
    }
    this.loading = null;
    this.#setLoaded(cause, model, context);
    tell(modules, 'finished');
    return null;
  }

  #setLoaded(cause: Cause, model: FakeModel, context: number): void {
    this.loaded = { model, context, kill: new AbortController() };
    this.ledger.add(cause, 'loaded', { model: model.id, note: `context ${context}` });
  }

  #drop(cause: Cause, effect: 'unloaded' | 'evicted'): void {
    if (this.loaded === null) return;
    this.ledger.add(cause, effect, { model: this.loaded.model.id });
    this.loaded.kill.abort();
    this.loaded = null;
  }

  #find(id: string | undefined): FakeModel | undefined {
    return this.#options.models.find((model) => model.id === id);
  }

  #isAdmin(call: Call): boolean {
    if (this.#options.disableAuth === true) return true;
    const bearer = call.headers.authorization === `Bearer ${this.#adminKey}`;
    return bearer || call.headers['x-admin-key'] === this.#adminKey;
  }

  #health(call: Call): void {
    const healthy = this.issues.length === 0;
    const issues = this.issues.map((description) => ({ time: this.clock.now(), description }));
    call.json(healthy ? 200 : 503, { status: healthy ? 'healthy' : 'unhealthy', issues });
  }

  #serviceInfo(): object {
    const software = { name: 'TabbyAPI', version: this.#options.version ?? 'e632af4' };
    const openai = { name: 'OpenAI API', relative_url: '/v1', version: 1 };
    return { version: 0.1, software, api: { openai } };
  }

  #cards(call: Call): object[] {
    const created = Math.floor(this.clock.now() / 1000);
    const ids = this.#isAdmin(call) ? this.#options.models.map(({ id }) => id) : [];
    if (!this.#isAdmin(call) && this.loaded !== null) ids.push(this.loaded.model.id);
    if (this.#options.dummyModel === true) ids.unshift('gpt-3.5-turbo');
    return ids.map((id) => ({ id, object: 'model', created, owned_by: 'tabbyAPI' }));
  }
}

function tellFailure(open: OpenAnswer, message: string): void {
  open.event({ error: { message, trace: 'Traceback (most recent call last)' } });
}

function encodeTokens(call: Call): void {
  const length = promptTokens({ prompt: call.text('text') ?? '' });
  call.json(200, { tokens: new Array(length).fill(1), length });
}

function refuseAdmin(call: Call): void {
  call.json(401, { detail: 'Invalid admin key' });
}

function currentCard({ model, context }: Loaded, now: number): object {
  const parameters = {
    max_seq_len: context,
    cache_size: context,
    cache_mode: 'FP16',
    max_batch_size: 1,
    chunk_size: 2048,
    prompt_template: 'from_tokenizer_config',
    use_vision: model.vision,
    draft: null,
  };
  const created = Math.floor(now / 1000);
  return { id: model.id, object: 'model', created, owned_by: 'tabbyAPI', parameters };
}

function props({ context }: Loaded): object {
  return { total_slots: 1, chat_template: '', default_generation_settings: { n_ctx: context } };
}

export function startTabbyApi(options: TabbyApiOptions): Promise<FakeTabbyApi> {
  return new FakeTabbyApi(options).start();
}
