import { type ChildProcess, execFile, spawn } from 'node:child_process';
import os from 'node:os';
import { performance } from 'node:perf_hooks';
import { fail, ok } from '../../shared/result.ts';
import type { Processes } from '../core/ports.ts';
import { createMemoryFacts } from './free-memory.ts';

/** Real processes: never through a shell, always with an end. */
export function createProcesses(environment: NodeJS.ProcessEnv = process.env): Processes & {
  /** Ends what is still running: the app leaves no child behind. */
  stop(): void;
} {
  let shellVariables: Promise<Record<string, string>> | null = null;
  const running = new Set<ChildProcess>();
  const run: Processes['run'] = (command, args, options) => {
    return new Promise((resolve) => {
      const startedAt = performance.now();
      const child = execFile(
        command,
        [...args],
        {
          env: { ...environment, ...options.env },
          timeout: options.timeoutMs,
          maxBuffer: options.maxBytes,
          killSignal: 'SIGKILL',
          windowsHide: true,
          encoding: 'utf8',
          ...(options.signal === undefined ? {} : { signal: options.signal }),
        },
        (error, stdout, stderr) => {
          const tookMs = performance.now() - startedAt;
          running.delete(child);
          if (error === null) return resolve(ok({ code: 0, stdout, stderr, tookMs }));
          if (typeof error.code === 'number')
            return resolve(ok({ code: error.code, stdout, stderr, tookMs }));
          if (options.signal?.aborted === true) return resolve(fail('cancelled', `${command} was stopped.`));
          if (error.killed === true)
            return resolve(fail('timed-out', `${command} took longer than ${options.timeoutMs / 1000} s.`));
          resolve(
            fail('cli-failed', `${command} could not be run (${String(error.code ?? error.message)}).`),
          );
        },
      );
      running.add(child);
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(options.stdin ?? '');
    });
  };
  return {
    stop() {
      for (const child of running) child.kill('SIGKILL');
    },
    environment,
    platform: process.platform,
    homeFolder: environment.HOME ?? environment.USERPROFILE ?? os.homedir(),
    run,
    shellEnvironment() {
      shellVariables ??= readShellEnvironment(environment, running);
      return shellVariables;
    },
    ...createMemoryFacts(process.platform, run),
  };
}

const shellTimeoutMs = 5_000;
const marker = '__pilotlight_environment__';

/** What a login shell would have: an app started from the Finder has almost no PATH. */
async function readShellEnvironment(
  environment: NodeJS.ProcessEnv,
  running: Set<ChildProcess>,
): Promise<Record<string, string>> {
  const own = Object.fromEntries(
    Object.entries(environment).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
  if (process.platform === 'win32') return own;
  const shell = environment.SHELL ?? '/bin/sh';
  const output = await new Promise<string>((resolve) => {
    // A shell's start files may print, wait for input or hang: bounded, and only what stands behind the marker counts.
    const child = spawn(shell, ['-l', '-c', `printf '%s\\n' ${marker}; env -0`], {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: shellTimeoutMs,
      killSignal: 'SIGKILL',
    });
    running.add(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      if (text.length < 1_000_000) text += piece;
    });
    child.on('error', () => resolve(''));
    child.on('close', () => {
      running.delete(child);
      resolve(text);
    });
  });
  const start = output.indexOf(marker);
  if (start === -1) return own;
  const pairs = output.slice(start + marker.length + 1).split('\0');
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) own[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return own;
}
