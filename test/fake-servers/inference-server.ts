import type { Call, HeaderMap } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import { FakeServer, type FakeServerOptions } from './fake-server.ts';
import { Lanes } from './lanes.ts';
import type { Effect } from './ledger.ts';
import {
  chatAnswer,
  chatChunks,
  completionAnswer,
  embeddingsAnswer,
  type Generated,
  type InferenceRoute,
  promptTokens,
  type ReasoningMode,
  type ResponsesReasoning,
  responsesAnswer,
  tokenLimit,
} from './openai-shapes.ts';

export interface InferenceOptions extends FakeServerOptions {
  /** How thinking models show their thoughts. Separate unless told. */
  reasoning?: ReasoningMode;
}

/** What differs between kinds in otherwise equal answers. */
export interface AnswerShapes {
  chatReasoning: 'reasoning' | 'reasoning_content';
  /** Null: there is no Responses route. */
  responses: ResponsesReasoning | null;
  /** Whether `previous_response_id` is remembered. */
  keepsResponses: boolean;
  /** Extra members of every chat and completion answer. */
  extra?: object;
}

export interface Inference {
  route: InferenceRoute;
  model: FakeModel;
  /** The name the answer gives the model; its id when left out. */
  name?: string;
  /** Longer prompts are refused. Null when the server enforces nothing. */
  context: number | null;
  effect?: Effect & ('generated' | 'billed');
  headers?: HeaderMap;
  /** Also aborts the generation, for example when its process is killed. */
  killed?: AbortSignal;
  /** For routes that are not OpenAI's. */
  shape?: (generated: Generated) => object;
}

/** The OpenAI-style half that most kinds share: generating, being busy, and being launched again. */
export abstract class InferenceServer extends FakeServer {
  reasoning: ReasoningMode;
  protected abstract readonly shapes: AnswerShapes;
  #lanes: Lanes;
  readonly #parallel: number;
  readonly #responses = new Set<string>();
  #count = 0;
  #cancelRelaunch: () => void = () => {};
  #life = new AbortController();

  constructor(options: InferenceOptions = {}, parallel = Number.POSITIVE_INFINITY) {
    super(options);
    this.reasoning = options.reasoning ?? 'separate';
    this.#parallel = parallel;
    this.#lanes = new Lanes(parallel);
  }

  /** Generations under way now. */
  get generating(): number {
    return this.#lanes.running;
  }

  /** Generations waiting for a lane. */
  get queued(): number {
    return this.#lanes.waiting;
  }

  override async stop(): Promise<void> {
    this.#cancelRelaunch();
    await super.stop();
  }

  protected override processEnded(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#lanes = new Lanes(this.#parallel);
    this.#responses.clear();
  }

  /** Waits for something that goes on whether or not a client stays. False when the process ended first. */
  protected waitAlive(ms: number): Promise<boolean> {
    return this.wait(ms, this.#life.signal);
  }

  /** The process goes away; the port refuses until `ms` later. */
  protected async relaunchAfter(ms: number): Promise<void> {
    this.#cancelRelaunch();
    await super.stop();
    this.#cancelRelaunch = this.clock.schedule(ms, () => void this.start());
  }

  /** Section 16 of the facts differs per kind; this is what a strict reader of the OpenAI API does. */
  protected refuseOverflow(call: Call, asked: number, context: number): void {
    const message = `This model's maximum context length is ${context} tokens. However, your messages resulted in ${asked} tokens.`;
    const error = {
      message,
      type: 'invalid_request_error',
      param: 'messages',
      code: 'context_length_exceeded',
    };
    call.json(400, { error });
  }

  /** What the client gets when its generation was killed under it. */
  protected refuseKilled(call: Call): void {
    call.response.destroy();
  }

  /** Generates and answers in the shape of the route. True when the generation ran to its end. */
  protected async infer(call: Call, inference: Inference): Promise<boolean> {
    const asked = promptTokens(call.body);
    if (inference.context !== null && asked > inference.context) {
      this.refuseOverflow(call, asked, inference.context);
      return false;
    }
    if (this.#refusesPrevious(call, inference.route)) return false;
    const gone = inference.killed === undefined ? call.gone : AbortSignal.any([call.gone, inference.killed]);
    const lanes = this.#lanes;
    if (!(await lanes.enter(gone))) return this.#broken(call, inference);
    try {
      return await this.#generate(call, inference, gone);
    } finally {
      lanes.leave();
    }
  }

  async #generate(call: Call, inference: Inference, gone: AbortSignal): Promise<boolean> {
    const generated = this.#plan(call, inference);
    this.ledger.add(call.cause, inference.effect ?? 'generated', {
      model: inference.model.id,
      tokens: generated.tokens,
      note: inference.route,
    });
    const streams = call.streaming && inference.route === 'chat' && inference.shape === undefined;
    const open = streams ? call.events(inference.headers) : null;
    if (!(await this.wait(inference.model.busyMs, gone))) return this.#broken(call, inference);
    if (open === null) {
      call.json(200, this.#shape(call, inference, generated), inference.headers);
      return true;
    }
    for (const chunk of chatChunks(generated, this.shapes.chatReasoning)) open.event(chunk);
    open.event('[DONE]');
    open.end();
    return true;
  }

  #broken(call: Call, inference: Inference): false {
    if (inference.killed?.aborted === true && !call.gone.aborted) this.refuseKilled(call);
    return false;
  }

  #plan(call: Call, { route, model, name }: Inference): Generated {
    this.#count += 1;
    const full = route === 'embeddings' ? 0 : model.tokens;
    const tokens = Math.min(full, tokenLimit(call.body) ?? full);
    return {
      id: `fake-${this.#count}`,
      model: name ?? model.id,
      createdSeconds: Math.floor(this.clock.now() / 1000),
      promptTokens: promptTokens(call.body),
      tokens,
      cutByLimit: tokens < full,
      mode: model.thinking ? this.reasoning : 'none',
    };
  }

  #shape(call: Call, { route, shape }: Inference, generated: Generated): object {
    if (shape !== undefined) return shape(generated);
    const { chatReasoning, responses, extra } = this.shapes;
    switch (route) {
      case 'chat':
        return { ...chatAnswer(generated, chatReasoning), ...extra };
      case 'completions':
        return { ...completionAnswer(generated), ...extra };
      case 'embeddings':
        return embeddingsAnswer(generated, call.body.input);
      case 'responses':
        this.#responses.add(`resp_${generated.id}`);
        return responsesAnswer(generated, responses ?? 'discarded');
    }
  }

  #refusesPrevious(call: Call, route: InferenceRoute): boolean {
    const previous = call.text('previous_response_id');
    if (route !== 'responses' || previous === null || !this.shapes.keepsResponses) return false;
    if (this.#responses.has(previous)) return false;
    const error = { message: `Response with id '${previous}' not found.`, type: 'invalid_request_error' };
    call.json(404, { error: { ...error, param: 'response_id', code: 404 } });
    return true;
  }
}
