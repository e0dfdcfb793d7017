import { spawn } from 'node:child_process';
import os from 'node:os';

/** How a program we started went, and what follows from it. */
export type Ended = {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** It could not even be started. */
  error: string | null;
  afterMs: number;
  /** We passed on the signal that asked it to end. */
  wasAsked: boolean;
};

/** `fell-over`: it never got as far as being used. */
export type Verdict = { is: 'over'; code: number } | { is: 'fell-over'; code: number; why: string };

/** A binary for another system, a missing library, a display that refuses: all of that shows at once. */
const atOnceMs = 3_000;

/** In the foreground, until it ends; signals go on to it. */
export function launch(command: string, args: string[]): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: 'inherit' });
  let wasAsked = false;
  const passOn = (signal: NodeJS.Signals) => {
    wasAsked = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn);
  return new Promise((resolve) => {
    const end = (how: Pick<Ended, 'code' | 'signal' | 'error'>) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, passOn);
      resolve({ ...how, afterMs: performance.now() - startedAt, wasAsked });
    };
    child.once('error', (error) => end({ code: null, signal: null, error: error.message }));
    child.once('exit', (code, signal) => end({ code, signal, error: null }));
  });
}

export function verdictOn({ code, signal, error, afterMs, wasAsked }: Ended): Verdict {
  if (wasAsked) return { is: 'over', code: code ?? 0 };
  if (error === null && code === 0) return { is: 'over', code };
  const how = error ?? (signal === null ? `exit code ${code}` : signal);
  const given = signal === null ? (code ?? 1) : 128 + os.constants.signals[signal];
  return afterMs < atOnceMs ? { is: 'fell-over', code: given, why: how } : { is: 'over', code: given };
}

/** The last thing a program said before it gave up; lines of a stack say nothing to a person. */
export function lastWords(stderr: string): string | null {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return (
    lines
      .filter((line) => !/^\s*[{}[\]]|^\s+\w+: /.test(line))
      .at(-1)
      ?.trim() ?? null
  );
}
