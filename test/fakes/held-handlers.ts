import { type CommandHandlers, commandNames } from '../../shared/ipc-contract.ts';
import { fail, ok } from '../../shared/result.ts';

/** Handlers that note who called and can be kept waiting, for floods. Only `scanForServers` does not fail. */
export function createHeldHandlers() {
  const ran: string[] = [];
  let held: Promise<void> = Promise.resolve();
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      async () => {
        ran.push(name);
        await held;
        return name === 'scanForServers' ? ok({ found: 0 }) : fail('internal', 'not part of this test');
      },
    ]),
  ) as unknown as CommandHandlers;
  return {
    handlers,
    ran,
    /** What is called from now on waits until the answer is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}

export type HeldHandlers = ReturnType<typeof createHeldHandlers>;
