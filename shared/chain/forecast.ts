import { assertNever } from '../assert-never.ts';
import type { ContextFit } from '../context-fit.ts';
import type { Failure } from '../failures.ts';
import { costSeconds } from '../gateway-rules.ts';
import { sentence } from '../messages/sentence.ts';
import type { Snapshot } from '../snapshot.ts';
import { answersAnyName, modelInstead } from './any-name.ts';
import type { ResolvedLink } from './resolve.ts';
import { abandonsLoads, hungSeconds, limitSecondsOf, loadSecondsOf, loadsOnRequest } from './timing.ts';
import type { ForecastReason, LinkForecast, LinkState } from './types.ts';

/** What the gateway would do with a link now; the numbers are those measured on the real one (gateway-rules.ts). */

export type ForecastInput = {
  snapshot: Snapshot;
  link: ResolvedLink;
  state: LinkState;
  context: ContextFit | null;
  /** Epoch ms; null: a load under way is counted in full. */
  now: number | null;
};

export function forecastLink(input: ForecastInput): LinkForecast {
  const { state, link } = input;
  switch (state.is) {
    case 'unreachable':
      return unreachableForecast(state.failure, link);
    case 'hung':
      return hung(link);
    case 'key-refused':
      return movesOn('key-refused', costSeconds.keyRefused, true, link);
    case 'not-listed':
      return otherModel(link) ?? movesOn('not-listed', costSeconds.notFound, true, link);
    case 'no-such-provider':
      return movesOn('no-such-provider', costSeconds.notFound, false, link);
    case 'hosted':
      return hostedForecast(state.key, link);
    case 'failed':
      return movesOn('load-failed', costSeconds.serverError, false, link);
    case 'warm':
    case 'loading':
    case 'cold':
    case 'asleep':
      return contextForecast(input) ?? nearForecast(input);
    case 'unknown':
      return unknownForecast(input);
    default:
      return assertNever(state);
  }
}

function unreachableForecast(failure: Failure, link: ResolvedLink): LinkForecast {
  switch (failure.code) {
    case 'connection-refused':
      return movesOn('stopped', costSeconds.stopped, true, link);
    case 'server-error':
      return movesOn('server-error', costSeconds.serverError, true, link);
    case 'rate-limited':
      return movesOn('rate-limited', costSeconds.rateLimited, true, link);
    case 'not-found':
      return movesOn('not-listed', costSeconds.notFound, true, link);
    case 'no-connection':
    case 'name-not-found':
    case 'connection-lost':
    case 'tls-failed':
      return movesOn('unreachable', costSeconds.stopped, false, link);
    default:
      return cannotTell(link);
  }
}

function hostedForecast(key: 'present' | 'missing' | 'not-visible', link: ResolvedLink): LinkForecast {
  if (key === 'missing') return movesOn('key-missing', costSeconds.keyRefused, false, link);
  const provider = link.split?.providerId ?? link.ref;
  return key === 'present'
    ? answers('hosted', 0, true, sentence('forecast.hosted', { provider }))
    : answers('key-not-visible', 0, false, sentence('forecast.keyNotVisible', { provider }));
}

/** A context that is too small is refused by the gateway, refused by the server, or leaves no room to answer. */
function contextForecast({ context, link }: ForecastInput): LinkForecast | null {
  for (const { kind } of context?.mismatches ?? []) {
    if (kind === 'blocked') return movesOn('context-blocked', costSeconds.blocked, true, link);
    if (kind === 'first-message-refused') {
      // Measured with the OpenAI-shaped APIs; of Ollama's own only the documentation tells.
      const isMeasured = link.server?.kind !== 'ollama';
      return fails('context-overflow', costSeconds.contextOverflow, isMeasured, link);
    }
    if (kind === 'no-room-to-answer') {
      return answers('answers-cut-short', 0, true, sentence('forecast.cutShort', { model: modelName(link) }));
    }
  }
  return null;
}

function nearForecast(input: ForecastInput): LinkForecast {
  const { state, link, snapshot, now } = input;
  const model = modelName(link);
  if (state.is === 'warm') return answers('warm', 0, true, sentence('forecast.warm', { model }));
  if (link.server === null || link.model === null) return cannotTell(link);
  if (state.is === 'cold' && !loadsOnRequest(link.server)) {
    const other = otherModel(link);
    if (other !== null) return other;
    const said = sentence('forecast.notLoadedByItself', { model, server: link.server.name });
    return {
      does: 'unknown',
      why: 'not-loaded-by-itself',
      seconds: null,
      limitSeconds: null,
      sure: false,
      sentence: said,
    };
  }
  const load = loadSecondsOf(snapshot, link.server, link.model);
  const passed = state.is === 'loading' && now !== null ? Math.max(0, (now - state.since) / 1_000) : 0;
  const left = load === null ? null : Math.max(1, Math.round(load - passed));
  return loadForecast(
    state.is === 'loading' ? 'loading' : state.is === 'asleep' ? 'asleep' : 'cold',
    left,
    link,
  );
}

/** Measured: the gateway gives up after its limit and asks again; a server that goes on loading answers then. */
function loadForecast(
  why: 'cold' | 'loading' | 'asleep',
  seconds: number | null,
  link: ResolvedLink,
): LinkForecast {
  const model = modelName(link);
  const limit = limitSecondsOf(link);
  if (seconds === null) {
    return { ...answers(why, null, true, sentence('forecast.loadsUnknown', { model })), limitSeconds: limit };
  }
  if (seconds < limit) {
    return {
      ...answers(why, seconds, true, sentence('forecast.loads', { model, seconds })),
      limitSeconds: limit,
    };
  }
  const startsOver = why === 'cold' && link.server !== null && abandonsLoads(link.server);
  const patience = hungSeconds(limit);
  if (startsOver || seconds >= patience) {
    const said = sentence('forecast.neverLoads', { model, seconds, limit });
    return {
      does: 'turn-fails',
      why: 'load-never-finishes',
      seconds: patience,
      limitSeconds: limit,
      sure: false,
      sentence: said,
    };
  }
  const said = sentence('forecast.loadOutlasts', { model, seconds, limit });
  return { ...answers('load-outlasts-timeout', seconds, true, said), limitSeconds: limit };
}

/** A server that does not look at the name answers with what it has. */
function otherModel(link: ResolvedLink): LinkForecast | null {
  if (link.server === null) return null;
  const instead = modelInstead(link.server);
  const habit = answersAnyName(link.server);
  if (instead === null || habit === null) return null;
  const values = { server: link.server.name, model: modelName(link), instead: instead.name };
  return answers('other-model', 0, habit.sure, sentence('forecast.otherModel', values));
}

function unknownForecast(input: ForecastInput): LinkForecast {
  const { state, link } = input;
  if (state.is !== 'unknown') return cannotTell(link);
  // A server that answers and does not tell which model is loaded: most of these load nothing, they just answer.
  if (state.why === 'not-told' && link.server !== null) {
    const known = contextForecast(input);
    return known ?? answers('proxy', 0, false, sentence('forecast.proxy', { server: link.server.name }));
  }
  if (state.why === 'key-not-sent') {
    const said = sentence('forecast.keyNotVisible', { provider: serverName(link) });
    return { ...cannotTell(link), why: 'key-not-visible', sentence: said };
  }
  return cannotTell(link);
}

function hung(link: ResolvedLink): LinkForecast {
  const limit = limitSecondsOf(link);
  return {
    ...fails('hung', hungSeconds(limit), link.provider?.timeoutSeconds != null, link),
    limitSeconds: limit,
  };
}

function answers(
  why: ForecastReason,
  seconds: number | null,
  sure: boolean,
  said: LinkForecast['sentence'],
): LinkForecast {
  return { does: 'answers', why, seconds, limitSeconds: null, sure, sentence: said };
}

const moveReasons = [
  'stopped',
  'unreachable',
  'server-error',
  'rate-limited',
  'not-listed',
  'no-such-provider',
  'key-refused',
  'key-missing',
  'context-blocked',
  'load-failed',
] as const satisfies readonly ForecastReason[];
type MoveReason = (typeof moveReasons)[number];

export function isMoveReason(why: ForecastReason): why is MoveReason {
  return moveReasons.some((each) => each === why);
}

function movesOn(why: MoveReason, seconds: number, sure: boolean, link: ResolvedLink): LinkForecast {
  const said = sentence(`forecast.movesOn.${why}`, {
    model: modelName(link),
    server: serverName(link),
    seconds,
  });
  return { does: 'moves-on', why, seconds, limitSeconds: null, sure, sentence: said };
}

function fails(
  why: 'hung' | 'context-overflow',
  seconds: number,
  sure: boolean,
  link: ResolvedLink,
): LinkForecast {
  const said = sentence(`forecast.fails.${why}`, {
    model: modelName(link),
    server: serverName(link),
    seconds,
  });
  return { does: 'turn-fails', why, seconds, limitSeconds: null, sure, sentence: said };
}

function cannotTell(link: ResolvedLink): LinkForecast {
  const said = sentence('forecast.cannotTell', { model: modelName(link) });
  return { does: 'unknown', why: 'not-told', seconds: null, limitSeconds: null, sure: false, sentence: said };
}

export function modelName(link: ResolvedLink): string {
  return link.alias ?? link.model?.name ?? link.split?.modelId ?? link.ref;
}

export function serverName(link: ResolvedLink): string {
  return link.server?.name ?? link.split?.providerId ?? link.ref;
}
