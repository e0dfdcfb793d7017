import * as v from 'valibot';
import type { ReasoningProbe } from '../../../shared/contract/server-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import type { HttpResponse } from '../ports.ts';
import * as loose from './loose-shapes.ts';
import { failureOfStatus, parseJson, type ServerClient } from './server-client.ts';

/**
 * "Is reasoning really separated?" A real request with a few tokens, only ever on a click that says so. What counts is
 * the type of an item, never the type of a part: servers label reasoning parts in four different ways.
 */

const question = 'What is 17 + 26? Think it through, then answer with the number only.';
const mostTokens = 512;
const timeoutMs = 120_000;

/** Parts of any type; an item of a type nobody knew, or built otherwise, counts as one without text. */
const parts = v.fallback(loose.listOf(v.object({ text: loose.anyText })), []);
const Item = v.object({ type: v.string(), content: parts, summary: parts });
type Item = v.InferOutput<typeof Item>;
const ResponsesAnswer = v.object({ output: loose.listOf(Item) });
const ChatAnswer = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        message: v.object({
          content: loose.anyText,
          reasoning: loose.anyText,
          reasoning_content: loose.anyText,
        }),
      }),
    ),
    v.minLength(1),
  ),
});

type Verdict = ReasoningProbe['responses'];

export async function probeResponses(client: ServerClient, modelId: string): Promise<Result<ReasoningProbe>> {
  const evidence: string[] = [];
  const options = { timeoutMs };
  const responses = await client.call(
    'POST',
    '/v1/responses',
    { model: modelId, input: question, max_output_tokens: mostTokens, stream: false },
    options,
  );
  if (!responses.ok) return responses;
  const first = readAnswer(responses.value, ResponsesAnswer, verdictOfResponses);
  if (first.refused !== null) return failWith(first.refused);
  evidence.push(`POST /v1/responses: HTTP ${responses.value.status}, ${first.said}`);

  const chat = await client.call(
    'POST',
    '/v1/chat/completions',
    {
      model: modelId,
      messages: [{ role: 'user', content: question }],
      max_tokens: mostTokens,
      stream: false,
    },
    options,
  );
  // The first request may have cost money: what it told is not thrown away with the second.
  if (!chat.ok) return half(first.verdict, evidence, chat.failure);
  const second = readAnswer(chat.value, ChatAnswer, verdictOfChat);
  if (second.refused !== null) return half(first.verdict, evidence, second.refused);
  evidence.push(`POST /v1/chat/completions: HTTP ${chat.value.status}, ${second.said}`);
  return ok({ responses: first.verdict, chat: second.verdict, evidence });
}

function half(responses: Verdict, evidence: string[], { detail }: Failure): Result<ReasoningProbe> {
  return ok({ responses, chat: 'failed', evidence: [...evidence, `POST /v1/chat/completions: ${detail}`] });
}

type Read = { verdict: Verdict; said: string; refused: Failure | null };

/** A server without the route answers 404, 405 or 501, or 200 with something that is no answer. */
function readAnswer<S extends v.GenericSchema<unknown, unknown>>(
  response: HttpResponse,
  shape: S,
  verdictOf: (answer: v.InferOutput<S>) => Verdict,
): Read {
  const failure = response.status === 200 ? null : failureOfStatus(response);
  // A 404 is also how servers say that there is no such model.
  const aboutModel = failure !== null && /model/i.test(failure.detail);
  if ([404, 405, 501].includes(response.status) && !aboutModel)
    return { verdict: 'not-offered', said: 'no such route', refused: null };
  if (failure !== null) return { verdict: 'not-offered', said: '', refused: failure };
  const body = parseJson(response.body);
  const answer = body.ok ? v.safeParse(shape, body.value) : null;
  if (answer === null || !answer.success) {
    return { verdict: 'not-offered', said: 'the answer has another shape', refused: null };
  }
  const verdict = verdictOf(answer.output);
  return { verdict, said: `reasoning ${verdict}`, refused: null };
}

/** Tags models use for thinking when nobody separates it. */
const mixedIn = /<think(ing)?>|<\/think(ing)?>|<\|channel\|>analysis|<\/?reasoning>|\[\/?THINK\]|◁\/?think▷/i;

function verdictOfResponses({ output }: v.InferOutput<typeof ResponsesAnswer>): Verdict {
  const answer = output
    .filter((item) => item.type === 'message')
    .map(textOf)
    .join('');
  if (mixedIn.test(answer)) return 'mixed';
  return output.some((item) => item.type === 'reasoning' && textOf(item) !== '') ? 'separated' : 'none';
}

function textOf({ content, summary }: Item): string {
  return [...content, ...summary].map(({ text }) => text).join('');
}

function verdictOfChat({ choices }: v.InferOutput<typeof ChatAnswer>): Verdict {
  const message = choices[0]?.message;
  if (mixedIn.test(message?.content ?? '')) return 'mixed';
  return `${message?.reasoning ?? ''}${message?.reasoning_content ?? ''}` === '' ? 'none' : 'separated';
}
