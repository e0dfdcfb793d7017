import { describe, expectTypeOf, test } from 'vitest';
import type { Failure, FailureCode } from '../../../shared/failures.ts';
import type { CommandHandlers, CommandInput, RendererApi } from '../../../shared/ipc-contract.ts';
import { ok } from '../../../shared/result.ts';

/** Checked by `tsc`: each `@ts-expect-error` fails the build when the mistake below it starts to compile. */

const handlers = {} as CommandHandlers;
const api = {} as RendererApi;

describe('the contract’s types', () => {
  test('a missing handler does not compile', () => {
    const { getSnapshot: _gone, ...rest } = handlers;
    // @ts-expect-error getSnapshot is missing
    const incomplete: CommandHandlers = rest;
    void incomplete;
  });

  test('a handler with a wrong answer does not compile', () => {
    // @ts-expect-error found must be a number
    const wrong: CommandHandlers['scanForServers'] = () => ok({ found: 'many' });
    void wrong;
  });

  test('a wrong payload does not compile', () => {
    const call = () =>
      // @ts-expect-error contextLength is missing
      api.loadModel({ serverId: 'a', modelId: 'm' });
    void call;
  });

  test('a command without input is called without argument', () => {
    expectTypeOf<Parameters<RendererApi['getSnapshot']>>().toEqualTypeOf<[]>();
    expectTypeOf<CommandInput<'cancelAction'>>().toEqualTypeOf<{ serverId: string; actionId: string }>();
  });

  test('a failure needs a code of the closed list', () => {
    // @ts-expect-error not in the list
    const invented: Failure = { code: 'something-odd', detail: '' };
    void invented;
    // @ts-expect-error one code without text
    const texts: Record<FailureCode, string> = { 'connection-refused': 'x' };
    void texts;
  });
});
