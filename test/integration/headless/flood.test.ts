import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '../../../electron/headless/web-host.ts';
import { largestMessageBytes } from '../../../electron/headless/wire.ts';
import { mostCommandsAtOnce } from '../../../electron/ipc/command-limit.ts';
import { createDispatch } from '../../../electron/ipc/dispatch.ts';
import { createPushEvents } from '../../../electron/ipc/push-events.ts';
import { commandNames } from '../../../shared/ipc-contract.ts';
import { emptySnapshot } from '../../fakes/builders.ts';
import { createHeldHandlers, type HeldHandlers } from '../../fakes/held-handlers.ts';
import { hostileInputs } from '../../fakes/hostile-inputs.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

/** A hostile page, and hostile programs on the same machine, against the loopback door. */

const pushes = createPushEvents({ checkPayloads: true });
let log = createRecordingLog();
let folder: string;
let host: WebHost;
let held: HeldHandlers;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-flood-'));
  writeFileSync(path.join(folder, 'index.html'), '<main>page</main>');
  log = createRecordingLog();
  held = createHeldHandlers();
  host = await startWebHost({
    port: 0,
    hostId: 'test',
    rendererFolder: folder,
    dispatchFor: () => createDispatch({ handlers: held.handlers, log, checkAnswers: false }),
    pushes,
    log,
    pagesChanged: () => undefined,
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = () => `http://127.0.0.1:${host.port}`;

async function session(): Promise<string> {
  const body = host.newUrl().split('#token=')[1] ?? '';
  const answer = await fetch(`${origin()}/session`, { method: 'POST', body, headers: { origin: origin() } });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function page(cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, {
    headers: { origin: origin(), cookie },
  });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('unexpected-response', (_request, response) =>
      reject(new Error(`HTTP ${response.statusCode}`)),
    );
  });
  return socket;
}

type Answer = { id: number; result: { ok: boolean; failure?: { code: string } } };

function collect(socket: WebSocket): Answer[] {
  const answers: Answer[] = [];
  socket.on('message', (data) => answers.push(JSON.parse(String(data)) as Answer));
  return answers;
}

/** Ends when the page is cut off. */
function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

async function stillServes(): Promise<void> {
  expect((await fetch(origin())).status).toBe(200);
  const socket = await page(await session());
  const answers = collect(socket);
  socket.send(JSON.stringify({ id: 1, command: 'scanForServers' }));
  await expect.poll(() => answers).toEqual([{ id: 1, result: { ok: true, value: { found: 0 } } }]);
  socket.terminate();
}

describe('A hostile page', () => {
  test('gets a coded refusal for every command with every wrong input, and nothing runs', async () => {
    const socket = await page(await session());
    const answers = collect(socket);
    // Commands without an input take anything that is no input for what it is: left out here.
    const wanting = commandNames.filter((name) => name !== 'scanForServers');
    let id = 0;
    for (const name of wanting) {
      for (const input of hostileInputs) {
        socket.send(`{"id":${id++},"command":"${name}","input":${input}}`);
        await expect.poll(() => answers.length, { interval: 1 }).toBe(id);
      }
    }
    expect(new Set(answers.map(({ result }) => result.failure?.code))).toEqual(new Set(['invalid-input']));
    expect(held.ran).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'ok')).toBe(false);
    socket.terminate();
    await stillServes();
  });

  test('that sends five thousand commands at once has as many answers, most of them refusals', async () => {
    const socket = await page(await session());
    const answers = collect(socket);
    const release = held.hold();
    for (let id = 0; id < 5_000; id += 1) socket.send(JSON.stringify({ id, command: 'scanForServers' }));
    await expect.poll(() => answers.length).toBe(5_000 - mostCommandsAtOnce);
    expect(new Set(answers.map(({ result }) => result.failure?.code))).toEqual(new Set(['rate-limited']));
    expect(held.ran).toHaveLength(mostCommandsAtOnce);
    release();
    await expect.poll(() => answers.length).toBe(5_000);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(5_000);
    socket.terminate();
    await stillServes();
  });

  test('that repeats and reorders its ids only confuses itself', async () => {
    const socket = await page(await session());
    const answers = collect(socket);
    for (const id of [9, 3, 9, 3, 0, 9]) socket.send(JSON.stringify({ id, command: 'scanForServers' }));
    await expect.poll(() => answers.map(({ id }) => id)).toEqual([9, 3, 9, 3, 0, 9]);
    socket.terminate();
  });

  test('that sends a malformed message is not listened to any more, whatever comes after', async () => {
    const socket = await page(await session());
    const end = closed(socket);
    socket.send('{"id":1,');
    for (let id = 0; id < 500; id += 1) socket.send(JSON.stringify({ id, command: 'scanForServers' }));
    expect(await end).toBe(1007);
    expect(held.ran).toEqual([]);
    await stillServes();
  });

  test('that sends more than the largest message is cut off before it is kept', async () => {
    const socket = await page(await session());
    const end = closed(socket);
    const before = process.memoryUsage().arrayBuffers;
    socket.send(Buffer.alloc(largestMessageBytes + 1));
    expect([1006, 1009]).toContain(await end);
    expect(held.ran).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * largestMessageBytes);
    await stillServes();
  });

  test('that asks and never reads is cut off before its backlog grows without end', async () => {
    const socket = await page(await session());
    const end = closed(socket);
    socket.pause();
    const text = 'x'.repeat(1024 * 1024);
    const before = process.memoryUsage();
    await expect.poll(() => pushes.receivers()).toBe(1);
    for (let i = 0; i < 200 && pushes.receivers() > 0; i += 1) {
      pushes.push('snapshotChanged', { from: i, to: i + 1, patches: [bigPatch(text)] });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => pushes.receivers()).toBe(0);
    const after = process.memoryUsage();
    expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(
      250 * 1024 * 1024,
    );
    socket.resume();
    await end;
    await stillServes();
  });

  test('cannot open pages without end', async () => {
    const cookie = await session();
    const pages: WebSocket[] = [];
    const opened = await Promise.allSettled(Array.from({ length: 60 }, () => page(cookie)));
    for (const each of opened) if (each.status === 'fulfilled') pages.push(each.value);
    expect(pages.length).toBe(32);
    for (const each of pages) each.terminate();
    await expect.poll(() => pushes.receivers()).toBe(0);
    await stillServes();
  });
});

function bigPatch(detail: string) {
  const notices = [{ id: 'x', code: 'main-error' as const, detail }];
  return { slice: 'app' as const, value: { ...emptySnapshot().app, notices } };
}

describe('A hostile program on this machine', () => {
  function raw(text: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(host.port, '127.0.0.1', () => {
        socket.write(text, () => resolve(socket));
      });
      socket.once('error', reject);
    });
  }

  const upgrade = () =>
    `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`;

  test('that hangs up in the middle of a refused socket does not end the app', async () => {
    for (let i = 0; i < 200; i += 1) {
      const socket = await raw(upgrade());
      socket.on('error', () => undefined);
      socket.resetAndDestroy();
    }
    await stillServes();
  });

  test('that never hangs up after a refusal is hung up on', async () => {
    const socket = connect({ port: host.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write(upgrade());
    const text = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (bytes) => {
        all += bytes;
      });
      socket.on('end', () => resolve(all));
    });
    expect(text).toContain('403');
    // Our half is gone only when its own answer to more bytes is a reset.
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const poke = setInterval(() => socket.write('x'), 20);
    await gone;
    clearInterval(poke);
  });

  test.each([
    ['no HTTP', 'SSH-2.0-hello\r\n\r\n'],
    ['an address that is none', 'GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
    ['endless headers', `GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(20_000)}`],
    [
      'two lengths',
      'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    ],
    [
      'a smuggled request',
      'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ])('that sends %s gets nothing', async (_name, text) => {
    const socket = await raw(text);
    const answer = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (bytes) => {
        all += bytes;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(all));
      socket.end();
    });
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
    expect(held.ran).toEqual([]);
    await stillServes();
  });

  test('that guesses tokens and sessions a thousand times gets none', async () => {
    const guesses = Array.from({ length: 1_000 }, () => randomBytes(32).toString('base64url'));
    for (let from = 0; from < guesses.length; from += 50) {
      const statuses = await Promise.all(
        guesses.slice(from, from + 50).map(async (body) => {
          const posted = await fetch(`${origin()}/session`, {
            method: 'POST',
            body,
            headers: { origin: origin() },
          });
          const cookie = `pilotlight-session=${body}`;
          const asked = await fetch(`${origin()}/session`, { headers: { cookie } });
          return [posted.status, asked.status];
        }),
      );
      expect(new Set(statuses.flat())).toEqual(new Set([401]));
    }
    await stillServes();
  });
});
