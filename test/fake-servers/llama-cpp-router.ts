import type { Call, OpenAnswer } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import type { InferenceOptions } from './inference-server.ts';
import { type Cause, otherClient } from './ledger.ts';
import { LlamaCppServer } from './llama-cpp.ts';
import type { LlamaChild, LlamaRules } from './llama-cpp-child.ts';
import { modalities, modelMeta, refuseLlama } from './llama-cpp-shapes.ts';

export interface LlamaRouterOptions extends InferenceOptions, Partial<LlamaRules> {
  models: FakeModel[];
  /** --models-max; 0 is unlimited. */
  modelsMax?: number;
  /** False: --no-models-autoload. */
  autoload?: boolean;
  /** The README and the source name the status event differently. */
  statusEvent?: 'model_status' | 'status_change';
}

type Status = 'unloaded' | 'loading' | 'loaded' | 'sleeping' | 'downloading' | 'downloaded';

interface Entry {
  model: FakeModel;
  status: Status;
  exitCode: number | null;
  lastUsed: number;
  child: LlamaChild | null;
  /** While loading: resolves when it is over, however it ends. */
  loading: Promise<void> | null;
  stopLoading: AbortController;
}

const graceMs = 10_000;

/** llama-server without `-m`: starts a child per model on demand, at most four, the least used goes. */
export class FakeLlamaRouter extends LlamaCppServer {
  readonly entries: Map<string, Entry>;
  readonly autoload: boolean;
  /** A load that needs room answers "limit reached" instead of evicting. */
  refusesWhenFull = false;
  /** Models whose preset changed on disk: the next `?reload=1` unloads them. */
  readonly changedPresets = new Set<string>();
  readonly #modelsMax: number;
  readonly #statusEvent: string;
  #listeners = new Set<OpenAnswer>();

  constructor(options: LlamaRouterOptions) {
    super(options);
    this.entries = new Map(options.models.map((model) => [model.id, newEntry(model)]));
    this.autoload = options.autoload ?? true;
    this.#modelsMax = options.modelsMax ?? 4;
    this.#statusEvent = options.statusEvent ?? 'model_status';
  }

  /** Another client generates. Resolves when it is answered. */
  async clientAsks(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new Error(`the simulated router has no model ${id}`);
    if (entry.child === null) await this.#load(otherClient, entry);
    entry.lastUsed = this.clock.now();
    await entry.child?.generate(otherClient);
  }

  statusOf(id: string): Status | null {
    return this.entries.get(id)?.status ?? null;
  }

  setStatus(id: string, status: 'downloading' | 'downloaded' | 'unloaded'): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) this.#setStatus(entry, status);
  }

  protected override processEnded(): void {
    super.processEnded();
    this.#listeners.clear();
    for (const [id, entry] of this.entries) {
      entry.child?.kill();
      entry.stopLoading.abort();
      this.entries.set(id, newEntry(entry.model));
    }
  }

  protected async answer(call: Call): Promise<void> {
    if (call.is('GET', '/')) return call.html(200, '<!doctype html><title>llama.cpp</title>');
    if (call.is('GET', '/health', '/v1/health')) return call.json(200, { status: 'ok' });
    if (call.is('GET', '/models', '/v1/models')) return this.#answerList(call);
    if (call.is('GET', '/models/sse')) return this.#answerEvents(call);
    if (call.is('POST', '/models/load')) return this.#answerLoad(call);
    if (call.is('POST', '/models/unload')) return this.#answerUnload(call);
    if (call.is('GET', '/props') && !call.query.has('model')) return call.json(200, this.#props());
    await this.#proxy(call);
  }

  #props(): object {
    return {
      role: 'router',
      max_instances: this.#modelsMax,
      models_autoload: this.autoload,
      model_alias: 'llama-server',
      model_path: 'none',
      default_generation_settings: { n_ctx: 0 },
      build_info: `b${this.rules.build}-0123abcd`,
    };
  }

  async #answerList(call: Call): Promise<void> {
    if (call.query.get('reload') === '1') this.#reloadPresets(call.cause);
    const created = Math.floor(this.clock.now() / 1000);
    const data = [...this.entries.values()].map((entry) => this.#card(entry, created));
    call.json(200, { data, object: 'list' });
  }

  #card(entry: Entry, created: number): object {
    const failed = entry.exitCode === null ? {} : { failed: true, exit_code: entry.exitCode };
    const { child, model } = entry;
    const { sleepIdleSeconds } = this.rules;
    const sleep = sleepIdleSeconds === null ? [] : ['--sleep-idle-seconds', String(sleepIdleSeconds)];
    // The command line of the child: what the router was started with is handed on.
    const args = ['llama-server', '--ctx-size', String(model.defaultContext), ...sleep];
    return {
      id: model.id,
      aliases: [],
      tags: [],
      object: 'model',
      owned_by: 'llamacpp',
      created,
      status: { value: entry.status, args, preset: `[${model.id}]`, ...failed },
      architecture: modalities(model),
      source: 'cache',
      can_remove: true,
      ...(child === null ? {} : { meta: modelMeta(model, child.context, this.rules.build) }),
    };
  }

  async #answerEvents(call: Call): Promise<void> {
    const open = call.events();
    this.#listeners.add(open);
    call.gone.addEventListener('abort', () => this.#listeners.delete(open));
  }

  async #answerLoad(call: Call): Promise<void> {
    const entry = this.entries.get(call.text('model') ?? '');
    if (entry === undefined) return refuseLlama(call, 404, 'model is not found', 'not_found_error');
    if (entry.child !== null || entry.loading !== null) {
      return refuseLlama(call, 400, 'model is already running');
    }
    if (this.#isFull() && this.refusesWhenFull) {
      return refuseLlama(call, 500, 'model limit reached, try again later', 'server_error');
    }
    void this.#load(call.cause, entry);
    call.json(200, { success: true });
  }

  async #answerUnload(call: Call): Promise<void> {
    const entry = this.entries.get(call.text('model') ?? '');
    if (entry === undefined) return refuseLlama(call, 404, 'model is not found', 'not_found_error');
    if (entry.child === null && entry.loading === null) {
      return refuseLlama(call, 400, 'model is not running');
    }
    void this.#unload(call.cause, entry);
    call.json(200, { success: true });
  }

  /** GET proxies take the model from the query and leave the order of use alone; POST proxies do not. */
  async #proxy(call: Call): Promise<void> {
    const posting = call.method === 'POST';
    const id = posting ? call.text('model') : call.query.get('model');
    const known = posting || ['/props', '/slots', '/metrics', '/lora-adapters'].includes(call.path);
    if (!known) return this.notFound(call);
    if (id === null) return refuseLlama(call, 400, 'model name is missing from the request');
    const entry = this.entries.get(id);
    if (entry === undefined) return refuseLlama(call, 404, `model '${id}' not found`, 'not_found_error');
    const child = await this.#ensureReady(call, entry);
    if (child === null) return;
    if (posting) entry.lastUsed = this.clock.now();
    if (!(await child.answer(call, call.path))) this.notFound(call);
  }

  async #ensureReady(call: Call, entry: Entry): Promise<LlamaChild | null> {
    if (entry.child !== null) return entry.child;
    const asked = call.query.get('autoload');
    const mayLoad = asked === null ? this.autoload : asked !== 'false';
    if (entry.loading === null && !mayLoad) {
      refuseLlama(call, 400, 'model is not loaded');
      return null;
    }
    await (entry.loading ?? this.#load(call.cause, entry));
    if (entry.child === null) {
      refuseLlama(call, 500, `model name=${entry.model.id} failed to load`, 'server_error');
    }
    return entry.child;
  }

  #load(cause: Cause, entry: Entry): Promise<void> {
    if (this.#isFull()) this.#evictOldest(cause);
    entry.exitCode = null;
    entry.lastUsed = this.clock.now();
    entry.stopLoading = new AbortController();
    const loading = this.#loadChild(cause, entry).finally(() => {
      if (entry.loading === loading) entry.loading = null;
    });
    entry.loading = loading;
    return loading;
  }

  async #loadChild(cause: Cause, entry: Entry): Promise<void> {
    const { model } = entry;
    const stop = entry.stopLoading.signal;
    this.#setStatus(entry, 'loading');
    for (const value of [0, 0.5, 1]) {
      const progress = { stages: ['text_model'], current: 'text_model', value };
      this.#tell(entry, { status: 'loading', progress });
      if (value < 1 && !(await this.wait(model.loadMs / 2, stop))) return;
    }
    if (model.loadFailure !== null) {
      entry.exitCode = 1;
      return this.#setStatus(entry, 'unloaded');
    }
    entry.child = this.newChild(model, (sleeping) =>
      this.#setStatus(entry, sleeping ? 'sleeping' : 'loaded'),
    );
    this.ledger.add(cause, 'loaded', { model: model.id });
    this.#setStatus(entry, 'loaded');
  }

  /** A loading child is killed at once; a busy one gets ten seconds. */
  async #unload(cause: Cause, entry: Entry): Promise<void> {
    if (entry.loading !== null) {
      entry.stopLoading.abort();
      this.ledger.add(cause, 'aborted-load', { model: entry.model.id });
      return this.#setStatus(entry, 'unloaded');
    }
    if (entry.child !== null && entry.child.busySlots > 0) {
      await this.wait(graceMs, entry.child.killed.signal);
    }
    this.#remove(cause, entry, 'unloaded');
  }

  #remove(cause: Cause, entry: Entry, effect: 'unloaded' | 'evicted'): void {
    if (entry.child === null) return;
    const note = entry.child.busySlots > 0 ? { note: 'in the middle of a generation' } : {};
    entry.child.kill();
    entry.child = null;
    this.ledger.add(cause, effect, { model: entry.model.id, ...note });
    this.#setStatus(entry, 'unloaded');
  }

  /** The least recently used goes, busy or loading as it may be. */
  #evictOldest(cause: Cause): void {
    const oldest = this.#running().sort((a, b) => a.lastUsed - b.lastUsed)[0];
    if (oldest === undefined) return;
    this.#remove(cause, oldest, 'evicted');
    if (oldest.loading === null) return;
    oldest.stopLoading.abort();
    this.ledger.add(cause, 'evicted', { model: oldest.model.id, note: 'while loading' });
    this.#setStatus(oldest, 'unloaded');
  }

  #running(): Entry[] {
    return [...this.entries.values()].filter(
      (entry) => entry.child !== null || (entry.loading !== null && !entry.stopLoading.signal.aborted),
    );
  }

  #isFull(): boolean {
    return this.#modelsMax > 0 && this.#running().length >= this.#modelsMax;
  }

  #reloadPresets(cause: Cause): void {
    for (const id of this.changedPresets) {
      const entry = this.entries.get(id);
      if (entry !== undefined) void this.#unload(cause, entry);
    }
    this.changedPresets.clear();
    for (const open of this.#listeners) open.event({ model: '*', event: 'models_reload', data: {} });
  }

  #setStatus(entry: Entry, status: Status): void {
    entry.status = status;
    const failed = entry.exitCode === null ? {} : { exit_code: entry.exitCode };
    const info = status === 'loaded' ? { info: this.#card(entry, 0) } : {};
    if (status !== 'loading') this.#tell(entry, { status, ...failed, ...info });
  }

  #tell(entry: Entry, data: object): void {
    for (const open of this.#listeners) open.event({ model: entry.model.id, event: this.#statusEvent, data });
  }
}

export function startLlamaRouter(options: LlamaRouterOptions): Promise<FakeLlamaRouter> {
  return new FakeLlamaRouter(options).start();
}

function newEntry(model: FakeModel): Entry {
  return {
    model,
    status: 'unloaded',
    exitCode: null,
    lastUsed: 0,
    child: null,
    loading: null,
    stopLoading: new AbortController(),
  };
}
