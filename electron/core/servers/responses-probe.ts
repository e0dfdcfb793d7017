import * as v from 'valibot';
import type { ReasoningProbe } from '../../../shared/contract/server-commands.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import type { HttpResponse } from '../ports.ts';
import { failureOfStatus, parseJson, type ServerClient } from './server-client.ts';

/**
 * "Is reasoning really separated?" A real request with a few tokens, only ever on a click that says so. What counts is
 * the type of an item, never the type of a part: servers label reasoning parts in four different ways.
 */

const question = 'What is 17 + 26? Think it through, then answer with the number only.';
const mostTokens = 512;
const timeoutMs = 120_000;

const Part = v.looseObject({ text: v.optional(v.string()) });
const Item = v.looseObject({
  type: v.string(),
  content: v.optional(v.nullable(v.array(Part))),
  summary: v.optional(v.nullable(v.array(Part))),
});
const ResponsesAnswer = v.looseObject({ output: v.array(Item) });
const ChatAnswer = v.looseObject({
  choices: v.pipe(
    v.array(
      v.looseObject({
        message: v.looseObject({
          content: v.optional(v.nullable(v.string())),
          reasoning: v.optional(v.nullable(v.string())),
          reasoning_content: v.optional(v.nullable(v.string())),
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
  if (!chat.ok) return chat;
  const second = readAnswer(chat.value, ChatAnswer, verdictOfChat);
  if (second.refused !== null) return failWith(second.refused);
  evidence.push(`POST /v1/chat/completions: HTTP ${chat.value.status}, ${second.said}`);
  return ok({ responses: first.verdict, chat: second.verdict, evidence });
}

type Read = { verdict: Verdict; said: string; refused: ReturnType<typeof failureOfStatus> | null };

/** A server without the route answers 404, 405 or 501, or 200 with something that is no answer. */
function readAnswer<S extends v.GenericSchema<unknown, unknown>>(
  response: HttpResponse,
  shape: S,
  verdictOf: (answer: v.InferOutput<S>) => Verdict,
): Read {
  if ([404, 405, 501].includes(response.status))
    return { verdict: 'not-offered', said: 'no such route', refused: null };
  if (response.status !== 200)
    return { verdict: 'not-offered', said: '', refused: failureOfStatus(response) };
  const body = parseJson(response.body);
  const answer = body.ok ? v.safeParse(shape, body.value) : null;
  if (answer === null || !answer.success) {
    return { verdict: 'not-offered', said: 'the answer has another shape', refused: null };
  }
  const verdict = verdictOf(answer.output);
  return { verdict, said: `reasoning ${verdict}`, refused: null };
}

/** Tags models use for thinking when nobody separates it. */
const mixedIn = /<think(ing)?>|<\/think(ing)?>|<\|channel\|>analysis|<reasoning>/i;

function verdictOfResponses({ output }: v.InferOutput<typeof ResponsesAnswer>): Verdict {
  const textOf = (item: v.InferOutput<typeof Item>) =>
    [...(item.content ?? []), ...(item.summary ?? [])].map((part) => part.text ?? '').join('');
  const answer = output
    .filter((item) => item.type === 'message')
    .map(textOf)
    .join('');
  if (mixedIn.test(answer)) return 'mixed';
  return output.some((item) => item.type === 'reasoning' && textOf(item) !== '') ? 'separated' : 'none';
}

function verdictOfChat({ choices }: v.InferOutput<typeof ChatAnswer>): Verdict {
  const message = choices[0]?.message;
  if (mixedIn.test(message?.content ?? '')) return 'mixed';
  return (message?.reasoning ?? message?.reasoning_content ?? '') === '' ? 'none' : 'separated';
}
