import type { Call } from './call.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { otherClient } from './ledger.ts';
import {
  isSchedulerFailure,
  type OllamaModel,
  OllamaScheduler,
  type Runner,
  type SchedulerRules,
  type Wanted,
} from './ollama-scheduler.ts';
import {
  fullName,
  isCloud,
  parseKeepAlive,
  psEntry,
  runnerOptions,
  showAnswer,
  tagEntry,
} from './ollama-shapes.ts';
import { answerText, inferenceRoute, promptTokens, reasoningText } from './openai-shapes.ts';
import { atLeast } from './version.ts';

export interface OllamaOptions extends InferenceOptions, Partial<SchedulerRules> {
  models: OllamaModel[];
  version?: string;
}

/** What another client puts into its request. */
export interface ClientWish {
  keepAlive?: number | string;
  numCtx?: number;
}

const fiveMinutes = 300_000;

/** Ollama: loads with any request, forgets after keep_alive, aborts a load when its client leaves. */
export class FakeOllama extends InferenceServer {
  readonly models: OllamaModel[];
  readonly scheduler: OllamaScheduler;
  version: string;
  /** The next generation breaks in the middle with this message. */
  breakNextGeneration: string | null = null;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning',
    responses: 'summary_text',
    keepsResponses: false,
  };
  readonly #bornAt: number;

  constructor(options: OllamaOptions) {
    super(options);
    this.models = options.models;
    this.version = options.version ?? '0.33.0';
    this.#bornAt = this.clock.now();
    this.scheduler = new OllamaScheduler(this.clock, this.ledger, {
      keepAliveMs: options.keepAliveMs ?? fiveMinutes,
      maxLoaded: options.maxLoaded ?? 3,
      maxQueue: options.maxQueue ?? 512,
      memoryBytes: options.memoryBytes ?? Number.POSITIVE_INFINITY,
      defaultContext: options.defaultContext ?? 4_096,
      unloadDelayMs: options.unloadDelayMs ?? 0,
    });
  }

  /** Another client generates. Resolves when it is answered. */
  async clientAsks(name: string, wish: ClientWish = {}): Promise<void> {
    const model = this.#named(name);
    if (model === null) throw new Error(`the simulated Ollama has no model ${name}`);
    const keepAlive = parseKeepAlive(wish.keepAlive);
    const runner = await this.scheduler.acquire(otherClient, {
      name: fullName(name),
      model,
      options: { numCtx: wish.numCtx ?? null, others: '' },
      keepAliveMs: 'error' in keepAlive ? null : keepAlive.ms,
    });
    if (isSchedulerFailure(runner)) throw new Error(runner.error);
    this.ledger.add(otherClient, 'generated', { model: runner.name, tokens: model.tokens });
    await this.wait(model.busyMs, runner.killed.signal);
    this.scheduler.release(otherClient, runner);
  }

  /** `ollama stop`. */
  clientUnloads(name: string): void {
    const model = this.#named(name);
    if (model !== null) this.scheduler.expire(otherClient, model);
  }

  loadedNames(): string[] {
    return this.scheduler.runners.map((runner) => fullName(runner.name));
  }

  protected override processEnded(): void {
    super.processEnded();
    this.scheduler.forgetAll();
  }

  protected override isGuarded(): boolean {
    return false;
  }

  protected override notFound(call: Call): void {
    call.plain(404, '404 page not found');
  }

  protected override refuseOverflow(call: Call): void {
    const message =
      'the prompt is longer than the context length currently available to the model; shorten the prompt, or load the model with a longer context';
    this.#refuse(call, 400, message);
  }

  protected async answer(call: Call): Promise<void> {
    if (!hostAllowed(call.headers.host ?? '')) return call.empty(403);
    if (call.is('GET', '/')) return call.plain(200, 'Ollama is running');
    if (call.is('GET', '/api/version')) return call.json(200, { version: this.version });
    if (call.is('GET', '/api/tags')) return call.json(200, { models: this.#tags() });
    if (call.is('GET', '/api/ps')) return call.json(200, { models: this.#ps() });
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#openaiList() });
    if (call.is('POST', '/api/show')) return this.#answerShow(call);
    if (call.is('POST', '/api/generate', '/api/chat')) return this.#answerNative(call);
    if (call.is('POST', '/api/embed', '/api/embeddings')) return this.#answerEmbed(call);
    await this.#answerOpenai(call);
  }

  async #answerShow(call: Call): Promise<void> {
    const model = this.#asked(call);
    if (model !== null) call.json(200, showAnswer(model, this.version, this.#bornAt));
  }

  async #answerNative(call: Call): Promise<void> {
    const model = this.#asked(call);
    if (model === null) return;
    const name = call.text('model') ?? '';
    if (isCloud(model)) return this.#bill(call, model, () => this.#finalLine(call, model, 'stop'));
    if (model.kind === 'embeddings') {
      const verb = call.path === '/api/chat' ? 'chat' : 'generate';
      return this.#refuse(call, 400, `"${name}" does not support ${verb}`);
    }
    const empty = isEmptyPrompt(call);
    if (model.imageGeneration === true && empty) {
      return this.#refuse(call, 400, `"${name}" needs a prompt`);
    }
    const keepAlive = parseKeepAlive(call.body.keep_alive);
    if ('error' in keepAlive) return this.#refuse(call, 400, keepAlive.error);
    if (empty && keepAlive.ms === 0) {
      this.scheduler.expire(call.cause, model);
      return call.json(200, this.#finalLine(call, model, 'unload'));
    }
    await this.#withRunner(call, model, keepAlive.ms, async (runner) => {
      if (empty) return call.json(200, this.#finalLine(call, model, 'load'));
      await this.#generate(call, runner);
    });
  }

  async #answerEmbed(call: Call): Promise<void> {
    const model = this.#asked(call);
    if (model === null) return;
    const keepAlive = parseKeepAlive(call.body.keep_alive);
    if ('error' in keepAlive) return this.#refuse(call, 400, keepAlive.error);
    const embeddings = () => ({ model: call.text('model'), embeddings: vectors(call) });
    if (isCloud(model)) return this.#bill(call, model, embeddings);
    if (model.kind !== 'embeddings') return this.#refuse(call, 400, 'this model does not support embeddings');
    await this.#withRunner(call, model, keepAlive.ms, async (runner) => {
      if (vectors(call).length > 0)
        this.ledger.add(call.cause, 'generated', { model: runner.name, tokens: 0 });
      await this.wait(vectors(call).length > 0 ? model.busyMs : 0, call.gone);
      call.json(200, embeddings());
    });
  }

  /** The /v1 routes cannot carry keep_alive or num_ctx. */
  async #answerOpenai(call: Call): Promise<void> {
    const route = inferenceRoute(call);
    const missing = route === null || (route === 'responses' && !atLeast(this.version, '0.13.3'));
    if (missing) return this.notFound(call);
    const model = this.#asked(call);
    if (model === null) return;
    const name = call.text('model') ?? model.id;
    if (isCloud(model)) {
      await this.infer(call, { route, model, name, context: null, effect: 'billed' });
      return;
    }
    await this.#withRunner(
      call,
      model,
      null,
      async (runner) => {
        await this.infer(call, { route, model, name, context: null, killed: runner.killed.signal });
      },
      true,
    );
  }

  async #withRunner(
    call: Call,
    model: OllamaModel,
    keepAliveMs: number | null,
    use: (runner: Runner) => Promise<void> | void,
    ignoreOptions = false,
  ): Promise<void> {
    const wanted: Wanted = {
      name: fullName(call.text('model') ?? model.id),
      model,
      options: ignoreOptions ? { numCtx: null, others: '' } : runnerOptions(call.body),
      keepAliveMs,
      gone: call.gone,
    };
    const runner = await this.scheduler.acquire(call.cause, wanted);
    if (isSchedulerFailure(runner)) return this.#refuse(call, runner.status, runner.error);
    try {
      await use(runner);
    } finally {
      this.scheduler.release(call.cause, runner);
    }
  }

  async #generate(call: Call, runner: Runner): Promise<void> {
    if (call.body.truncate === false && promptTokens(call.body) > runner.context) {
      return this.refuseOverflow(call);
    }
    const { model } = runner;
    this.ledger.add(call.cause, 'generated', { model: runner.name, tokens: model.tokens });
    const broken = this.breakNextGeneration;
    this.breakNextGeneration = null;
    const streaming = call.body.stream !== false;
    const open = streaming ? call.stream('application/x-ndjson') : null;
    if (model.thinking) open?.line(this.#line(call, { thinking: reasoningText }, false));
    if (!(await this.wait(model.busyMs, AbortSignal.any([call.gone, runner.killed.signal])))) return;
    if (broken !== null) {
      open?.line({ error: broken });
      open?.end();
      return this.#refuse(call, 500, broken);
    }
    open?.line(this.#line(call, { text: answerText }, false));
    open?.line(this.#finalLine(call, model, 'stop', ''));
    open?.end();
    if (open === null) call.json(200, this.#finalLine(call, model, 'stop', answerText));
  }

  #finalLine(call: Call, model: OllamaModel, reason: 'load' | 'unload' | 'stop', text = ''): object {
    const counts =
      reason === 'stop' ? { prompt_eval_count: promptTokens(call.body), eval_count: model.tokens } : {};
    return { ...this.#line(call, { text }, true), done_reason: reason, ...counts };
  }

  #line(call: Call, said: { text?: string; thinking?: string }, done: boolean): object {
    const created_at = new Date(this.clock.now()).toISOString();
    const thinking = said.thinking === undefined ? {} : { thinking: said.thinking };
    const content =
      call.path === '/api/chat'
        ? { message: { role: 'assistant', content: said.text ?? '', ...thinking } }
        : { response: said.text ?? '', ...thinking };
    return { model: call.text('model'), created_at, ...content, done };
  }

  /** Even an empty prompt about a cloud model is sent on and counted there. */
  #bill(call: Call, model: OllamaModel, answer: () => object): void {
    this.ledger.add(call.cause, 'billed', { model: model.id, tokens: model.tokens });
    call.json(200, answer());
  }

  #asked(call: Call): OllamaModel | null {
    const name = call.text('model') ?? call.text('name') ?? '';
    const model = this.#named(name);
    if (model === null) this.#refuse(call, 404, `model '${name}' not found`);
    return model;
  }

  #named(name: string): OllamaModel | null {
    return this.models.find((model) => fullName(model.id) === fullName(name)) ?? null;
  }

  #tags(): object[] {
    return this.models.map((model) => tagEntry(model, this.version, this.#bornAt));
  }

  #ps(): object[] {
    const now = this.clock.now();
    const left = ({ sessionMs, expiresAt }: Runner) =>
      sessionMs === Number.POSITIVE_INFINITY ? Number.MAX_SAFE_INTEGER : (expiresAt ?? now + sessionMs);
    return [...this.scheduler.runners]
      .sort((a, b) => left(b) - left(a))
      .map((runner) => psEntry(runner, this.version, now));
  }

  #openaiList(): object[] {
    const created = Math.floor(this.#bornAt / 1000);
    return this.models.map((model) => {
      const [namespace, rest] = model.id.split('/');
      const owned_by = rest === undefined ? 'library' : namespace;
      return { id: fullName(model.id), object: 'model', created, owned_by };
    });
  }

  #refuse(call: Call, status: number, message: string): void {
    if (!call.path.startsWith('/v1/')) return void call.json(status, { error: message });
    const type = status === 400 ? 'invalid_request_error' : status === 404 ? 'not_found_error' : 'api_error';
    call.json(status, { error: { message, type, param: null, code: null } });
  }
}

export type { OllamaModel } from './ollama-scheduler.ts';

export function startOllama(options: OllamaOptions): Promise<FakeOllama> {
  return new FakeOllama(options).start();
}

function isEmptyPrompt(call: Call): boolean {
  const { prompt, messages } = call.body;
  if (call.path === '/api/chat') return !Array.isArray(messages) || messages.length === 0;
  return prompt === undefined || prompt === '';
}

function vectors(call: Call): number[][] {
  const input = call.body.input ?? call.body.prompt ?? '';
  const texts = (Array.isArray(input) ? input : [input]).filter((text) => text !== '');
  return texts.map(() => [0.1, 0.2, 0.3]);
}

/** Bound to loopback, Ollama answers only names that cannot be a rebinding page. */
function hostAllowed(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || /\.(localhost|local|internal)$/.test(name) || /^[\d.]+$|:/.test(name);
}
