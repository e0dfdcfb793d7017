import type { IdleDeadline } from '../../shared/servers.ts';
import { paceOf, timeLeft } from '../display/time-left.ts';
import { useClock, useNow } from '../state/clock.ts';
import { useTranslator } from '../state/language.tsx';

export type TimeLeftProps = { idle: IdleDeadline; before?: string; className?: string };

/** How long a loaded model stays; nothing at all where that cannot be known. */
export function TimeLeft({ idle, before = '', className = '' }: TimeLeftProps) {
  const { say } = useTranslator();
  const clock = useClock();
  useNow(paceOf(idle, clock.now()));
  const words = timeLeft(idle, clock.now());
  if (words === null) return null;
  return (
    <span className={className}>
      {before}
      {say(words)}
    </span>
  );
}
