import * as v from 'valibot';
import { type CommandHandlers, type CommandName, commands } from '../../shared/ipc-contract.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { Log } from '../core/ports.ts';
import { isTooLarge } from './input-size.ts';
import { createRefusalLog } from './refusal-log.ts';

/**
 * The one door for commands, whichever wire they came over: is there such a command, is its input of a size and
 * shape that the contract has, then the handler; a bug in a handler becomes a coded failure and a log line.
 */
export type Dispatch = (name: string, input: unknown) => Promise<Result<unknown>>;

export type DispatchOptions = {
  handlers: CommandHandlers;
  log: Log;
  /** In development and tests answers are checked too, so that main stays honest. */
  checkAnswers: boolean;
};

type AnyHandler = (input: unknown) => Promise<Result<unknown>> | Result<unknown>;

export function createDispatch({ handlers, log, checkAnswers }: DispatchOptions): Dispatch {
  const tellRefusal = createRefusalLog(log);
  return async (name, input) => {
    if (!isCommand(name)) return fail('invalid-input', 'There is no such command.');
    try {
      // Inside, so that even a check that throws ends as a coded failure.
      if (isTooLarge(name, input)) {
        tellRefusal('A command with too large an input was refused.', { name });
        return fail('invalid-input', `The input of ${name} is too large.`);
      }
      const parsed = v.safeParse(commands[name].input, input);
      if (!parsed.success) {
        const issue = describeIssue(parsed.issues);
        tellRefusal('A command with a wrong input was refused.', { name, issue });
        return fail('invalid-input', `The input of ${name} is not as agreed: ${issue}`);
      }
      const result = await (handlers[name] as AnyHandler)(parsed.output);
      if (checkAnswers && result.ok) assertShape(name, result.value);
      return result;
    } catch (error) {
      log.error('A command handler threw.', {
        name,
        error: error instanceof Error ? error.stack : String(error),
      });
      return fail('internal', 'Something went wrong inside Pilotlight; the log has the details.');
    }
  };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function assertShape(name: CommandName, value: unknown): void {
  const checked = v.safeParse(commands[name].output, value);
  if (!checked.success)
    throw new Error(`The answer of ${name} is not as agreed: ${describeIssue(checked.issues)}`);
}

function describeIssue(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [first] = issues;
  const path = v.getDotPath(first);
  // The message names what was received: only its kind, never the value, which may be a key.
  return `${path ?? 'input'}: expected ${first.expected ?? 'another value'}`.slice(0, 200);
}
