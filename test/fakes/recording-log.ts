import type { Log } from '../../electron/core/ports.ts';

export type RecordingLog = Log & {
  lines: { level: string; from: string; message: string; facts: unknown }[];
};

export function createRecordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  const make = (from: string): Log => {
    const record = (level: string) => (message: string, facts?: unknown) =>
      void lines.push({ level, from, message, facts });
    return {
      error: record('error'),
      warn: record('warn'),
      info: record('info'),
      debug: record('debug'),
      from: (name) => make(from === '' ? name : `${from}/${name}`),
    };
  };
  return { ...make(''), lines };
}
