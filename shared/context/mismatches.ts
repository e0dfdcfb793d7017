import type { ConfiguredPair } from '../context-fit.ts';
import { effectiveApi } from '../effective-api.ts';
import type { CheckState, Fix, Sentence } from '../findings.ts';
import {
  blockedBelowTokens,
  noRoomBelowTokens,
  ollamaRefusesFrom,
  usualPromptTokens,
  warnedBelowShare,
  warnedBelowTokens,
} from '../gateway-rules.ts';
import { sentence } from '../messages/sentence.ts';
import { isReady } from '../servers.ts';
import { contextFixes } from './fixes.ts';
import { contextAskedFor, type PlannedContext } from './planned.ts';

/** Worst first: this is the order in which they are told. */
export const contextMismatchKinds = [
  /** The gateway itself refuses a model with so little context and takes the next link. */
  'blocked',
  /** The very first message of an agent is larger than what the server gave the model: the turn fails. */
  'first-message-refused',
  /** The server drops the beginning of what it is sent and says nothing. */
  'silently-cut',
  /** The gateway's own prompt fills the declared context: it asks for an answer of a single token. */
  'no-room-to-answer',
  /** Fits now; a longer conversation is refused. */
  'refused-later',
  'larger-than-max',
  /** The gateway asks for another context than is loaded, so its next message loads the model again. */
  'reloads',
  /** The gateway's preload finds the loaded copy too small and loads a second one. */
  'second-copy',
  'tokens-over-window',
  'answer-too-long',
  'low',
  'wastes-memory',
] as const;
export type ContextMismatchKind = (typeof contextMismatchKinds)[number];

export type ContextMismatch = {
  kind: ContextMismatchKind;
  state: Extract<CheckState, 'look' | 'broken'>;
  sentence: Sentence;
  fixes: Fix[];
};

type Sight = {
  pair: ConfiguredPair;
  planned: PlannedContext;
  /** What the server gives, or will give because the gateway asks for it; null: not known. */
  given: number | null;
};

export function mismatchesOf(pair: ConfiguredPair, planned: PlannedContext): ContextMismatch[] {
  const asked = contextAskedFor(pair, planned);
  const given = asked ?? pair.model?.contextAllocated ?? null;
  const sight: Sight = { pair, planned, given };
  const found = [...tooSmall(sight), ...aroundTheServer(sight, asked), ...withinTheConfig(sight)];
  const rank = (each: ContextMismatch) => contextMismatchKinds.indexOf(each.kind);
  return oncePerCause(found).toSorted((a, b) => rank(a) - rank(b));
}

/**
 * A copy that is loaded too small is one thing, mended in one way, whatever comes of it. Told is what comes of it first:
 * a message that does not fit fails at once; one that fits makes the preload load the second copy, long before a
 * conversation could grow too long for the first.
 */
function oncePerCause(found: readonly ContextMismatch[]): ContextMismatch[] {
  const has = (kind: ContextMismatchKind) => found.some((each) => each.kind === kind);
  const told: ContextMismatchKind = has('first-message-refused') ? 'first-message-refused' : 'second-copy';
  if (!has('second-copy')) return [...found];
  const ofThisCause: ContextMismatchKind[] = ['first-message-refused', 'refused-later', 'second-copy'];
  return found.filter(({ kind }) => kind === told || !ofThisCause.includes(kind));
}

/** Some servers cut what is too long and answer as if nothing had happened. */
export function cutsSilently({ server, provider, configured }: ConfiguredPair): boolean {
  if (server?.kind === 'koboldcpp') return true;
  if (server?.kind !== 'ollama') return false;
  const isAskedToRefuse = effectiveApi(provider, configured) === 'ollama';
  return !isAskedToRefuse || !isAtLeast(server.version, ollamaRefusesFrom);
}

/** False for a version that is not told. */
function isAtLeast(version: string | null, wanted: string): boolean {
  return version !== null && version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}

function* tooSmall(sight: Sight): Generator<ContextMismatch> {
  const { pair, planned, given } = sight;
  const model = nameOf(pair);
  if (planned.tokens < blockedBelowTokens) {
    yield broken(sight, 'blocked', sentence('fit.blocked', { model, tokens: planned.tokens }));
    return;
  }
  if (planned.tokens < noRoomBelowTokens) {
    yield broken(sight, 'no-room-to-answer', sentence('fit.noRoom', { model, tokens: planned.tokens }));
  }
  if (given === null || given >= planned.tokens) {
    if (given !== null && given < usualPromptTokens) yield* smallFirstMessage(sight, given);
    return;
  }
  if (cutsSilently(pair)) {
    const values = { model, given, planned: planned.tokens };
    yield broken(sight, 'silently-cut', sentence('fit.silentlyCut', values));
  } else if (given < usualPromptTokens) {
    yield* smallFirstMessage(sight, given);
  } else {
    const values = { model, given, planned: planned.tokens };
    yield look(sight, 'refused-later', sentence('fit.refusedLater', values));
  }
}

/** Both sides agree on a number that no agent fits into. */
function* smallFirstMessage(sight: Sight, given: number): Generator<ContextMismatch> {
  const model = nameOf(sight.pair);
  const values = { model, given, prompt: usualPromptTokens };
  yield cutsSilently(sight.pair)
    ? broken(sight, 'silently-cut', sentence('fit.cutAlways', values))
    : broken(sight, 'first-message-refused', sentence('fit.firstRefused', values));
}

function* aroundTheServer(sight: Sight, asked: number | null): Generator<ContextMismatch> {
  const { pair, planned, given } = sight;
  const model = nameOf(pair);
  const max = pair.model?.contextMax ?? null;
  if (max !== null && planned.from !== 'assumed' && planned.tokens > max) {
    yield look(
      sight,
      'larger-than-max',
      sentence('fit.largerThanMax', { model, max, planned: planned.tokens }),
    );
  }
  const loaded = pair.model !== null && isReady(pair.model.state) ? pair.model.contextAllocated : null;
  if (loaded === null) return;
  if (asked !== null && asked !== loaded && !(max !== null && asked > max && loaded === max)) {
    yield look(sight, 'reloads', sentence('fit.reloads', { model, loaded, asked }));
  } else if (isPreloadedTwice(pair, planned, loaded)) {
    yield look(sight, 'second-copy', sentence('fit.secondCopy', { model, loaded, planned: planned.tokens }));
  }
  const isPlain = planned.from !== 'assumed' && planned.tokens >= noRoomBelowTokens;
  if (given !== null && isPlain && given >= planned.tokens * 2) {
    yield look(sight, 'wastes-memory', sentence('fit.wastes', { model, given, planned: planned.tokens }));
  }
}

function isPreloadedTwice(
  { provider, server, model }: ConfiguredPair,
  planned: PlannedContext,
  loaded: number,
) {
  const wanted = Math.min(planned.tokens, model?.contextMax ?? planned.tokens);
  return (
    server?.kind === 'lm-studio' &&
    provider.id === 'lmstudio' &&
    provider.preload !== false &&
    // Where there are two already, nothing of a second one is still to come.
    model !== null &&
    model.instances.length < 2 &&
    loaded < wanted
  );
}

function* withinTheConfig(sight: Sight): Generator<ContextMismatch> {
  const { pair, planned } = sight;
  const { contextTokens, contextWindow, maxTokens } = pair.configured;
  const model = nameOf(pair);
  if (contextTokens !== null && contextWindow !== null && contextTokens > contextWindow) {
    const values = { model, tokens: contextTokens, window: contextWindow };
    yield look(sight, 'tokens-over-window', sentence('fit.tokensOverWindow', values));
  }
  if (maxTokens !== null && maxTokens >= planned.tokens) {
    const values = { model, answer: maxTokens, planned: planned.tokens };
    yield look(sight, 'answer-too-long', sentence('fit.answerTooLong', values));
  }
  const native = contextWindow ?? pair.model?.contextMax ?? planned.tokens;
  const warnBelow = Math.max(warnedBelowTokens, Math.floor(native * warnedBelowShare));
  if (planned.tokens >= noRoomBelowTokens && planned.tokens < warnBelow) {
    yield look(sight, 'low', sentence('fit.low', { model, planned: planned.tokens, native }));
  }
}

function nameOf({ configured, model }: ConfiguredPair): string {
  return configured.name ?? model?.name ?? configured.id;
}

function broken(sight: Sight, kind: ContextMismatchKind, said: Sentence): ContextMismatch {
  return { kind, state: 'broken', sentence: said, fixes: contextFixes(kind, sight.pair, sight.planned) };
}

function look(sight: Sight, kind: ContextMismatchKind, said: Sentence): ContextMismatch {
  return { ...broken(sight, kind, said), state: 'look' };
}
