import { describe, expect, test } from 'vitest';
import { registerCommands } from '../../../electron/ipc/register-commands.ts';
import { createTrustedSenders } from '../../../electron/ipc/trusted-senders.ts';
import { commandChannel } from '../../../shared/channels.ts';
import { commandNames } from '../../../shared/ipc-contract.ts';
import { ok } from '../../../shared/result.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

type Listener = (
  event: { sender: { id: number }; senderFrame: { url: string; parent: unknown } | null },
  input: unknown,
) => Promise<unknown>;

function setUp() {
  const listeners = new Map<string, Listener>();
  const dispatched: string[] = [];
  const trusted = createTrustedSenders('app://pilotlight');
  registerCommands(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    async (name) => {
      dispatched.push(name);
      return ok(null);
    },
    trusted,
    createRecordingLog(),
  );
  const call = (sender: { id: number; url: string | null; parent?: unknown }) =>
    listeners.get(commandChannel('getSnapshot'))?.(
      {
        sender: { id: sender.id },
        senderFrame: sender.url === null ? null : { url: sender.url, parent: sender.parent ?? null },
      },
      undefined,
    );
  return { listeners, trusted, dispatched, call };
}

describe('registered commands', () => {
  test('exactly the contract’s channels are open', () => {
    expect([...setUp().listeners.keys()]).toEqual(commandNames.map(commandChannel));
  });

  test('a window of the app may call', async () => {
    const { trusted, dispatched, call } = setUp();
    trusted.trust(1);
    await call({ id: 1, url: 'app://pilotlight/index.html#/models' });
    expect(dispatched).toEqual(['getSnapshot']);
  });

  test.each([
    ['a window that was not made by the app', { id: 2, url: 'app://pilotlight/index.html' }],
    ['a frame inside the page', { id: 1, url: 'app://pilotlight/index.html', parent: {} }],
    ['a page of another origin', { id: 1, url: 'https://example.org/' }],
    ['an origin that only starts like ours', { id: 1, url: 'app://pilotlight.example.org/index.html' }],
    ['a frame that is gone', { id: 1, url: null }],
  ])('%s is refused with a code and nothing runs', async (_name, sender) => {
    const { trusted, dispatched, call } = setUp();
    trusted.trust(1);
    expect(await call(sender)).toMatchObject({ ok: false, failure: { code: 'untrusted-sender' } });
    expect(dispatched).toEqual([]);
  });

  test('a window that was closed may no longer call', async () => {
    const { trusted, dispatched, call } = setUp();
    trusted.trust(1);
    trusted.forget(1);
    await call({ id: 1, url: 'app://pilotlight/index.html' });
    expect(dispatched).toEqual([]);
  });
});
