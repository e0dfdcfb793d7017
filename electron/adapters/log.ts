import { pino } from 'pino';
import type { Log } from '../core/ports.ts';

/** Log lines as JSON, each with where it comes from. Secrets never reach it: core logs codes and counts, not bodies. */
export function createLog(options: {
  level: string;
  write(line: string): void;
}): Log & { setLevel(level: string): void } {
  const root = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: options.write },
  );
  return { ...logOn(root), setLevel: (level) => {
      root.level = level;
    } };
}

type Line = (facts: Record<string, unknown>, message: string) => void;
type Logger = {
  error: Line;
  warn: Line;
  info: Line;
  debug: Line;
  child(facts: Record<string, unknown>): Logger;
};

function logOn(logger: Logger, origin = ''): Log {
  return {
    error: (message, facts = {}) => logger.error(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    info: (message, facts = {}) => logger.info(facts, message),
    debug: (message, facts = {}) => logger.debug(facts, message),
    from(name) {
      const path = origin === '' ? name : `${origin}/${name}`;
      return logOn(logger.child({ from: path }), path);
    },
  };
}
