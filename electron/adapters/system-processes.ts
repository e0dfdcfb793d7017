import type { ChildProcess } from 'node:child_process';
import os from 'node:os';
import type { Processes } from '../core/ports.ts';
import { createMemoryFacts } from './free-memory.ts';
import { readShellEnvironment } from './login-shell.ts';
import { endTree, runProgram } from './run-program.ts';

/** Real processes: never through a shell, always with an end. */
export function createProcesses(environment: NodeJS.ProcessEnv = process.env): Processes & {
  /** Ends what is still running: the app leaves no child behind. */
  stop(): void;
} {
  let shellVariables: Promise<Record<string, string>> | null = null;
  const running = new Set<ChildProcess>();
  const run: Processes['run'] = (...call) => runProgram(environment, running, call);
  return {
    stop() {
      for (const child of running) endTree(child);
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
