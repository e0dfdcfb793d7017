import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { koboldListing, shownName } from './koboldcpp-listing.ts';
import { type Cause, otherClient, timerCause } from './ledger.ts';
import { answerText, inferenceRoute, promptTokens } from './openai-shapes.ts';

export interface KoboldCppOptions extends InferenceOptions {
  /** What it was started with, or nothing. */
  initial?: FakeModel;
  /** The file name of the initial model, as a router client would ask for it. */
  initialFile?: string;
  /** --admindir: file name (.kcpps or .gguf) and the model it brings. */
  files?: Record<string, FakeModel>;
  /** --admin */
  admin?: boolean;
  adminPassword?: string;
  /** --adminunloadtimeout, 0 (off) unless given. */
  unloadAfterMs?: number;
  router?: boolean;
  /** --multiuser: more requests than this at once are refused. */
  multiuser?: number;
  /** --ratelimit */
  rateLimitMs?: number;
  /** Builds differ: refuse with 503, or wait for the running generation. */
  checkStateWhileBusy?: 'refuse' | 'wait';
  /** Older builds have no Responses route, no check_state and no idle unload. */
  older?: boolean;
  /** How long the port refuses during a restart, besides the load itself. */
  restartMs?: number;
  /** How long the old process still answers after a reload was accepted. */
  reloadDelayMs?: number;
  version?: string;
}

interface Current {
  file: string;
  model: FakeModel | null;
}

const unloadFile = 'unload_model';
const initialConfig = 'initial_model';
const gatewayPatienceMs = 120_000;
const generateRoutes = ['/api/v1/generate', '/api/latest/generate', '/api/generate', '/api/chat'];
const tokenRoutes = ['/api/extra/tokencount', '/api/extra/tokenize', '/tokenize'];

/** KoboldCpp: reloads by restarting itself, says 200 to everything an admin asks, imitates Ollama. */
export class FakeKoboldCpp extends InferenceServer {
  current: Current = { file: unloadFile, model: null };
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: 'discarded',
    keepsResponses: false,
  };
  readonly #options: KoboldCppOptions;
  readonly #initial: Current;
  /** What the process that is starting will be. */
  #next: { current: Current; cause: Cause } | null = null;
  #childUp = true;
  #kill = new AbortController();
  #wakeFile: string | null = null;
  #startedAt = 0;
  #lastActive = 0;
  #lastGeneration = Number.NEGATIVE_INFINITY;
  #totalGenerations = 0;
  #cancelIdle: () => void = () => {};
  #cancelReload: () => void = () => {};

  constructor(options: KoboldCppOptions = {}) {
    super(options, 1);
    this.#options = options;
    this.#initial = { file: initialConfig, model: options.initial ?? null };
    this.ownHeaders = { server: 'KoboldCppServer/1.0 Python/3.12.1' };
  }

  protected override processStarted(): void {
    const next = this.#next ?? { current: this.#initial, cause: otherClient };
    this.#next = null;
    this.#begin(next.current, next.cause);
  }

  protected override processEnded(): void {
    super.processEnded();
    this.#cancelIdle();
    this.#cancelReload();
  }

  protected override isGuarded(call: Call): boolean {
    return call.method === 'POST' && !call.path.startsWith('/api/admin/');
  }

  protected override refuseKey(call: Call): void {
    const msg = 'Authentication key is missing or invalid.';
    call.json(401, { detail: { error: 'Unauthorized', msg, type: 'unauthorized' } });
  }

  protected override refuseKilled(call: Call): void {
    if (this.#options.router === true) badGateway(call, 502);
    else super.refuseKilled(call);
  }

  protected override notFound(call: Call): void {
    call.plain(404, 'Error: KoboldCpp HTTP Server is running, but this endpoint does not exist.');
  }

  protected async answer(call: Call): Promise<void> {
    if (!this.#childUp) return badGateway(call, 502);
    if (koboldListing(call, this.#view())) return;
    if (call.is('GET', '/api/admin/list_options')) return this.#listOptions(call);
    if (call.is('POST', '/api/admin/reload_config')) return this.#reload(call);
    if (call.is('POST', '/api/admin/check_state') && !this.#options.older) return this.#checkState(call);
    if (call.is('POST', ...tokenRoutes)) return this.#countTokens(call);
    if (call.is('POST', '/api/extra/generate/check')) return call.json(200, { results: [{ text: '' }] });
    const route = inferenceRoute(call);
    const missing = route === 'responses' && this.#options.older === true;
    if ((route === null || missing) && !call.is('POST', ...generateRoutes)) return this.notFound(call);
    await this.#answerInference(call);
  }

  async #answerInference(call: Call): Promise<void> {
    if (!(await this.#routerReady(call, call.text('model')))) return;
    this.#touch(call.cause);
    if (this.#tooMany()) return refuseBusy(call);
    const { model } = this.current;
    if (model === null)
      return call.json(503, { detail: { msg: 'No model is loaded.', type: 'service_unavailable' } });
    this.#lastGeneration = this.clock.now();
    const native = nativeShapes[call.path];
    const finished = await this.infer(call, {
      route: inferenceRoute(call) ?? 'completions',
      model,
      name: shownName(model),
      context: null,
      killed: this.#kill.signal,
      ...(native === undefined ? {} : { shape: native }),
    });
    if (finished) this.#totalGenerations += 1;
  }

  #tooMany(): boolean {
    const { rateLimitMs, multiuser } = this.#options;
    if (this.clock.now() - this.#lastGeneration < (rateLimitMs ?? 0)) return true;
    return this.generating + this.queued >= (multiuser ?? 10);
  }

  /** In router mode a token count wakes an unloaded model, yet never counts as activity. */
  async #countTokens(call: Call): Promise<void> {
    if (!(await this.#routerReady(call, null))) return;
    const value = promptTokens({ prompt: call.text('prompt') ?? '' });
    call.json(200, { value, ids: new Array(value).fill(1) });
  }

  /** The idle time starts anew before anything is checked. */
  async #checkState(call: Call): Promise<void> {
    this.#touch(call.cause);
    if (this.generating > 0 && this.#options.checkStateWhileBusy !== 'wait') return refuseBusy(call);
    while (this.generating > 0) {
      if (!(await this.wait(100, call.gone))) return;
    }
    const success = this.#isAdmin(call) && this.current.model !== null;
    call.json(200, { success, old_states: [], new_state_size: 0, new_tokens: 0 });
  }

  #listOptions(call: Call): void {
    const files = Object.keys(this.#options.files ?? {});
    call.json(200, this.#isAdmin(call) ? [...files, unloadFile, initialConfig] : []);
  }

  /** Always 200; the old process goes on answering for a moment before it restarts. */
  #reload(call: Call): void {
    const file = call.text('filename') ?? '';
    const success = this.#isAdmin(call) && this.#modelOf(file) !== undefined;
    call.json(200, { success });
    if (!success) return;
    const delay = this.#options.reloadDelayMs ?? 500;
    this.#cancelReload = this.clock.schedule(delay, () => void this.#restartInto(file, call.cause));
  }

  /** Lets the router load what the request needs. False when the call was answered with a failure. */
  async #routerReady(call: Call, asked: string | null): Promise<boolean> {
    if (this.#options.router !== true) return true;
    const named = asked !== null && this.#modelOf(asked) !== undefined ? asked : null;
    const asleep = this.current.model === null;
    const target = named ?? (asleep ? (this.#wakeFile ?? initialConfig) : null);
    if (target === null || target === this.current.file) return true;
    if (asleep) this.ledger.add(call.cause, 'woke', { note: target });
    const patience = new AbortController();
    const inTime = await Promise.race([
      this.#restartInto(target, call.cause).then(() => true),
      this.wait(gatewayPatienceMs, patience.signal).then(() => false),
    ]);
    patience.abort();
    if (!inTime) badGateway(call, 504);
    return inTime && this.#childUp;
  }

  /** A load that fails ends with the initial configuration, after both have been tried. */
  async #restartInto(file: string, cause: Cause): Promise<void> {
    const wanted = this.#modelOf(file) ?? null;
    const restart = this.#options.restartMs ?? 2_000;
    let next: Current = { file, model: wanted };
    let downMs = restart + (wanted?.loadMs ?? 0);
    if (wanted !== null && wanted.loadFailure !== null) {
      next = this.#initial;
      downMs += restart + (this.#initial.model?.loadMs ?? 0);
    }
    this.#forget(cause);
    if (this.#options.router === true) return this.#restartChild(next, cause, downMs);
    this.#next = { current: next, cause };
    await this.relaunchAfter(downMs);
  }

  async #restartChild(next: Current, cause: Cause, downMs: number): Promise<void> {
    this.#childUp = false;
    if (await this.waitAlive(downMs)) this.#begin(next, cause);
  }

  #begin(current: Current, cause: Cause): void {
    this.current = current;
    this.#childUp = true;
    this.#startedAt = this.clock.now();
    this.#lastActive = this.clock.now();
    if (current.model !== null)
      this.ledger.add(cause, 'loaded', { model: current.model.id, note: current.file });
    this.#armIdle();
  }

  #forget(cause: Cause): void {
    this.#cancelIdle();
    if (this.current.model === null) return;
    const note = this.generating > 0 ? 'cut a running answer' : this.current.file;
    this.ledger.add(cause, 'unloaded', { model: this.current.model.id, note });
    this.#kill.abort();
    this.#kill = new AbortController();
  }

  /** Idle time counts from when a request came in, not from when its answer was done. */
  #touch(cause: Cause): void {
    this.#lastActive = this.clock.now();
    if (this.#unloadAfter === 0) return;
    this.ledger.add(cause, 'reset-timer', { model: shownName(this.current.model) });
    this.#armIdle();
  }

  #armIdle(): void {
    this.#cancelIdle();
    if (this.#unloadAfter === 0 || this.current.model === null) return;
    const due = this.#lastActive + this.#unloadAfter - this.clock.now();
    this.#cancelIdle = this.clock.schedule(due, () => {
      this.#wakeFile = this.current.file;
      void this.#restartInto(unloadFile, timerCause);
    });
  }

  get #unloadAfter(): number {
    return this.#options.older === true ? 0 : (this.#options.unloadAfterMs ?? 0);
  }

  /** Null is a known name without a model; undefined is an unknown name. */
  #modelOf(file: string): FakeModel | null | undefined {
    if (file === unloadFile) return null;
    if (file === initialConfig || file === this.#options.initialFile) return this.#initial.model;
    return this.#options.files?.[file];
  }

  #isAdmin(call: Call): boolean {
    const { admin, adminPassword } = this.#options;
    if (admin !== true) return false;
    return adminPassword === undefined || call.headers.authorization === `Bearer ${adminPassword}`;
  }

  #view() {
    const { version, files, router, admin } = this.#options;
    return {
      version: version ?? '1.122.1',
      protected: this.apiKey !== null,
      admin: admin === true,
      model: this.current.model,
      files: router === true ? Object.keys(files ?? {}) : [],
      generating: this.generating,
      queued: this.queued,
      totalGenerations: this.#totalGenerations,
      uptimeMs: this.clock.now() - this.#startedAt,
      nowSeconds: Math.floor(this.clock.now() / 1000),
    };
  }
}

const koboldShape = () => ({ results: [{ text: answerText, finish_reason: 'stop' }] });

/** Ollama's empty prompt means nothing here: it generates like any other. */
const nativeShapes: Record<string, (() => object) | undefined> = {
  '/api/v1/generate': koboldShape,
  '/api/latest/generate': koboldShape,
  '/api/generate': () => ({ model: 'koboldcpp', response: answerText, done: true, done_reason: 'stop' }),
  '/api/chat': () => ({ message: { role: 'assistant', content: answerText }, done: true }),
};

function refuseBusy(call: Call): void {
  const msg = 'Server is busy; please try again later.';
  call.json(503, { detail: { msg, type: 'service_unavailable' } });
}

function badGateway(call: Call, status: 502 | 504): void {
  const title = status === 502 ? '502 Bad Gateway' : '504 Gateway Timeout';
  call.html(status, `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`);
}

export function startKoboldCpp(options: KoboldCppOptions = {}): Promise<FakeKoboldCpp> {
  return new FakeKoboldCpp(options).start();
}
