import path from 'node:path';
import { pino } from 'pino';
import type { Log } from '../core/ports.ts';
import { createScrubber, type Scrubber } from './log-scrubber.ts';
import { openRotatingFile } from './rotating-file.ts';

/** Log lines as JSON, each with where it comes from. */
export type AppLog = Log & { setLevel(level: string): void };

export function createLog(options: { level: string; write(line: string): void }): AppLog {
  const root = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: options.write },
  );
  return {
    ...logOn(root),
    setLevel: (level) => {
      root.level = level;
    },
  };
}

export type OpenedLog = { log: AppLog; scrubber: Scrubber; folder: string; files: readonly string[] };

export type OpenLogOptions = {
  dataFolder: string;
  /** One file per program, so that two of them never mix their lines. */
  name: 'desktop' | 'headless';
  level: string;
  environment: Record<string, string | undefined>;
  /** Where else lines go, the terminal for example, from this level on. */
  also?: { from: LogLevel; write(line: string): void };
};

type LogLevel = 'error' | 'warn' | 'info' | 'debug';
const rank: Record<LogLevel, number> = { debug: 20, info: 30, warn: 40, error: 50 };

/** The app's log file, `logs/` in its folder: five of a megabyte each, and no secret in any of them. */
export function openLog({ dataFolder, name, level, environment, also }: OpenLogOptions): OpenedLog {
  const folder = path.join(dataFolder, 'logs');
  const scrubber = createScrubber(environment);
  const file = openRotatingFile({
    folder,
    name,
    onFailure: (error) => also?.write(`The log could not be written: ${String(error)}\n`),
  });
  const log = createLog({
    level,
    write(line) {
      const clean = scrubber.scrub(line);
      file.write(clean);
      if (also !== undefined && rankOf(line) >= rank[also.from]) also.write(clean);
    },
  });
  return { log, scrubber, folder, files: file.files };
}

/** pino begins each line with its level. */
function rankOf(line: string): number {
  return Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? rank.error);
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
