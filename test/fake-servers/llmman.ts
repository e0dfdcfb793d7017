import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { type AnswerShapes, type InferenceOptions, InferenceServer } from './inference-server.ts';
import { timerCause } from './ledger.ts';
import { unknownModel } from './openai-compatible.ts';
import { inferenceRoute } from './openai-shapes.ts';

export interface LlmmanOptions extends InferenceOptions {
  /** Pulled models, by short name: "qwen3.8". */
  models: FakeModel[];
  /** LLMMAN_KEEP_ALIVE, five minutes unless given. */
  keepAliveMs?: number;
  /** A hybrid request with a longer body goes to the hosted half. */
  hybridLocalBytes?: number;
  version?: string;
}

interface Loaded {
  model: FakeModel;
  expires: number;
  running: number;
  cancel: () => void;
}

type Side = { local: FakeModel } | { hosted: string };

const hybridPrefix = 'llmman.hybrid/';
const hostedPrefix = 'llmman.provider/';

/** llmman: Ollama-shaped `ps`, no /health, and ids that look local while their data may leave the machine. */
export class FakeLlmman extends InferenceServer {
  readonly loaded = new Map<string, Loaded>();
  protected readonly shapes: AnswerShapes = {
    chatReasoning: 'reasoning_content',
    responses: null,
    keepsResponses: false,
  };
  readonly #options: LlmmanOptions;
  readonly #keepAliveMs: number;

  constructor(options: LlmmanOptions) {
    super(options);
    this.#options = options;
    this.#keepAliveMs = options.keepAliveMs ?? 300_000;
  }

  protected override processEnded(): void {
    super.processEnded();
    for (const { cancel } of this.loaded.values()) cancel();
    this.loaded.clear();
  }

  protected async answer(call: Call): Promise<void> {
    const version = this.#options.version ?? '0.1.334';
    if (call.is('GET', '/api/version')) return call.json(200, { version });
    if (call.is('GET', '/api/tags')) return call.json(200, { models: this.#options.models.map(ollamaCard) });
    if (call.is('GET', '/api/ps')) return call.json(200, { models: this.#ps() });
    if (call.is('GET', '/v1/models')) return call.json(200, { object: 'list', data: this.#cards() });
    if (inferenceRoute(call) !== 'chat') return this.notFound(call);
    const side = this.#side(call);
    if (side === null) return unknownModel(call);
    if ('local' in side) return this.#answerLocally(call, side.local);
    const model = { ...modelLike(this.#options.models), id: side.hosted };
    await this.infer(call, { route: 'chat', model, context: null, effect: 'billed' });
  }

  async #answerLocally(call: Call, model: FakeModel): Promise<void> {
    const loaded = this.loaded.get(model.id) ?? (await this.#load(call, model));
    if (loaded === null) return;
    loaded.running += 1;
    loaded.cancel();
    try {
      await this.infer(call, { route: 'chat', model, context: model.defaultContext });
    } finally {
      loaded.running -= 1;
      this.ledger.add(call.cause, 'reset-timer', { model: model.id });
      this.#arm(loaded);
    }
  }

  async #load(call: Call, model: FakeModel): Promise<Loaded | null> {
    if (!(await this.waitAlive(model.loadMs))) return null;
    const present = this.loaded.get(model.id);
    if (present !== undefined) return present;
    const loaded = { model, expires: 0, running: 0, cancel: () => {} };
    this.loaded.set(model.id, loaded);
    this.ledger.add(call.cause, 'loaded', { model: model.id });
    return loaded;
  }

  #arm(loaded: Loaded): void {
    loaded.cancel();
    if (loaded.running > 0 || this.loaded.get(loaded.model.id) !== loaded) return;
    loaded.expires = this.clock.now() + this.#keepAliveMs;
    loaded.cancel = this.clock.schedule(this.#keepAliveMs, () => {
      this.loaded.delete(loaded.model.id);
      this.ledger.add(timerCause, 'unloaded', { model: loaded.model.id });
    });
  }

  /** Where a request is served: by the pinned side, else by its size, else here. */
  #side(call: Call): Side | null {
    const asked = call.text('model') ?? '';
    if (asked.startsWith(hostedPrefix)) return { hosted: asked.slice(hostedPrefix.length) };
    if (!asked.startsWith(hybridPrefix)) return this.#localSide(asked);
    const pair = asked.slice(hybridPrefix.length);
    const hosted = pair.slice(pair.indexOf(',') + 1);
    const route = call.headers['x-llmman-route'];
    const tooLong = call.bodyText.length > (this.#options.hybridLocalBytes ?? 1_048_576);
    if (route === 'cloud' || (route !== 'local' && tooLong)) return { hosted };
    return this.#localSide(pair.slice(0, pair.indexOf(',')));
  }

  /** Short and full ids are the same model. */
  #localSide(asked: string): Side | null {
    const model = this.#options.models.find(({ id }) => id === asked || fullId(id) === asked);
    return model === undefined ? null : { local: model };
  }

  #ps(): object[] {
    return [...this.loaded.values()].map(({ model, expires }) => ({
      ...ollamaCard(model),
      size_vram: model.sizeBytes,
      context_length: model.defaultContext,
      expires_at: new Date(expires).toISOString(),
    }));
  }

  #cards(): object[] {
    const created = Math.floor(this.clock.now() / 1000);
    return this.#options.models.map(({ id }) => ({
      id: fullId(id),
      object: 'model',
      created,
      owned_by: 'llmman',
    }));
  }
}

function fullId(id: string): string {
  return `docker.io/ai/${id.includes(':') ? id : `${id}:latest`}`;
}

function ollamaCard(model: FakeModel): object {
  const name = fullId(model.id);
  const details = { format: model.format, family: model.architecture, parameter_size: model.params };
  const quantized = { ...details, quantization_level: model.quantization };
  return { name, model: name, size: model.sizeBytes, digest: 'sha256:1', details: quantized };
}

function modelLike(models: FakeModel[]): FakeModel {
  const [first] = models;
  if (first === undefined) throw new Error('a simulated llmman needs one model');
  return first;
}

export function startLlmman(options: LlmmanOptions): Promise<FakeLlmman> {
  return new FakeLlmman(options).start();
}
