import * as v from 'valibot';
import { ok } from '../../../shared/result.ts';
import { maybe, maybeCount } from './loose-shapes.ts';
import { readJson } from './server-client.ts';
import type { Nudge } from './types.ts';

/** A short answer from a busy machine may take a while; nothing is lost by waiting. */
const answerTimeoutMs = 60_000;

const Answer = v.object({
  choices: v.array(v.unknown()),
  usage: maybe(v.object({ completion_tokens: maybeCount })),
});

/**
 * The only nudge an unknown `/v1` allows: an ordinary request for one token (zero is refused by many).
 * Whether it may be sent at all (agreed to, not hosted, not too often) is decided before.
 */
export const realRequestNudge: Nudge = {
  tokens: 1,
  isRealRequest: true,
  async send({ client }, model, signal) {
    const messages = [{ role: 'user', content: 'Hi' }];
    const answer = await client.call(
      'POST',
      '/v1/chat/completions',
      { model: model.id, messages, max_tokens: 1, stream: false },
      { timeoutMs: answerTimeoutMs, signal },
    );
    if (answer.ok && (answer.value.status === 429 || answer.value.status === 503)) {
      return ok({ tokens: 0, busy: true });
    }
    const read = readJson(answer, Answer, client.hide);
    return read.ok ? ok({ tokens: read.value.usage?.completion_tokens ?? 1, busy: false }) : read;
  },
};
