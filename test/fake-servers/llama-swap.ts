import type { Call } from './call.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { otherClient } from './ledger.ts';
import { LlamaChild, type LlamaRules, llamaRules } from './llama-cpp-child.ts';
import { llamaRoute } from './llama-cpp-shapes.ts';
import { modelStatus, SwapEvents } from './llama-swap-events.ts';
import { type SwapModel, type SwapProcess, SwapProcesses } from './llama-swap-processes.ts';
import { answerText } from './openai-shapes.ts';

export interface LlamaSwapOptions extends InferenceOptions {
  models: SwapModel[];
  /** Model names served by another machine. */
  peers?: string[];
  globalTtlSeconds?: number;
  healthCheckTimeoutSeconds?: number;
  stopMs?: number;
  /** Old builds: no /api/version, no status, no context, no inflight events; TTL from request start. */
  old?: boolean;
  /** Older still: not even /running. */
  noRunning?: boolean;
  /** Streaming chats get a 200 and made-up reasoning while the model starts. */
  sendLoadingState?: boolean;
  /** `/upstream` sub-paths that must not start a model. */
  ignorePaths?: RegExp;
  /** The children are llama-servers; for example with their own sleep. */
  child?: Partial<LlamaRules>;
}

const openPaths = ['/health', '/wol-health'];

/** llama-swap: one process per model, started by any request that names it, swapped within its group. */
export class FakeLlamaSwap extends InferenceServer {
  readonly processes: SwapProcesses;
  readonly #events: SwapEvents;
  readonly #options: LlamaSwapOptions;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'reasoning_text',
    keepsResponses: false,
  };

  constructor(options: LlamaSwapOptions) {
    super(options);
    this.#options = options;
    this.#events = new SwapEvents(() => this.clock.now());
    const rules: LlamaRules = { ...llamaRules, ...options.child };
    this.processes = new SwapProcesses({
      clock: this.clock,
      ledger: this.ledger,
      models: options.models,
      rules: {
        globalTtlSeconds: options.globalTtlSeconds ?? 0,
        healthCheckTimeoutSeconds: options.healthCheckTimeoutSeconds ?? 120,
        stopMs: options.stopMs ?? 0,
        ttlFromStart: options.old ?? false,
      },
      newChild: (model) =>
        new LlamaChild(model, {
          clock: this.clock,
          ledger: this.ledger,
          rules,
          infer: (call, inference) => this.infer(call, inference),
        }),
      onChange: (process) => this.#tellChange(process),
    });
  }

  /** Another client generates. Resolves when it is answered. */
  async clientAsks(name: string): Promise<void> {
    const process = this.processes.named(name);
    if (process === null) throw new Error(`the simulated llama-swap has no model ${name}`);
    const done = this.#events.track(process.model.id, '/v1/chat/completions', 'POST', this.#modern);
    this.processes.begin(process);
    const child = await this.processes.ready(otherClient, process);
    await child?.generate(otherClient);
    this.processes.end(otherClient, process);
    done();
  }

  stateOf(name: string): string | null {
    return this.processes.named(name)?.state ?? null;
  }

  get #modern(): boolean {
    return this.#options.old !== true;
  }

  protected override processEnded(): void {
    super.processEnded();
    this.processes.forgetAll();
    this.#events.forgetAll();
  }

  protected override isGuarded(call: Call): boolean {
    return !openPaths.includes(call.path);
  }

  protected override hasKey(call: Call): boolean {
    const [scheme, value = ''] = (call.headers.authorization ?? '').split(' ');
    const password = Buffer.from(value, 'base64').toString().split(':').slice(1).join(':');
    return super.hasKey(call) || (scheme === 'Basic' && password === this.apiKey);
  }

  protected override refuseKey(call: Call): void {
    this.#refuse(call, 401, 'unauthorized: invalid or missing API key', {
      'www-authenticate': 'Basic realm="llama-swap"',
    });
  }

  protected override notFound(call: Call): void {
    call.plain(404, '404 page not found');
  }

  protected override refuseKilled(call: Call): void {
    this.#refuse(call, 502, 'upstream went away');
  }

  protected async answer(call: Call): Promise<void> {
    if (call.is('GET', '/')) return call.empty(302, { location: '/ui' });
    if (call.is('GET', '/health')) return call.plain(200, 'OK');
    if (call.is('GET', '/v1/models', '/models')) return call.json(200, this.#list());
    if (call.is('GET', '/unload')) return this.#answerUnloadAll(call, () => call.plain(200, 'OK'));
    if (call.is('GET', '/logs')) return call.plain(200, 'llama-swap started\n');
    if (call.is('GET', '/running') && this.#options.noRunning !== true) {
      return call.json(200, { running: this.#running() });
    }
    if (call.path.startsWith('/api/') && this.#modern) return this.#answerApi(call);
    if (call.is('GET', '/api/events')) return this.#openEvents(call);
    const upstream = call.path.startsWith('/upstream/') ? call.path.slice('/upstream/'.length) : null;
    if (upstream !== null) return this.#answerUpstream(call, upstream);
    if (call.is('GET', '/props')) return this.#dispatch(call, call.query.get('model'), '/props');
    if (llamaRoute(call.method, call.path) === null) return this.notFound(call);
    await this.#dispatch(call, call.text('model'), call.path);
  }

  async #answerApi(call: Call): Promise<void> {
    if (call.is('GET', '/api/version')) {
      return call.json(200, { version: '250', commit: '0bdb372', build_date: '2026-08-22T00:00:00Z' });
    }
    if (call.is('GET', '/api/events')) return this.#openEvents(call);
    if (call.is('POST', '/api/models/unload')) {
      return this.#answerUnloadAll(call, () => call.json(200, { msg: 'ok' }));
    }
    const name = call.under('POST', '/api/models/unload/');
    if (name === null) return this.notFound(call);
    const process = this.processes.named(name);
    if (process === null) return this.#refuse(call, 404, 'model not found');
    await this.processes.stop(call.cause, process);
    call.plain(200, 'OK');
  }

  async #answerUnloadAll(call: Call, answer: () => void): Promise<void> {
    await Promise.all(this.processes.all.map((process) => this.processes.stop(call.cause, process)));
    answer();
  }

  async #openEvents(call: Call): Promise<void> {
    this.#events.open(call, this.#statuses(), this.#modern);
  }

  /** Model ids may hold slashes, so the longest name that fits is the model. */
  async #answerUpstream(call: Call, rest: string): Promise<void> {
    const names = this.processes.all.flatMap(({ model }) => [model.id, ...(model.aliases ?? [])]);
    const name = names
      .filter((each) => rest === each || rest.startsWith(`${each}/`))
      .sort((a, b) => b.length - a.length)[0];
    const process = name === undefined ? null : this.processes.named(name);
    if (name === undefined || process === null) return this.#refuse(call, 404, 'model not found');
    const path = rest.slice(name.length) || '/';
    if (process.state !== 'ready' && this.#options.ignorePaths?.test(path) === true) {
      return this.#refuse(call, 409, 'model is not running and this path does not start it');
    }
    await this.#proxy(call, process, path);
  }

  async #dispatch(call: Call, name: string | null, path: string): Promise<void> {
    const process = name === null ? null : this.processes.named(name);
    if (process === null) return this.#refuse(call, 404, `could not find real modelID for ${name ?? ''}`);
    await this.#proxy(call, process, path);
  }

  /** Every proxied request starts the model when needed and starts its time to live over when it ends. */
  async #proxy(call: Call, process: SwapProcess, path: string): Promise<void> {
    const limit = process.model.concurrencyLimit ?? 10;
    if (process.inFlight >= limit) {
      return this.#refuse(call, 429, 'Too many requests', { 'retry-after': '1' });
    }
    const route = llamaRoute(call.method, path);
    const tells = this.#modern && route !== null;
    const done = this.#events.track(process.model.id, path, call.method, tells);
    this.processes.begin(process);
    try {
      await this.#proxyReady(call, process, path);
    } finally {
      this.processes.end(call.cause, process);
      done();
    }
  }

  async #proxyReady(call: Call, process: SwapProcess, path: string): Promise<void> {
    const pretends = this.#options.sendLoadingState === true && process.state !== 'ready';
    if (pretends && call.streaming && path.endsWith('/chat/completions')) {
      return this.#answerWhileLoading(call, process);
    }
    const child = await this.processes.ready(call.cause, process);
    if (child === null) return this.#refuse(call, 502, 'unable to start process: upstream command exited');
    if (await child.answer(call, path)) return;
    if (path === '/') return call.html(200, '<!doctype html><title>llama.cpp</title>');
    this.notFound(call);
  }

  /** A 200 and a first byte long before the model is there. */
  async #answerWhileLoading(call: Call, process: SwapProcess): Promise<void> {
    const open = call.events();
    const say = (delta: object) =>
      open.event({ object: 'chat.completion.chunk', choices: [{ index: 0, delta }] });
    say({ reasoning_content: `llama-swap loading model: ${process.model.id}\n` });
    const child = await this.processes.ready(call.cause, process);
    if (child === null) {
      open.event({ error: { message: 'unable to start process' } });
      return open.end();
    }
    await child.generate(call.cause);
    say({ content: answerText });
    open.event('[DONE]');
    open.end();
  }

  #running(): object[] {
    return this.processes.all
      .filter((process) => process.state !== 'stopped')
      .map(({ model, state }, index) => ({
        model: model.id,
        state,
        cmd: model.cmd ?? `llama-server --port ${5801 + index} -m ${model.id}.gguf`,
        proxy: `http://127.0.0.1:${5801 + index}`,
        ttl: this.processes.ttlOf(model),
        name: model.displayName,
        description: '',
      }));
  }

  #list(): object {
    const own = this.processes.all.flatMap((process) => [
      this.#card(process, process.model.id, 'model'),
      ...(process.model.aliases ?? []).map((alias) => this.#card(process, alias, 'alias')),
    ]);
    const created = Math.floor(this.clock.now() / 1000);
    const peers = (this.#options.peers ?? []).map((id) => ({
      id,
      object: 'model',
      created,
      owned_by: 'peer: other-machine',
      name: id,
      meta: { llamaswap: { type: 'peer', peerID: 'other-machine' } },
    }));
    return { object: 'list', data: [...own, ...peers] };
  }

  #card({ model, state }: SwapProcess, id: string, type: 'model' | 'alias'): object {
    const plain = {
      id,
      object: 'model',
      created: Math.floor(this.clock.now() / 1000),
      owned_by: 'llama-swap',
    };
    if (!this.#modern) return plain;
    return {
      ...plain,
      name: model.displayName,
      description: '',
      capabilities: { vision: model.vision, function_calling: model.tools },
      context_length: model.maxContext,
      meta: { llamaswap: { type, ...(type === 'model' ? { aliases: model.aliases ?? [] } : {}) } },
      status: { value: state === 'stopped' ? 'unloaded' : 'loaded' },
    };
  }

  #statuses(): object[] {
    return modelStatus(this.processes.all, this.#options.peers ?? []);
  }

  #tellChange({ model, state }: SwapProcess): void {
    this.#events.log(`<${model.id}> ${state}\n`);
    this.#events.tell('modelStatus', this.#statuses());
  }

  #refuse(call: Call, status: number, message: string, headers: Record<string, string> = {}): void {
    const error = {
      message,
      type: status >= 500 ? 'server_error' : 'invalid_request_error',
      param: null,
      code: null,
    };
    call.json(status, { src: 'llama-swap', error }, headers);
  }
}

export type { SwapModel } from './llama-swap-processes.ts';

export function startLlamaSwap(options: LlamaSwapOptions): Promise<FakeLlamaSwap> {
  return new FakeLlamaSwap(options).start();
}
