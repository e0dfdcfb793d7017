import type { Processes } from '../../electron/core/ports.ts';
import { fail } from '../../shared/result.ts';

/** A machine where no command can be run, unless the test brings some. */
export function fakeProcesses(change: Partial<Processes> = {}): Processes {
  return {
    environment: {},
    platform: 'linux',
    homeFolder: '/home/me',
    freeMemory: async () => null,
    mayHaveGraphicsMemory: async () => true,
    shellEnvironment: async () => ({}),
    run: async (command) => fail('cli-failed', `${command} could not be run (ENOENT).`),
    ...change,
  };
}
