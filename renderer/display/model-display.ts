import { assertNever } from '../../shared/assert-never.ts';
import type { Sentence } from '../../shared/findings.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { Model, Server, ServerAction, ServerWithModels } from '../../shared/servers.ts';
import type { StateShape } from '../components/StateIcon.tsx';

/** How a model's state is drawn and said: one shape, one word, and while something runs how far it is. */
export type ModelDisplay = {
  shape: StateShape;
  words: Sentence;
  /** Warm things are in the accent, broken ones in red. */
  tone: 'warm' | 'plain' | 'broken';
  /** 0..1 of the ring; without the server's word, a second hand. */
  part: number | null;
  running: { since: number; actionId: string | null } | null;
};

export type DisplayInput = { server: Server; model: Model; action: ServerAction | undefined; now: number };

export function modelDisplay({ server, model, action, now }: DisplayInput): ModelDisplay {
  if (action !== undefined) return actionDisplay(action, model, now);
  if (server.reachability.is === 'unreachable') return unreachableDisplay(model);
  return stateDisplay(model, now);
}

function stateDisplay(model: Model, now: number): ModelDisplay {
  const { state } = model;
  switch (state.is) {
    case 'loaded':
      return still('warm', sentence('state.warm'), 'warm');
    case 'busy':
      return still('busy', busyWords(state.requests), 'warm');
    case 'loading':
      return loading(state.since, state.progress, null, now);
    case 'asleep':
      return still('asleep', sentence('state.asleep'));
    case 'unloading':
      return still('unloading', sentence('state.unloading'));
    case 'failed':
      return still('failed', sentence('state.failed'), 'broken');
    case 'not-loaded':
      return still('cold', sentence('state.notLoaded'));
    case 'unknown':
      return model.hosted
        ? still('hosted', sentence('state.hosted'))
        : still('unknown', sentence('state.unknown'));
    default:
      return assertNever(state);
  }
}

/** Nobody answers: the last state is told as past, without its colour. */
function unreachableDisplay(model: Model): ModelDisplay {
  const wasReady = model.state.is === 'loaded' || model.state.is === 'busy';
  return still('unreachable', wasReady ? sentence('state.wasWarm') : sentence('state.unreachable'));
}

function actionDisplay(action: ServerAction, model: Model, now: number): ModelDisplay {
  switch (action.stage) {
    case 'queued':
      return { ...still('loading', sentence('state.queued')), part: 0, running: running(action) };
    case 'unloading':
      return { ...still('unloading', sentence('state.unloading')), running: running(action) };
    case 'loading':
      return loading(action.startedAt, action.progress ?? progressOf(model), action.id, now);
    case 'confirming':
      return { ...still('loading', sentence('state.confirming')), part: 1, running: running(action) };
    default:
      return assertNever(action.stage);
  }
}

function loading(since: number, progress: number | null, actionId: string | null, now: number): ModelDisplay {
  const elapsed = Math.max(0, now - since);
  return {
    shape: 'loading',
    words:
      progress === null
        ? sentence('state.loadingFor', { for: Math.floor(elapsed / 1_000) * 1_000 })
        : sentence('state.loadingPercent', { progress }),
    tone: 'warm',
    part: progress ?? (elapsed % 60_000) / 60_000,
    running: { since, actionId },
  };
}

function busyWords(requests: number | null): Sentence {
  return requests === null ? sentence('state.busy') : sentence('state.busyWith', { count: requests });
}

function progressOf(model: Model): number | null {
  return model.state.is === 'loading' ? model.state.progress : null;
}

function running(action: ServerAction): ModelDisplay['running'] {
  return { since: action.startedAt, actionId: action.id };
}

function still(shape: StateShape, words: Sentence, tone: ModelDisplay['tone'] = 'plain'): ModelDisplay {
  return { shape, words, tone, part: null, running: null };
}

export function actionOf(server: Server, modelId: string): ServerAction | undefined {
  return server.actions.find((action) => action.modelId === modelId);
}

/** By id, without walking thousands of models for every row that is drawn. */
const indexes = new WeakMap<readonly Model[], Map<string, Model>>();

export function modelById(server: ServerWithModels, modelId: string): Model | undefined {
  let index = indexes.get(server.models);
  if (index === undefined) {
    index = new Map(server.models.map((model) => [model.id, model]));
    indexes.set(server.models, index);
  }
  return index.get(modelId);
}
