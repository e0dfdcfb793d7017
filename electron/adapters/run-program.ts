import { type ChildProcess, spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fail, ok } from '../../shared/result.ts';
import type { Processes } from '../core/ports.ts';

const isPosix = process.platform !== 'win32';
/** What a program printed before it ended is in the pipe by then; only a child it left behind keeps the pipe open. */
const drainMs = 500;

/** In a process group of its own where there are such: `endTree` then reaches what the program started itself. */
export const ownGroup = { detached: isPosix, windowsHide: true } as const;

/** Ends a program and what it started: `openclaw` is a launcher, and the work is done by its child. */
export function endTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (isPosix) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Runs a program to its end without a shell; `running` holds it meanwhile. */
export function runProgram(
  environment: NodeJS.ProcessEnv,
  running: Set<ChildProcess>,
  [command, args, options]: Parameters<Processes['run']>,
): ReturnType<Processes['run']> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let refusal: ReturnType<typeof fail> | null = null;
    let code: number | null = null;
    let drain: NodeJS.Timeout | undefined;
    if (options.signal?.aborted === true) return resolve(fail('cancelled', `${command} was stopped.`));
    const child = spawn(command, [...args], { env: { ...environment, ...options.env }, ...ownGroup });
    running.add(child);
    const outputs = [child.stdout, child.stderr].map((stream) => collect(stream, options.maxBytes, tooMuch));

    function end(because: ReturnType<typeof fail>): void {
      refusal ??= because;
      endTree(child);
    }
    function tooMuch(): void {
      end(
        fail('cli-failed', `${command} could not be run (it printed more than ${options.maxBytes} bytes).`),
      );
    }
    const cancel = () => end(fail('cancelled', `${command} was stopped.`));
    const timer = setTimeout(
      () => end(fail('timed-out', `${command} took longer than ${options.timeoutMs / 1000} s.`)),
      options.timeoutMs,
    );
    options.signal?.addEventListener('abort', cancel, { once: true });

    function finish(): void {
      clearTimeout(timer);
      clearTimeout(drain);
      options.signal?.removeEventListener('abort', cancel);
      running.delete(child);
      child.stdout.destroy();
      child.stderr.destroy();
      const [stdout = '', stderr = ''] = outputs.map((text) => text());
      resolve(refusal ?? ok({ code, stdout, stderr, tookMs: performance.now() - startedAt }));
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      refusal ??= fail('cli-failed', `${command} could not be run (${error.code ?? error.message}).`);
      finish();
    });
    child.on('exit', (exitCode, signal) => {
      code = exitCode;
      if (exitCode === null) refusal ??= fail('cli-failed', `${command} could not be run (${signal}).`);
      if (refusal !== null) return finish();
      clearTimeout(timer);
      drain = setTimeout(finish, drainMs);
    });
    child.on('close', finish);
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
  });
}

function collect(stream: NodeJS.ReadableStream, maxBytes: number, tooMuch: () => void): () => string {
  const pieces: Buffer[] = [];
  let length = 0;
  stream.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > maxBytes) tooMuch();
    else pieces.push(piece);
  });
  return () => Buffer.concat(pieces).toString('utf8');
}
