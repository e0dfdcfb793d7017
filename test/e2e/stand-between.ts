import type { Page } from '@playwright/test';
import type { Failure } from '../../shared/failures.ts';
import type { CommandName } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';

/**
 * For stories about what a page says when a command fails or takes its time, where no world makes it so: stands
 * between the page and the headless host, and answers or holds what it is told to.
 */
export async function standBetween(page: Page) {
  const answers = new Map<string, Result<unknown>>();
  const held = new Map<string, Promise<void>>();
  await page.routeWebSocket(/\/socket$/, (toPage) => {
    const host = toPage.connectToServer();
    toPage.onMessage(async (message) => {
      const { id, command } = JSON.parse(String(message)) as { id: number; command: string };
      await held.get(command);
      const result = answers.get(command);
      if (result === undefined) host.send(message);
      else toPage.send(JSON.stringify({ id, result }));
    });
  });
  await page.reload();
  return {
    fail: (command: CommandName, failure: Failure) => void answers.set(command, { ok: false, failure }),
    /** Anything, also what the contract does not allow. */
    answer: (command: CommandName, value: unknown) => void answers.set(command, { ok: true, value }),
    mend: (command: CommandName) => void answers.delete(command),
    /** Answers the end of the wait. */
    hold(command: CommandName): () => void {
      const end = Promise.withResolvers<void>();
      held.set(command, end.promise);
      return () => {
        held.delete(command);
        end.resolve();
      };
    },
  };
}
