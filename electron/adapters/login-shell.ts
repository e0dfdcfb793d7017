import { type ChildProcess, spawn } from 'node:child_process';
import { endTree, ownGroup } from './run-program.ts';

const shellTimeoutMs = 5_000;
const startMark = '__pilotlight_environment__';
const endMark = '__pilotlight_environment_end__';
const mostOutput = 1_000_000;

/** What a login shell would have: an app started from the Finder has almost no PATH. */
export async function readShellEnvironment(
  environment: NodeJS.ProcessEnv,
  running: Set<ChildProcess>,
  timeoutMs = shellTimeoutMs,
): Promise<Record<string, string>> {
  const own = Object.fromEntries(
    Object.entries(environment).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
  if (process.platform === 'win32') return own;
  const output = await askShell(environment, running, timeoutMs);
  const start = output.indexOf(startMark);
  if (start === -1) return own;
  const pairs = output.slice(start + startMark.length + 1).split('\0');
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) own[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return own;
}

/**
 * A shell's start files may print, wait for input, hang, or start something that keeps the output open for good:
 * bounded in time, over at our own end mark, and only what stands behind the start mark counts.
 */
function askShell(
  environment: NodeJS.ProcessEnv,
  running: Set<ChildProcess>,
  timeoutMs: number,
): Promise<string> {
  return new Promise((resolve) => {
    const shell = environment.SHELL ?? '/bin/sh';
    const child = spawn(shell, ['-l', '-c', `printf '%s\\n' ${startMark}; env -0; printf %s ${endMark}`], {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      ...ownGroup,
    });
    running.add(child);
    let text = '';
    const finish = () => {
      clearTimeout(timer);
      running.delete(child);
      child.stdout.destroy();
      const end = text.lastIndexOf(endMark);
      resolve(end === -1 ? text : text.slice(0, end));
    };
    const timer = setTimeout(() => {
      endTree(child);
      finish();
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      if (text.length < mostOutput) text += piece;
      if (text.endsWith(endMark)) finish();
    });
    child.on('error', finish);
    child.on('close', finish);
  });
}
