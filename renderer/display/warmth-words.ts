import { assertNever } from '../../shared/assert-never.ts';
import type { Sentence } from '../../shared/findings.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import { stoppedSentence } from '../../shared/stopped-words.ts';
import type { ModelWarmth, WarmthStatus } from '../../shared/warmth.ts';
import { hereWords } from './place-words.ts';

type RestingWhy = Extract<WarmthStatus, { is: 'resting' }>['why'];

/** Named differently on a Mac. */
type OfThisMachine = 'on-battery' | 'suspended' | 'not-private';

const resting: Record<Exclude<RestingWhy, OfThisMachine>, PlainKey> = {
  off: 'warmth.why.off',
  'not-loaded': 'warmth.why.not-loaded',
  'unloaded-by-person': 'warmth.why.unloaded-by-person',
  'cannot-load': 'warmth.why.cannot-load',
  'never-unloads': 'warmth.why.never-unloads',
  'outside-hours': 'warmth.why.outside-hours',
  paused: 'warmth.why.paused',
  busy: 'warmth.why.busy',
  stale: 'warmth.why.stale',
  hosted: 'warmth.why.hosted',
  'real-request-not-agreed': 'warmth.why.real-request-not-agreed',
  'owned-by-gateway': 'warmth.why.owned-by-gateway',
  'heartbeat-soon': 'warmth.why.heartbeat-soon',
  'deadline-unknown': 'warmth.why.deadline-unknown',
  'pinned-by-server': 'warmth.why.pinned-by-server',
  'no-nudge': 'warmth.why.no-nudge',
  'period-too-short': 'warmth.why.period-too-short',
  'may-stay-by-itself': 'warmth.why.may-stay-by-itself',
  waiting: 'warmth.why.waiting',
};

export const policyFromWords: Record<ModelWarmth['policyFrom'], PlainKey> = {
  model: 'warmth.from.model',
  server: 'warmth.from.server',
  chain: 'warmth.from.chain',
  default: 'warmth.from.default',
};

function restingWords(why: RestingWhy, platform: string): PlainKey {
  switch (why) {
    case 'on-battery':
    case 'suspended':
    case 'not-private':
      return hereWords(`warmth.why.${why}`, platform);
    default:
      return resting[why];
  }
}

/** What keep warm does about a model now, in one sentence. */
export function warmthWords(status: WarmthStatus, now: number, platform: string): Sentence {
  switch (status.is) {
    case 'resting':
      return plain(restingWords(status.why, platform));
    case 'next':
      return status.tokens === 0
        ? sentence('warmth.next', { for: until(status.at, now) })
        : sentence('warmth.nextTokens', { for: until(status.at, now), count: status.tokens });
    case 'reloading':
      return sentence('warmth.reloading', { attempt: status.attempt });
    case 'reload-at':
      return sentence('warmth.reloadAt', { for: until(status.at, now) });
    case 'stopped':
      return stoppedSentence(status.why, status.facts);
    default:
      return assertNever(status);
  }
}

function until(at: number, now: number): number {
  return Math.max(1_000, at - now);
}

function plain(key: PlainKey): Sentence {
  return { key, values: {} };
}
