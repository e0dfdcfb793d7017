import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { nodePath, type OpenclawCli } from './install-openclaw.ts';

export interface CliOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/**
 * Only what is given here reaches OpenClaw: no key, token or setting of the person who runs the tests, so nothing
 * of theirs is read, changed or billed.
 */
export function cleanEnvironment(home: string, extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: [path.dirname(nodePath), process.env.PATH ?? ''].join(path.delimiter),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: path.join(home, 'tmp'),
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_SKIP_CHANNELS: '1',
    ...extra,
  };
}

/** Runs one command to its end. */
export function runOpenclaw(
  cli: OpenclawCli,
  args: readonly string[],
  env: Record<string, string>,
  timeoutMs = 60_000,
): Promise<CliOutcome> {
  const [node, entryFile] = cli;
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(node, [entryFile, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => stdout.push(piece));
    child.stderr.on('data', (piece: Buffer) => stderr.push(piece));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
        ms: performance.now() - startedAt,
      }),
    );
  });
}
