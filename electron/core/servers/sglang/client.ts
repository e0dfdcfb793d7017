import * as v from 'valibot';
import type { Failure } from '../../../../shared/failures.ts';
import { accepted } from '../action-answers.ts';
import { type EngineLoad, loadFromMetrics } from '../engine-load.ts';
import { type FirstTokenCount, firstTokensFromMetrics } from '../first-token.ts';
import { listOf, maybeBoolean, maybeCount, maybeText } from '../loose-shapes.ts';
import type { ServerClient } from '../server-client.ts';

/** `/health` and `/health_generate` generate a token: they are never asked. */

const ModelInfo = v.object({
  model_path: maybeText,
  is_generation: maybeBoolean,
  has_image_understanding: maybeBoolean,
  has_audio_understanding: maybeBoolean,
});
export type ModelInfo = v.InferOutput<typeof ModelInfo>;

/** Newer versions renamed the route and keep the old one for a while. */
export async function readModelInfo(client: ServerClient): Promise<ModelInfo | null> {
  for (const path of ['/model_info', '/get_model_info']) {
    const answer = await client.getJson(path, ModelInfo);
    if (answer.ok) return answer.value;
    if (answer.failure.code !== 'not-found') return null;
  }
  return null;
}

const Loads = v.object({
  version: maybeText,
  loads: listOf(v.object({ num_running_reqs: v.number(), num_waiting_reqs: maybeCount })),
});
/** `num_reqs` counts the waiting ones too. */
const OldLoads = listOf(v.object({ num_reqs: v.number(), num_waiting_reqs: maybeCount }));

export type LoadLook = {
  load: EngineLoad | null;
  version: string | null;
  /** Only the oldest way tells it along. */
  firstTokens: FirstTokenCount | null;
};

const nothing: LoadLook = { load: null, version: null, firstTokens: null };

/** Three routes of three ages; a version has one or two of them. */
export async function readLoad(client: ServerClient): Promise<LoadLook> {
  const newer = await client.getJson('/v1/loads', Loads);
  if (newer.ok && newer.value.loads.length > 0) {
    const { loads, version } = newer.value;
    const ranks = loads.map((each) => ({ running: each.num_running_reqs, waiting: each.num_waiting_reqs }));
    return { ...nothing, load: sumOf(ranks), version };
  }
  if (!newer.ok && !mayBeElsewhere(newer.failure)) return nothing;
  const older = await client.getJson('/get_load', OldLoads);
  if (older.ok && older.value.length > 0) {
    const ranks = older.value.map((each) => ({
      running: each.num_reqs - (each.num_waiting_reqs ?? 0),
      waiting: each.num_waiting_reqs,
    }));
    return { ...nothing, load: sumOf(ranks) };
  }
  return older.ok || mayBeElsewhere(older.failure) ? readMetrics(client) : nothing;
}

/** A route that is not there, as against a server that hangs: then the next would only hang too. */
function mayBeElsewhere(failure: Failure): boolean {
  return failure.code === 'not-found' || failure.code === 'bad-answer';
}

/** Only there with `--enable-metrics`. */
async function readMetrics(client: ServerClient): Promise<LoadLook> {
  const answer = accepted(
    await client.call('GET', '/metrics', undefined, { headers: { accept: 'text/plain' } }),
  );
  if (!answer.ok) return nothing;
  const { body } = answer.value;
  return {
    load: loadFromMetrics(body, 'sglang:num_running_reqs', 'sglang:num_queue_reqs'),
    version: null,
    firstTokens: firstTokensFromMetrics(body, 'sglang:time_to_first_token_seconds'),
  };
}

function sumOf(ranks: { running: number; waiting: number | null }[]): EngineLoad {
  return {
    running: ranks.reduce((sum, rank) => sum + wholeNumber(rank.running), 0),
    waiting: ranks.reduce((sum, rank) => sum + wholeNumber(rank.waiting ?? 0), 0),
  };
}

function wholeNumber(value: number): number {
  return Number.isSafeInteger(value) && value > 0 && value < 1_000_000 ? value : 0;
}
