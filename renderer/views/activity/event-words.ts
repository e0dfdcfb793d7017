import type { ActivityEvent, ActivityKind } from '../../../shared/activity.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Failure } from '../../../shared/failures.ts';
import type { Sentence } from '../../../shared/findings.ts';
import { sentence } from '../../../shared/messages/sentence.ts';
import type { ServerAction } from '../../../shared/servers.ts';
import { stoppedSentence } from '../../../shared/stopped-words.ts';
import { stopReasons } from '../../../shared/warmth.ts';

/** How an event reads: one sentence, a few small facts, and a failure behind a disclosure. */
export type EventWords = {
  title: Sentence;
  facts: Sentence[];
  failure: Failure | null;
  tone: 'warm' | 'plain' | 'broken';
};

export const kindGroups = {
  models: ['model-loaded', 'model-unloaded'],
  servers: ['server-reachable', 'server-unreachable'],
  keepWarm: ['nudged', 'keep-warm-stopped'],
  config: ['config-saved', 'config-changed-outside', 'config-broken', 'config-save-failed', 'stand-in'],
  failures: [
    'action-failed',
    'server-unreachable',
    'keep-warm-stopped',
    'config-broken',
    'config-save-failed',
  ],
  app: ['gateway', 'app'],
} as const satisfies Record<string, readonly ActivityKind[]>;
export type KindGroup = keyof typeof kindGroups;

export function eventWords(event: ActivityEvent): EventWords {
  const server = event.serverName ?? event.serverId ?? '';
  const model = event.modelId ?? '';
  switch (event.what) {
    case 'server-reachable':
      return plain(sentence('activityView.event.server-reachable', { server }));
    case 'server-unreachable':
      return broken(sentence('activityView.event.server-unreachable', { server }), event.failure);
    case 'model-loaded':
      return {
        ...plain(sentence('activityView.event.model-loaded', { model }), loadFacts(event)),
        tone: 'warm',
      };
    case 'model-unloaded':
      return plain(sentence('activityView.event.model-unloaded', { model }), [
        sentence(`activityView.by.${event.by}`),
      ]);
    case 'action-failed':
      return broken(actionFailed(event.verb, model), event.failure);
    case 'nudged':
      return plain(sentence('activityView.event.nudged', { model }), [
        sentence('activityView.detail.took', { for: event.tookMs }),
        sentence('activityView.detail.tokens', { count: event.tokens }),
      ]);
    case 'keep-warm-stopped': {
      const why = stopReasons.find((each) => each === event.why);
      const facts = why === undefined ? [] : [stoppedSentence(why, event.facts ?? {})];
      return { ...plain(sentence('activityView.event.keep-warm-stopped', { model }), facts), tone: 'broken' };
    }
    case 'config-saved':
      return plain(sentence('activityView.event.config-saved'), event.sentences);
    case 'config-changed-outside': {
      const { added, removed, kind, file } = event;
      const title =
        kind === 'edited'
          ? sentence('activityView.event.config-changed-outside')
          : sentence(`activityView.event.config-changed-outside.${kind}`);
      return plain(title, [
        ...(file === null ? [] : [sentence('activityView.detail.file', { file })]),
        ...(kind === 'permissions' ? [] : [sentence('activityView.detail.lines', { added, removed })]),
      ]);
    }
    case 'config-broken':
    case 'config-save-failed':
      return broken(sentence(`activityView.event.${event.what}`), event.failure);
    case 'gateway':
      return plain(sentence(`activityView.event.gateway.${event.state}`));
    case 'stand-in':
      return plain(
        sentence(`activityView.event.stand-in.${event.state}`, { model: event.ref }),
        whyStandIn(event),
      );
    case 'app':
      return plain(sentence(`activityView.event.app.${event.note}`));
    default:
      return assertNever(event);
  }
}

/** When it ends, what began it is no longer the news. */
function whyStandIn(event: Extract<ActivityEvent, { what: 'stand-in' }>): Sentence[] {
  const { state, reason, insteadOf: primary } = event;
  if (state !== 'started' || reason === null || primary === null) return [];
  return [sentence(`chain.standIn.${reason}`, { primary })];
}

const modelVerbs: readonly ServerAction['verb'][] = ['load', 'unload', 'reload'];

/** A verb that an older or newer version wrote is still a failure, if an unnamed one. */
function actionFailed(verb: string, model: string): Sentence {
  const known = modelVerbs.find((each) => each === verb);
  return known === undefined
    ? sentence('activityView.event.action-failed', { model })
    : sentence(`activityView.event.action-failed.${known}`, { model });
}

function loadFacts(event: Extract<ActivityEvent, { what: 'model-loaded' }>): Sentence[] {
  return [
    ...(event.tookMs === null ? [] : [sentence('activityView.detail.took', { for: event.tookMs })]),
    ...(event.context === null ? [] : [sentence('activityView.detail.context', { context: event.context })]),
    sentence(`activityView.by.${event.by}`),
  ];
}

function plain(title: Sentence, facts: Sentence[] = []): EventWords {
  return { title, facts, failure: null, tone: 'plain' };
}

function broken(title: Sentence, failure: Failure): EventWords {
  return { title, facts: [], failure, tone: 'broken' };
}
