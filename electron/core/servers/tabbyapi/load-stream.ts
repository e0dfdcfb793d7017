import * as v from 'valibot';
import { type Failure, failure } from '../../../../shared/failures.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { HttpStream } from '../../ports.ts';
import { loadFailure } from '../action-answers.ts';
import { eventData, readEvents } from '../event-stream.ts';
import { maybeText } from '../loose-shapes.ts';
import { failureOfStatus, loadTimeoutMs, type ServerClient, withoutSecrets } from '../server-client.ts';
import type { AdapterContext, LoadRequest } from '../types.ts';

const Step = v.object({
  model_type: maybeText,
  module: v.pipe(v.number(), v.minValue(0)),
  modules: v.pipe(v.number(), v.minValue(1)),
  status: maybeText,
});
const Broken = v.object({ error: v.union([v.string(), v.object({ message: v.string() })]) });

export type StreamedStep =
  | { is: 'progress'; progress: number }
  | { is: 'broken'; failure: Failure }
  /** Already loaded: nothing to do. */
  | { is: 'there-already' }
  | { is: 'other' };

/** One event of the load's stream, which is a 200 even when the load fails. */
export function readStep(data: unknown): StreamedStep {
  const step = v.safeParse(Step, data);
  if (step.success) {
    const { module, modules, model_type } = step.output;
    // A draft model is loaded first, with a count of its own.
    if (model_type === 'draft') return { is: 'other' };
    return { is: 'progress', progress: Math.min(1, module / modules) };
  }
  const broken = v.safeParse(Broken, data);
  if (!broken.success) return { is: 'other' };
  const { error } = broken.output;
  const said = withoutSecrets(typeof error === 'string' ? error : error.message);
  if (/already loaded/i.test(said)) return { is: 'there-already' };
  return { is: 'broken', failure: loadFailure(failure('load-failed', said)) };
}

/** Follows a load to its end. Going away would not stop it, and a stream that breaks off does not either. */
export async function followLoad(context: AdapterContext, request: LoadRequest): Promise<Result<void>> {
  const limit = new AbortController();
  const signal = AbortSignal.any([request.signal, limit.signal]);
  const body = {
    model_name: request.modelId,
    ...(request.contextLength === null ? {} : { max_seq_len: request.contextLength }),
  };
  const answer = await context.client.stream('POST', '/v1/model/load', body, {
    timeoutMs: loadTimeoutMs,
    headers: { accept: 'text/event-stream' },
    signal,
  });
  if (!answer.ok) return answer;
  if (answer.value.status < 200 || answer.value.status > 299) return refusal(answer.value, context.client);
  const finished = new AbortController();
  void context.wait(loadTimeoutMs, finished.signal).then(() => limit.abort());
  try {
    return await readToEnd(answer.value, request, context.client);
  } finally {
    finished.abort();
    answer.value.close();
  }
}

async function readToEnd(
  stream: HttpStream,
  request: LoadRequest,
  { hide }: ServerClient,
): Promise<Result<void>> {
  let began = false;
  for await (const event of readEvents(stream)) {
    const step = readStep(eventData({ ...event, data: hide(event.data) }));
    switch (step.is) {
      case 'progress':
        began = true;
        request.onProgress(step.progress);
        break;
      case 'broken':
        return failWith(step.failure);
      case 'there-already':
        return ok(undefined);
      case 'other':
        break;
    }
  }
  if (request.signal.aborted) return fail('load-goes-on', 'Stopped following; TabbyAPI goes on loading.');
  // It began and the stream is over: whether the model is there is read back by whoever asked.
  return began ? ok(undefined) : fail('bad-answer', 'TabbyAPI sent no progress of the load.');
}

const longestRefusal = 4_000;

async function refusal(stream: HttpStream, { hide }: ServerClient): Promise<Result<void>> {
  let body = '';
  for await (const chunk of stream.chunks) {
    body += chunk;
    if (body.length > longestRefusal) break;
  }
  stream.close();
  const said = failureOfStatus({ status: stream.status, headers: stream.headers, body: hide(body) });
  const unknownName = stream.status === 400 && /model (path|name)/i.test(said.detail);
  return failWith(unknownName ? failure('model-not-found', said.detail) : loadFailure(said));
}
