import type { Sentence } from './findings.ts';
import type { PlainKey } from './messages/index.ts';
import { sentence } from './messages/sentence.ts';
import type { StopReason } from './warmth.ts';

export type StopFacts = Record<string, string | number>;

/** Why keep warm stopped, with what it saw; stops of earlier versions are told without figures. */
export function stoppedSentence(why: StopReason, facts: StopFacts): Sentence {
  switch (why) {
    case 'nudge-reloaded-it':
    case 'nudge-took-long':
      return typeof facts.seconds === 'number'
        ? sentence(`warmth.told.${why}`, { seconds: facts.seconds })
        : plain(why);
    case 'nudge-changed-context':
      return typeof facts.before === 'number' && typeof facts.after === 'number'
        ? sentence('warmth.told.nudge-changed-context', { before: facts.before, after: facts.after })
        : plain(why);
    case 'pins-evict-each-other':
      return facts.other === undefined
        ? plain(why)
        : sentence('warmth.told.pins-evict-each-other', { other: String(facts.other) });
    case 'not-enough-memory':
      return typeof facts.needs === 'number' && typeof facts.free === 'number'
        ? sentence('warmth.told.not-enough-memory', { needs: facts.needs, free: facts.free })
        : plain(why);
    default:
      return plain(why);
  }
}

const stopped = {
  'nudge-reloaded-it': 'warmth.stopped.nudge-reloaded-it',
  'nudge-changed-context': 'warmth.stopped.nudge-changed-context',
  'nudge-made-second-copy': 'warmth.stopped.nudge-made-second-copy',
  'nudge-took-long': 'warmth.stopped.nudge-took-long',
  'nudge-failed': 'warmth.stopped.nudge-failed',
  'pins-evict-each-other': 'warmth.stopped.pins-evict-each-other',
  'too-many-reloads': 'warmth.stopped.too-many-reloads',
  'not-enough-memory': 'warmth.stopped.not-enough-memory',
} as const satisfies Record<StopReason, PlainKey>;

function plain(why: StopReason): Sentence {
  return sentence(stopped[why]);
}
