import type { Sentence } from '../../shared/findings.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { IdleDeadline } from '../../shared/servers.ts';

/** "42 min left", "about 4 min left" where it is our estimate; null where there is nothing to say. */
export function timeLeft(idle: IdleDeadline, now: number): Sentence | null {
  if (idle.is === 'unknown') return null;
  if (idle.is === 'never') return sentence('time.staysLoaded');
  const left = idle.at - now;
  if (left <= 0) return sentence('time.overdue');
  const rounded = left < 60_000 ? Math.ceil(left / 5_000) * 5_000 : left;
  return idle.exact ? sentence('time.left', { for: rounded }) : sentence('time.aboutLeft', { for: rounded });
}

/** How often the text can change: each five seconds in the last minute, before that once a minute is enough. */
export function paceOf(idle: IdleDeadline, now: number): number {
  return idle.is === 'at' && idle.at - now < 70_000 ? 5_000 : 15_000;
}
