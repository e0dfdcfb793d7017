import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { type Cause, timerCause } from './ledger.ts';
import { localAiOllamaRoutes } from './localai-ollama.ts';
import { type InferenceRoute, inferenceRoute, promptTokens } from './openai-shapes.ts';

export interface LocalAiOptions extends InferenceOptions {
  models: FakeModel[];
  /** A key that may infer but not see or change what is loaded. */
  userKey?: string;
  /** Also answers `/` like Ollama. */
  ollamaRoot?: boolean;
  /** How long after the start /readyz says "starting". */
  preloadMs?: number;
  /** LOCALAI_WATCHDOG_IDLE_TIMEOUT; off unless given. */
  watchdogIdleMs?: number;
  /** LOCALAI_WATCHDOG_BUSY_TIMEOUT; off unless given. */
  watchdogBusyMs?: number;
  /** --max-active-backends: the least recently used idle one makes room. */
  maxActiveBackends?: number;
  /** Whether a backend answers about itself while it works. Without, /backend/monitor waits. */
  parallelBackends?: boolean;
  version?: string;
}

export interface Backend {
  model: FakeModel;
  lastUse: number;
  running: number;
  failed: boolean;
  kill: AbortController;
  idle: Set<() => void>;
}

const state = { uninitialized: 0, busy: 1, ready: 2, error: -1 };
const adminRoutes = ['/system', '/backend/', '/models/toggle-pinned/'];

/** LocalAI: loads by itself on any inference, looks like Ollama, watchdogs off unless set. */
export class FakeLocalAi extends InferenceServer {
  readonly loaded = new Map<string, Backend>();
  readonly pinned = new Set<string>();
  readonly models: FakeModel[];
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning',
    responses: 'output_text',
    keepsResponses: true,
  };
  readonly #options: LocalAiOptions;
  readonly #loading = new Map<string, Promise<Backend | null>>();
  #startedAt = 0;
  #cancelWatch: () => void = () => {};

  constructor(options: LocalAiOptions) {
    super(options);
    this.#options = options;
    this.models = options.models;
  }

  protected override processStarted(): void {
    this.#startedAt = this.clock.now();
    this.#watch();
  }

  protected override processEnded(): void {
    super.processEnded();
    this.#cancelWatch();
    this.loaded.clear();
    this.#loading.clear();
  }

  protected override isGuarded(call: Call): boolean {
    return !['/healthz', '/readyz', '/.well-known/localai.json'].includes(call.path);
  }

  protected override hasKey(call: Call): boolean {
    return super.hasKey(call) || this.#isUser(call);
  }

  protected override refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `rpc error: code = Unknown desc = request (${asked} tokens) exceeds the context size (${context} tokens)`;
    call.json(500, { error: { code: 500, message, type: '' } });
  }

  protected override refuseKilled(call: Call): void {
    const message = 'rpc error: code = Unavailable desc = error reading from server: EOF';
    call.json(500, { error: { code: 500, message, type: '' } });
  }

  protected override notFound(call: Call): void {
    call.json(404, { error: { code: 404, message: 'Resource not found', type: '' } });
  }

  protected async answer(call: Call): Promise<void> {
    if (this.#isUser(call) && adminRoutes.some((route) => call.path.startsWith(route))) {
      return call.json(403, { error: { code: 403, message: 'admin access required', type: '' } });
    }
    const route = inferenceRoute(call);
    if (route !== null) return this.#answerInference(call, route);
    if (call.is('POST', '/v1/tokenize', '/tokenize')) return this.#tokenize(call);
    if (call.is('POST', '/backend/load')) return this.#load(call);
    if (call.is('POST', '/backend/shutdown')) return this.#shutdown(call);
    if (call.is('GET', '/backend/monitor')) return this.#monitor(call);
    const pin = call.under('PUT', '/models/toggle-pinned/');
    if (pin !== null) return this.#togglePinned(call, pin);
    if (localAiOllamaRoutes(call, this, this.#options.ollamaRoot === true)) return;
    this.#answerListing(call);
  }

  #answerListing(call: Call): void {
    const version = this.#options.version ?? 'v4.9.0';
    if (call.is('GET', '/')) call.html(200, '<html><title>LocalAI</title></html>');
    else if (call.is('GET', '/.well-known/localai.json')) call.json(200, { version, endpoints: {} });
    else if (call.is('GET', '/version')) call.json(200, { version: `${version} (0bdb37208a)` });
    else if (call.is('GET', '/healthz')) call.empty(200);
    else if (call.is('GET', '/readyz')) this.#ready(call);
    else if (call.is('GET', '/v1/models', '/models')) {
      call.json(200, { object: 'list', data: this.models.map(({ id }) => ({ id, object: 'model' })) });
    } else if (call.is('GET', '/v1/models/capabilities')) call.json(200, { data: this.#capabilities() });
    else if (call.is('GET', '/system'))
      call.json(200, { backends: ['llama-cpp'], loaded_models: this.#list() });
    else this.notFound(call);
  }

  #ready(call: Call): void {
    if (this.clock.now() - this.#startedAt >= (this.#options.preloadMs ?? 0)) {
      call.empty(200);
      return;
    }
    call.json(503, { status: 'starting' });
  }

  async #answerInference(call: Call, route: InferenceRoute): Promise<void> {
    const backend = await this.#provide(call);
    if (backend === null) return;
    const { model } = backend;
    await this.#use(call.cause, backend, () =>
      this.infer(call, { route, model, context: model.defaultContext, killed: backend.kill.signal }),
    );
  }

  /** Costs no token, but loads like any other use. */
  async #tokenize(call: Call): Promise<void> {
    const backend = await this.#provide(call);
    if (backend === null) return;
    await this.#use(call.cause, backend, async () => {
      const content = call.text('content') ?? '';
      call.json(200, { tokens: new Array(promptTokens({ prompt: content })).fill(1) });
    });
  }

  async #use(cause: Cause, backend: Backend, work: () => Promise<unknown>): Promise<void> {
    this.#touch(cause, backend);
    backend.running += 1;
    const cancelBusy = this.clock.schedule(this.#options.watchdogBusyMs ?? Number.POSITIVE_INFINITY, () =>
      this.#remove(timerCause, backend, 'busy watchdog'),
    );
    try {
      await work();
    } finally {
      cancelBusy();
      backend.running -= 1;
      backend.lastUse = this.clock.now();
      if (backend.running === 0) for (const tell of backend.idle) tell();
      this.#watch();
    }
  }

  #touch(cause: Cause, backend: Backend): void {
    backend.lastUse = this.clock.now();
    if (this.#options.watchdogIdleMs !== undefined) {
      this.ledger.add(cause, 'reset-timer', { model: backend.model.id });
    }
  }

  /** The backend of the asked model, loaded if need be; null when the call was answered with a failure. */
  async #provide(call: Call): Promise<Backend | null> {
    const id = call.text('model') ?? this.models[0]?.id ?? '';
    const model = this.models.find((each) => each.id === id);
    if (model === undefined) {
      call.json(404, { error: { code: 404, message: `model "${id}" not found`, type: '' } });
      return null;
    }
    const backend = this.loaded.get(id) ?? (await this.#loadOnce(call.cause, model));
    if (backend !== null) return backend;
    const message = `failed to load model: ${model.loadFailure ?? 'backend exited'}`;
    call.json(500, { error: { code: 500, message, type: '' } });
    return null;
  }

  #loadOnce(cause: Cause, model: FakeModel): Promise<Backend | null> {
    const under = this.#loading.get(model.id);
    if (under !== undefined) return under;
    const loading = this.#bringUp(cause, model).finally(() => this.#loading.delete(model.id));
    this.#loading.set(model.id, loading);
    return loading;
  }

  async #bringUp(cause: Cause, model: FakeModel): Promise<Backend | null> {
    this.#makeRoom(cause);
    const alive = await this.waitAlive(model.loadMs);
    if (model.loadFailure !== null || !alive) return null;
    const idle = new Set<() => void>();
    const kill = new AbortController();
    const backend = { model, lastUse: this.clock.now(), running: 0, failed: false, kill, idle };
    this.loaded.set(model.id, backend);
    this.ledger.add(cause, 'loaded', { model: model.id });
    this.#watch();
    return backend;
  }

  #makeRoom(cause: Cause): void {
    const limit = this.#options.maxActiveBackends ?? Number.POSITIVE_INFINITY;
    while (this.loaded.size >= limit) {
      const idle = [...this.loaded.values()].filter((each) => each.running === 0);
      const oldest = idle.sort((a, b) => a.lastUse - b.lastUse)[0];
      if (oldest === undefined) return;
      this.loaded.delete(oldest.model.id);
      this.ledger.add(cause, 'evicted', { model: oldest.model.id });
    }
  }

  #remove(cause: Cause, backend: Backend, note: string): void {
    if (this.loaded.get(backend.model.id) !== backend) return;
    this.loaded.delete(backend.model.id);
    this.ledger.add(cause, 'unloaded', { model: backend.model.id, note });
    backend.kill.abort();
  }

  /** One timer for the backend that falls idle next. */
  #watch(): void {
    this.#cancelWatch();
    const limit = this.#options.watchdogIdleMs;
    const idle = this.#idleBackends();
    if (limit === undefined || idle.length === 0) return;
    const due = Math.min(...idle.map((each) => each.lastUse)) + limit;
    this.#cancelWatch = this.clock.schedule(due - this.clock.now(), () => {
      for (const backend of this.#idleBackends()) {
        if (this.clock.now() - backend.lastUse >= limit) this.#remove(timerCause, backend, 'idle watchdog');
      }
      this.#watch();
    });
  }

  #idleBackends(): Backend[] {
    return [...this.loaded.values()].filter(
      ({ running, model }) => running === 0 && !this.pinned.has(model.id),
    );
  }

  async #load(call: Call): Promise<void> {
    const backend = await this.#provide(call);
    if (backend === null) return;
    call.json(200, { loaded: true, message: `model ${backend.model.id} loaded` });
  }

  #shutdown(call: Call): void {
    const backend = this.loaded.get(call.text('model') ?? '');
    if (backend !== undefined) {
      this.#remove(call.cause, backend, 'shutdown');
      call.json(200, { message: 'model stopped' });
      return;
    }
    call.json(404, { error: { code: 404, message: 'model not found in the loaded models', type: '' } });
  }

  /** A backend that does one thing at a time answers only once it is idle again. */
  async #monitor(call: Call): Promise<void> {
    const backend = this.loaded.get(call.query.get('model') ?? call.text('model') ?? '');
    if (backend === undefined) {
      return call.json(500, { error: { code: 500, message: 'backend not currently loaded', type: '' } });
    }
    if (this.#options.parallelBackends !== true && backend.running > 0)
      await new Promise<void>((tell) => backend.idle.add(tell));
    const now = backend.running > 0 ? state.busy : state.ready;
    call.json(200, { state: backend.failed ? state.error : now, memory: { total: backend.model.sizeBytes } });
  }

  #togglePinned(call: Call, rest: string): void {
    const cut = rest.lastIndexOf('/');
    const name = rest.slice(0, cut);
    if (rest.slice(cut + 1) === 'pin') this.pinned.add(name);
    else this.pinned.delete(name);
    this.ledger.add(call.cause, 'reconfigured', { model: name, note: rest.slice(cut + 1) });
    this.#watch();
    call.json(200, { success: true });
  }

  #list(): object[] {
    return [...this.loaded.keys()].map((id) => ({ id, backend: 'llama-cpp' }));
  }

  #capabilities(): object[] {
    return this.models.map((model) => ({
      id: model.id,
      capabilities: model.kind === 'embeddings' ? ['embeddings'] : ['chat', 'completion'],
      input_modalities: model.vision ? ['text', 'image'] : ['text'],
      output_modalities: ['text'],
    }));
  }

  #isUser(call: Call): boolean {
    const key = this.#options.userKey;
    return key !== undefined && call.headers.authorization === `Bearer ${key}`;
  }
}

export function startLocalAi(options: LocalAiOptions): Promise<FakeLocalAi> {
  return new FakeLocalAi(options).start();
}
