import { assertNever } from '../../shared/assert-never.ts';
import type { Sentence } from '../../shared/findings.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { ModelWarmth, WarmthStatus } from '../../shared/warmth.ts';

type RestingWhy = Extract<WarmthStatus, { is: 'resting' }>['why'];
type StoppedWhy = Extract<WarmthStatus, { is: 'stopped' }>['why'];

const resting: Record<RestingWhy, PlainKey> = {
  off: 'warmth.why.off',
  'not-loaded': 'warmth.why.not-loaded',
  'never-unloads': 'warmth.why.never-unloads',
  'outside-hours': 'warmth.why.outside-hours',
  paused: 'warmth.why.paused',
  'on-battery': 'warmth.why.on-battery',
  suspended: 'warmth.why.suspended',
  busy: 'warmth.why.busy',
  stale: 'warmth.why.stale',
  hosted: 'warmth.why.hosted',
  'not-private': 'warmth.why.not-private',
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

const stopped: Record<StoppedWhy, PlainKey> = {
  'nudge-reloaded-it': 'warmth.stopped.nudge-reloaded-it',
  'nudge-changed-context': 'warmth.stopped.nudge-changed-context',
  'nudge-made-second-copy': 'warmth.stopped.nudge-made-second-copy',
  'nudge-took-long': 'warmth.stopped.nudge-took-long',
  'nudge-failed': 'warmth.stopped.nudge-failed',
  'pins-evict-each-other': 'warmth.stopped.pins-evict-each-other',
  'too-many-reloads': 'warmth.stopped.too-many-reloads',
  'not-enough-memory': 'warmth.stopped.not-enough-memory',
};

export const policyFromWords: Record<ModelWarmth['policyFrom'], PlainKey> = {
  model: 'warmth.from.model',
  server: 'warmth.from.server',
  chain: 'warmth.from.chain',
  default: 'warmth.from.default',
};

/** What keep warm does about a model now, in one sentence. */
export function warmthWords(status: WarmthStatus, now: number): Sentence {
  switch (status.is) {
    case 'resting':
      return plain(resting[status.why]);
    case 'next':
      return status.tokens === 0
        ? sentence('warmth.next', { for: until(status.at, now) })
        : sentence('warmth.nextTokens', { for: until(status.at, now), count: status.tokens });
    case 'reloading':
      return sentence('warmth.reloading', { attempt: status.attempt });
    case 'reload-at':
      return sentence('warmth.reloadAt', { for: until(status.at, now) });
    case 'stopped':
      return { key: stopped[status.why], values: status.facts };
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
