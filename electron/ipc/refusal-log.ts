import type { Log } from '../core/ports.ts';

/** How many different refusals one run tells of. */
const mostTold = 200;

export type TellRefusal = (message: string, facts: Record<string, string | undefined>) => void;

/**
 * Each kind of refusal is told once: thousands of the same from a page gone wild would push everything else out of
 * the log, and each line is a write to the disk that whoever wants something waits for.
 */
export function createRefusalLog(log: Log): TellRefusal {
  const told = new Set<string>();
  return (message, facts) => {
    const key = JSON.stringify([message, facts]);
    if (told.size >= mostTold || told.has(key)) return;
    told.add(key);
    log.warn(message, facts);
  };
}
