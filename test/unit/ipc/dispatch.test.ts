import { describe, expect, test } from 'vitest';
import { createDispatch } from '../../../electron/ipc/dispatch.ts';
import { type CommandHandlers, commandNames } from '../../../shared/ipc-contract.ts';
import { fail, ok } from '../../../shared/result.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

function setUp(change: Partial<CommandHandlers> = {}) {
  const called: string[] = [];
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      () => {
        called.push(name);
        return fail('internal', 'not part of this test');
      },
    ]),
  ) as unknown as CommandHandlers;
  const log = createRecordingLog();
  const dispatch = createDispatch({ handlers: { ...handlers, ...change }, log, checkAnswers: true });
  return { dispatch, called, log };
}

describe('dispatch', () => {
  test.each(['', 'getSnapshot ', '__proto__', 'constructor', 'toString', 'deleteEverything'])(
    'refuses the unknown command %j and calls nothing',
    async (name) => {
      const { dispatch, called } = setUp();
      expect(await dispatch(name, undefined)).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      });
      expect(called).toEqual([]);
    },
  );

  test.each([
    ['loadModel', undefined],
    ['loadModel', null],
    ['loadModel', { serverId: 'a' }],
    ['loadModel', { serverId: 'a', modelId: 'm', contextLength: -1 }],
    ['loadModel', { serverId: 'a', modelId: 'm', contextLength: 1.5 }],
    ['loadModel', { serverId: 'a', modelId: 'm'.repeat(5_000), contextLength: null }],
    ['unloadModel', { serverId: 'a', modelId: 'm', instanceId: null, evenIfBusy: 'yes' }],
    ['openExternal', { url: 7 }],
    ['probeReasoning', { serverId: 'a', modelId: 'm', mayCost: false }],
    ['getSnapshot', { extra: true }],
    ['addServer', ['http://127.0.0.1:1234']],
  ])('refuses %s with a wrong input %j before the handler', async (name, input) => {
    const { dispatch, called } = setUp();
    expect(await dispatch(name, input)).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(called).toEqual([]);
  });

  test('a good command reaches its handler and its answer comes back', async () => {
    const { dispatch } = setUp({ scanForServers: () => ok({ found: 3 }) });
    expect(await dispatch('scanForServers', undefined)).toEqual({ ok: true, value: { found: 3 } });
  });

  test('a handler that throws becomes a coded failure and a log line', async () => {
    const { dispatch, log } = setUp({
      scanForServers: () => {
        throw new Error('boom');
      },
    });
    expect(await dispatch('scanForServers', undefined)).toMatchObject({
      ok: false,
      failure: { code: 'internal' },
    });
    expect(log.lines).toHaveLength(1);
  });

  test('an answer that breaks the contract is caught in tests', async () => {
    const { dispatch } = setUp({ scanForServers: () => ok({ found: 'many' }) as never });
    expect(await dispatch('scanForServers', undefined)).toMatchObject({
      ok: false,
      failure: { code: 'internal' },
    });
  });

  test('a refusal never repeats the value it refused', async () => {
    const { dispatch, log } = setUp();
    const answer = await dispatch('setServerKey', { serverId: 'a', key: { secret: 'sk-very-secret-value' } });
    expect(JSON.stringify([answer, log.lines])).not.toContain('very-secret');
  });
});
