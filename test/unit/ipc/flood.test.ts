import { beforeEach, describe, expect, test } from 'vitest';
import { mostCommandsAtOnce } from '../../../electron/ipc/command-limit.ts';
import { createDispatch } from '../../../electron/ipc/dispatch.ts';
import { registerCommands } from '../../../electron/ipc/register-commands.ts';
import { createTrustedSenders } from '../../../electron/ipc/trusted-senders.ts';
import { commandChannel } from '../../../shared/channels.ts';
import { type CommandName, commandNames } from '../../../shared/ipc-contract.ts';
import type { Result } from '../../../shared/result.ts';
import { createHeldHandlers, type HeldHandlers } from '../../fakes/held-handlers.ts';
import { hostileInputs } from '../../fakes/hostile-inputs.ts';
import { createRecordingLog, type RecordingLog } from '../../fakes/recording-log.ts';

/** A window of the app that somebody has taken over, against Electron's door. The loopback door has a test of its own. */

type Listener = Parameters<Parameters<typeof registerCommands>[0]['handle']>[1];

let held: HeldHandlers;
let log: RecordingLog;
let listeners: Map<string, Listener>;

beforeEach(() => {
  held = createHeldHandlers();
  log = createRecordingLog();
  listeners = new Map();
  const trusted = createTrustedSenders('app://pilotlight');
  for (const id of [1, 2]) trusted.trust(id);
  registerCommands(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    createDispatch({ handlers: held.handlers, log, checkAnswers: false }),
    trusted,
    log,
  );
});

async function send(
  name: CommandName,
  input?: unknown,
  from = { id: 1, url: 'app://pilotlight/index.html' },
) {
  const listener = listeners.get(commandChannel(name));
  if (listener === undefined) throw new Error(`no channel for ${name}`);
  const event = { sender: { id: from.id }, senderFrame: { url: from.url, parent: null } };
  return (await listener(event, input)) as Result<unknown>;
}

function codes(answers: readonly Result<unknown>[]): Set<string> {
  return new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code)));
}

// Commands without an input take anything that is no input for what it is.
const wanting = commandNames.filter((name) => name !== 'scanForServers');

describe('A hostile window', () => {
  test('gets a coded refusal for every command with every wrong input, and nothing runs', async () => {
    const answers: Result<unknown>[] = [];
    for (const name of wanting)
      for (const input of hostileInputs) answers.push(await send(name, JSON.parse(input)));
    expect(codes(answers)).toEqual(new Set(['invalid-input']));
    expect(held.ran).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'ok')).toBe(false);
  });

  test('gets a coded refusal for every command with an input of 50 MB, and none of it is kept', async () => {
    const text = 'x'.repeat(50_000_000);
    const { heapUsed: before } = process.memoryUsage();
    const answers: Result<unknown>[] = [];
    for (const name of wanting) {
      for (const input of [{ text, file: text, change: { configPath: text }, id: text }, [text], text])
        answers.push(await send(name, input));
    }
    expect(codes(answers)).toEqual(new Set(['invalid-input']));
    expect(held.ran).toEqual([]);
    expect(JSON.stringify([answers, log.lines]).length).toBeLessThan(100_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(text.length);
  });

  test('that sends a list of four thousand million gaps is refused at once', async () => {
    const gaps = new Array(4_000_000_000);
    expect(codes([await send('reviewEdits', { edits: gaps })])).toEqual(new Set(['invalid-input']));
    expect(codes([await send('schemaHint', { path: gaps })])).toEqual(new Set(['invalid-input']));
  });

  test('that sends five thousand commands at once has as many answers, most of them refusals', async () => {
    const release = held.hold();
    const refused: Result<unknown>[] = [];
    const sent = Array.from({ length: 5_000 }, async () => {
      const answer = await send('scanForServers');
      if (!answer.ok) refused.push(answer);
      return answer;
    });
    await expect.poll(() => refused.length).toBe(5_000 - mostCommandsAtOnce);
    expect(codes(refused)).toEqual(new Set(['rate-limited']));
    expect(held.ran).toHaveLength(mostCommandsAtOnce);
    // The limit is of one window: another one is served meanwhile.
    const other = send('scanForServers', undefined, { id: 2, url: 'app://pilotlight/index.html' });
    expect(held.ran).toHaveLength(mostCommandsAtOnce + 1);
    release();
    expect((await other).ok).toBe(true);
    expect((await Promise.all(sent)).filter(({ ok: isOk }) => isOk)).toHaveLength(mostCommandsAtOnce);
    expect((await send('scanForServers')).ok).toBe(true);
  });

  test('whose commands are refused or fail has its places back', async () => {
    for (let i = 0; i < 2 * mostCommandsAtOnce; i += 1) {
      await send('loadModel', 7);
      await send('getSnapshot');
    }
    expect((await send('scanForServers')).ok).toBe(true);
  });

  test('that repeats and reorders its commands gets each answered once, in its own words', async () => {
    const sent = ['scanForServers', 'quit', 'scanForServers', 'resetSettings', 'scanForServers'] as const;
    const answers = await Promise.all(sent.map((name) => send(name)));
    expect(answers.map(({ ok: isOk }) => isOk)).toEqual([true, false, true, false, true]);
    expect(held.ran).toEqual([...sent]);
  });

  test('that repeats itself a thousand times does not push everything else out of the log', async () => {
    for (let i = 0; i < 1_000; i += 1) {
      await send('loadModel', { serverId: i });
      await send('quit', undefined, { id: 9, url: `https://example.org/${i}/${'x'.repeat(100_000)}` });
    }
    expect(held.ran).toEqual([]);
    expect(log.lines.length).toBeGreaterThan(1);
    expect(log.lines.length).toBeLessThan(500);
    expect(JSON.stringify(log.lines).length).toBeLessThan(200_000);
  });
});
