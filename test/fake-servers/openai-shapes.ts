import type { Call, Json, JsonObject } from './call.ts';

/** What the model's thinking looks like to a client: its own field, inside the answer, or nowhere. */
export type ReasoningMode = 'separate' | 'mixed' | 'none';

/** How a server types the reasoning it gives on the Responses route; 'discarded' throws it away. */
export type ResponsesReasoning = 'reasoning_text' | 'summary_text' | 'output_text' | 'discarded';

export type InferenceRoute = 'chat' | 'completions' | 'embeddings' | 'responses';

/** One finished generation, before it takes the shape of a route. */
export interface Generated {
  id: string;
  model: string;
  createdSeconds: number;
  promptTokens: number;
  tokens: number;
  cutByLimit: boolean;
  mode: ReasoningMode;
}

const routes: Record<string, InferenceRoute> = {
  '/v1/chat/completions': 'chat',
  '/v1/completions': 'completions',
  '/v1/embeddings': 'embeddings',
  '/v1/responses': 'responses',
};

export const answerText = 'Hi!';
export const reasoningText = 'The user greets me, so I greet back.';

/** Which OpenAI-style inference route this is, or null. */
export function inferenceRoute(call: Call): InferenceRoute | null {
  return call.method === 'POST' ? (routes[call.path] ?? null) : null;
}

/** A rough count, four characters a token, of everything a request says to the model. */
export function promptTokens(body: JsonObject): number {
  const characters = textLength(body.prompt) + textLength(body.messages) + textLength(body.input);
  return Math.max(1, Math.ceil(characters / 4));
}

/** The output limit a request sets, whatever the route calls it. */
export function tokenLimit(body: JsonObject): number | null {
  for (const name of ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_length']) {
    const value = body[name];
    if (typeof value === 'number') return value;
  }
  return null;
}

export function chatAnswer(generated: Generated, reasoningField: string): object {
  const message = { role: 'assistant', ...chatContent(generated, reasoningField) };
  const choice = { index: 0, message, finish_reason: finishReason(generated) };
  return { ...envelope(generated, 'chat.completion'), choices: [choice], usage: usage(generated) };
}

export function chatChunks(generated: Generated, reasoningField: string): object[] {
  const chunk = (delta: object, finish: string | null) => ({
    ...envelope(generated, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const { content, ...thinking } = chatContent(generated, reasoningField);
  const first = Object.keys(thinking).length > 0 ? [chunk({ role: 'assistant', ...thinking }, null)] : [];
  return [...first, chunk({ content }, null), chunk({}, finishReason(generated))];
}

export function completionAnswer(generated: Generated): object {
  const choice = { index: 0, text: answerText, finish_reason: finishReason(generated), logprobs: null };
  return { ...envelope(generated, 'text_completion'), choices: [choice], usage: usage(generated) };
}

export function embeddingsAnswer(generated: Generated, input: Json | undefined): object {
  const count = Array.isArray(input) ? input.length : 1;
  const data = Array.from({ length: count }, (_, index) => ({
    object: 'embedding',
    index,
    embedding: [0.1, 0.2, 0.3],
  }));
  const used = { prompt_tokens: generated.promptTokens, total_tokens: generated.promptTokens };
  return { object: 'list', data, model: generated.model, usage: used };
}

export function responsesAnswer(generated: Generated, style: ResponsesReasoning): object {
  const mixed = generated.mode === 'mixed' && style !== 'discarded';
  const message = {
    id: `msg_${generated.id}`,
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [
      { type: 'output_text', text: mixed ? thoughtThenAnswer : answerText, annotations: [], logprobs: [] },
    ],
  };
  const reasoning = generated.mode === 'separate' ? reasoningItem(generated.id, style) : null;
  return {
    id: `resp_${generated.id}`,
    object: 'response',
    created_at: generated.createdSeconds,
    status: 'completed',
    model: generated.model,
    output: reasoning === null ? [message] : [reasoning, message],
    usage: {
      input_tokens: generated.promptTokens,
      output_tokens: generated.tokens,
      total_tokens: generated.promptTokens + generated.tokens,
      output_tokens_details: { reasoning_tokens: 0 },
    },
  };
}

const thoughtThenAnswer = `<think>${reasoningText}</think>\n\n${answerText}`;

function reasoningItem(id: string, style: ResponsesReasoning): object | null {
  const item = { id: `rs_${id}`, type: 'reasoning' };
  switch (style) {
    case 'discarded':
      return null;
    case 'summary_text': {
      const summary = [{ type: 'summary_text', text: reasoningText }];
      return { ...item, summary, encrypted_content: reasoningText };
    }
    case 'reasoning_text':
    case 'output_text':
      return { ...item, summary: [], content: [{ type: style, text: reasoningText }], encrypted_content: '' };
  }
}

function chatContent(generated: Generated, reasoningField: string): { content: string } {
  if (generated.mode === 'mixed') return { content: thoughtThenAnswer };
  if (generated.mode === 'none') return { content: answerText };
  return { content: answerText, [reasoningField]: reasoningText };
}

function envelope(generated: Generated, object: string): object {
  return { id: generated.id, object, created: generated.createdSeconds, model: generated.model };
}

function usage(generated: Generated): object {
  return {
    prompt_tokens: generated.promptTokens,
    completion_tokens: generated.tokens,
    total_tokens: generated.promptTokens + generated.tokens,
  };
}

function finishReason(generated: Generated): string {
  return generated.cutByLimit ? 'length' : 'stop';
}

function textLength(value: Json | undefined): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + textLength(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return textLength(value.content) + textLength(value.text);
}
