import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { Lanes } from './lanes.ts';
import { type Cause, otherClient } from './ledger.ts';
import { type InferenceRoute, inferenceRoute } from './openai-shapes.ts';

export interface MlxLmOptions extends InferenceOptions {
  /** MLX repositories in the Hugging Face cache: downloaded, not loaded. */
  cache?: FakeModel[];
  /** `--model`: the string given, and the path it resolves to in the list. */
  started?: { asked: string; listedAs?: string; model: FakeModel };
  /** `--adapter-path`. */
  adapter?: string;
}

interface Loaded {
  key: string;
  adapter: string | null;
  model: FakeModel;
}

const fingerprint = '0.32.0-0.30.1-macOS-26.1-arm64-arm-64bit-applegpu_g16s';

/** mlx_lm.server: one model; any other `model` string drops it and loads that one. */
export class FakeMlxLm extends InferenceServer {
  loaded: Loaded | null = null;
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning',
    responses: null,
    keepsResponses: false,
    extra: { system_fingerprint: fingerprint },
  };
  readonly #options: MlxLmOptions;
  /** Loading and generating share one thread, so both wait for each other and /health waits for neither. */
  #thread = new Lanes(1);

  constructor(options: MlxLmOptions) {
    super(options);
    this.#options = options;
    this.ownHeaders = { server: 'BaseHTTP/0.6 Python/3.13.1' };
  }

  protected override isGuarded(): boolean {
    return false;
  }

  protected override notFound(call: Call): void {
    call.plain(404, 'Not Found');
  }

  protected override processStarted(): void {
    if (this.#options.started !== undefined)
      void this.#inThread(() => this.#provide('default_model', otherClient));
  }

  protected override processEnded(): void {
    super.processEnded();
    this.#thread = new Lanes(1);
    this.loaded = null;
  }

  protected async answer(call: Call): Promise<void> {
    if (call.is('GET', '/health')) return call.json(200, { status: 'ok' });
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#cards() });
    const route = inferenceRoute(call);
    if (route !== 'chat' && route !== 'completions') return this.notFound(call);
    await this.#inThread(() => this.#generateFor(call, route));
  }

  async #generateFor(call: Call, route: InferenceRoute): Promise<void> {
    const failure = await this.#provide(call.text('model') ?? 'default_model', call.cause);
    if (failure !== null || this.loaded === null) return call.json(404, { error: failure ?? 'no model' });
    await this.infer(call, { route, model: this.loaded.model, name: this.loaded.key, context: null });
  }

  /** Makes the asked model the loaded one. Says why not, or null. */
  async #provide(asked: string, cause: Cause): Promise<string | null> {
    const started = this.#options.started;
    const byDefault = asked === 'default_model';
    if (byDefault && started === undefined) {
      return 'A model path has to be given as a CLI argument or in the HTTP request';
    }
    const key = byDefault && started !== undefined ? started.asked : asked;
    const adapter = byDefault ? (this.#options.adapter ?? null) : null;
    if (this.loaded?.key === key && this.loaded.adapter === adapter) return null;
    const model = this.#find(key);
    if (this.loaded !== null) this.ledger.add(cause, 'evicted', { model: this.loaded.key });
    this.loaded = null;
    if (model === null) return `Repository Not Found for '${key}'`;
    if (!(await this.waitAlive(model.loadMs))) return 'stopped';
    if (model.loadFailure !== null) return model.loadFailure;
    this.loaded = { key, adapter, model };
    this.ledger.add(cause, 'loaded', { model: key, note: adapter === null ? 'no adapter' : adapter });
    return null;
  }

  #find(key: string): FakeModel | null {
    const started = this.#options.started;
    if (started !== undefined && (key === started.asked || key === started.listedAs)) return started.model;
    return this.#options.cache?.find((model) => model.id === key) ?? null;
  }

  async #inThread(task: () => Promise<unknown>): Promise<void> {
    const thread = this.#thread;
    await thread.enter();
    try {
      await task();
    } finally {
      thread.leave();
    }
  }

  #cards(): object[] {
    const started = this.#options.started;
    const ids = (this.#options.cache ?? []).map((model) => model.id);
    if (started !== undefined) ids.push(started.listedAs ?? started.asked);
    const created = Math.floor(this.clock.now() / 1000);
    return [...new Set(ids)].map((id) => ({ id, object: 'model', created }));
  }
}

export function startMlxLm(options: MlxLmOptions): Promise<FakeMlxLm> {
  return new FakeMlxLm(options).start();
}
