import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost, type WebHostOptions } from '../../../electron/headless/web-host.ts';
import { createPushEvents } from '../../../electron/ipc/push-events.ts';
import { ok } from '../../../shared/result.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

let folder: string;
let host: WebHost;
let dispatched: { name: string; input: unknown }[];
const pushes = createPushEvents({ checkPayloads: true });
const log = createRecordingLog();

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-web-'));
  writeFileSync(path.join(folder, 'index.html'), '<main>page</main>');
  writeFileSync(path.join(folder, 'secret.txt'), 'not of a known type');
  dispatched = [];
  host = await startWebHost(options());
});

const options = (): WebHostOptions => ({
  port: 0,
  hostId: 'test',
  rendererFolder: folder,
  dispatchFor: (page) => async (name, input) => {
    dispatched.push({ name, input });
    if (name === 'openWindow') page.push('goTo', { place: 'chain' });
    return ok('done');
  },
  pushes,
  log,
  pagesChanged: () => undefined,
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = (of = host) => `http://127.0.0.1:${of.port}`;
const token = (of = host) => of.newUrl().split('#token=')[1] ?? '';
type Asked = { path?: string; method?: string; headers?: Record<string, string>; body?: string };

function ask(options: Asked, of = host) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port: of.port,
          path: options.path ?? '/',
          method: options.method ?? 'GET',
          headers: { host: `127.0.0.1:${of.port}`, ...options.headers },
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(options.body);
    },
  );
}

async function session(of = host): Promise<string> {
  const headers = { origin: origin(of) };
  const answer = await ask({ path: '/session', method: 'POST', body: token(of), headers }, of);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

function openSocket(headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

async function opened(headers: Record<string, string>): Promise<WebSocket> {
  const socket = await openSocket(headers);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
}

describe('headless host', () => {
  test('serves the page with a strict policy and no caching', async () => {
    const answer = await ask({});
    expect(answer.body).toBe('<main>page</main>');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/secret.txt',
    '/%00',
    '/%',
    '//etc/passwd',
  ])('gives nothing for %s', async (path) => {
    expect((await ask({ path })).status).toBe(404);
  });

  test('a token works once', async () => {
    const once = token();
    const post = () => ask({ path: '/session', method: 'POST', body: once, headers: { origin: origin() } });
    expect((await post()).status).toBe(204);
    expect((await post()).status).toBe(401);
  });

  test('the session cookie is out of reach of scripts and other sites', async () => {
    const answer = await ask({
      path: '/session',
      method: 'POST',
      body: token(),
      headers: { origin: origin() },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  test.each(['', 'x', 'x'.repeat(43), 'ü'.repeat(43), 'x'.repeat(100_000)])(
    'a wrong token is refused',
    async (wrong) => {
      const answer = await ask({
        path: '/session',
        method: 'POST',
        body: wrong,
        headers: { origin: origin() },
      }).catch(() => null);
      expect(answer?.status ?? 401).toBe(401);
    },
  );

  test.each([
    ['a rebound name', { host: 'evil.example' }],
    ['a rebound name that looks local', { host: 'localhost.evil.example:4111' }],
    ['a rebound name that begins like an address', { host: '127.0.0.1.evil.example' }],
    ['a name under localhost', { host: 'evil.localhost' }],
    ['another address of loopback', { host: '127.0.0.2' }],
    ['an address in another spelling', { host: '2130706433' }],
    ['no port at all', { host: '127.0.0.1:' }],
    ['another local server', { origin: 'http://127.0.0.1:1' }],
    ['another local server at a forwarded port', { host: '127.0.0.1:5000', origin: 'http://127.0.0.1:1' }],
    ['the same port under another local name', { host: 'localhost:5000', origin: 'http://127.0.0.1:5000' }],
    ['another site', { origin: 'https://evil.example' }],
    ['the null origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a fetch of another local server', { 'sec-fetch-site': 'same-site' }],
    [
      'a frame in another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
  ])('refuses %s', async (_name, headers) => {
    const answer = await ask({ headers });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, failure: { code: 'untrusted-sender' } });
  });

  test('shows the page, and nothing but the page, to who follows a link on another site', async () => {
    const followed = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await ask({ headers: followed })).status).toBe(200);
    expect((await ask({ path: '/?view=panel', headers: followed })).status).toBe(200);
    expect((await ask({ path: '/session', headers: followed })).status).toBe(403);
    expect((await ask({ method: 'POST', headers: { ...followed, origin: origin() } })).status).toBe(403);
  });

  test('answers at a forwarded port, where page and address agree', async () => {
    const forwarded = { host: 'localhost:5000', origin: 'http://localhost:5000' };
    const answer = await ask({ path: '/session', method: 'POST', body: token(), headers: forwarded });
    expect(answer.status).toBe(204);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const socket = await opened({ ...forwarded, cookie });
    socket.terminate();
    expect((await ask({ headers: { host: '[::1]:5000' } })).status).toBe(200);
  });

  test('tells a person who came by another name how to get here', async () => {
    const { body } = await ask({ headers: { host: 'gpu-box:4111' } });
    expect(JSON.parse(body).failure.detail).toContain('ssh -L 5000:localhost:');
  });

  test('shares no cookie with another host in the same browser', async () => {
    const cookie = await session();
    const other = await startWebHost({ ...options(), hostId: 'other' });
    const theirs = await session(other);
    const jar = `${cookie}; ${theirs}`;
    expect(cookie.split('=')[0]).not.toBe(theirs.split('=')[0]);
    const asked = await ask({ path: '/session', headers: { cookie: jar } });
    expect(asked.status).toBe(204);
    expect((await ask({ path: '/session', headers: { cookie: jar } }, other)).status).toBe(204);
    await other.close();
  });

  test('a token request without Origin is refused', async () => {
    expect((await ask({ path: '/session', method: 'POST', body: token() })).status).toBe(403);
  });

  test('other methods are refused', async () => {
    expect((await ask({ method: 'DELETE', headers: { origin: origin() } })).status).toBe(405);
  });

  test('a socket needs a session, our Host and our Origin', async () => {
    const cookie = await session();
    expect(await openSocket({ origin: origin() })).toBe(403);
    expect(await openSocket({ origin: origin(), cookie: 'pilotlight-test=wrong' })).toBe(403);
    expect(await openSocket({ cookie })).toBe(403);
    expect(await openSocket({ origin: 'https://evil.example', cookie })).toBe(403);
    expect(await openSocket({ origin: origin(), host: 'evil.example', cookie })).toBe(403);
    const socket = await opened({ origin: origin(), cookie });
    socket.terminate();
    expect(dispatched).toEqual([]);
  });

  test('commands go in, answers and events come out', async () => {
    const socket = await opened({ origin: origin(), cookie: await session() });
    socket.send(JSON.stringify({ id: 7, command: 'pollNow', input: { serverId: null } }));
    expect(await nextMessage(socket)).toEqual({ id: 7, result: { ok: true, value: 'done' } });
    expect(dispatched).toEqual([{ name: 'pollNow', input: { serverId: null } }]);
    const event = nextMessage(socket);
    pushes.push('goTo', { place: 'chain' });
    expect(await event).toEqual({ event: 'goTo', payload: { place: 'chain' } });
    socket.terminate();
  });

  test.each(['', '{', 'null', '[]', '{"id":-1,"command":"x"}', '{"id":1}', '\u0000'])(
    'a malformed message %j closes its socket and runs nothing',
    async (text) => {
      const socket = await opened({ origin: origin(), cookie: await session() });
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.send(text);
      expect(await closed).toBe(1007);
      expect(dispatched).toEqual([]);
    },
  );

  test('what is meant for the asking page reaches no other', async () => {
    const headers = { origin: origin(), cookie: await session() };
    const [asking, other] = [await opened(headers), await opened(headers)];
    const heard: unknown[] = [];
    other.on('message', (data) => heard.push(JSON.parse(String(data))));
    const first = nextMessage(asking);
    asking.send(JSON.stringify({ id: 1, command: 'openWindow', input: { place: 'chain' } }));
    expect(await first).toEqual({ event: 'goTo', payload: { place: 'chain' } });
    // Whatever was on its way to the other page comes before the answer to its own question.
    const answer = nextMessage(other);
    other.send(JSON.stringify({ id: 2, command: 'pollNow', input: { serverId: null } }));
    await answer;
    expect(heard).toEqual([{ id: 2, result: { ok: true, value: 'done' } }]);
    for (const socket of [asking, other]) socket.terminate();
  });

  test('a page that leaves no longer gets events', async () => {
    await expect.poll(() => pushes.receivers()).toBe(0);
    const socket = await opened({ origin: origin(), cookie: await session() });
    expect(pushes.receivers()).toBe(1);
    socket.close();
    await expect.poll(() => pushes.receivers()).toBe(0);
  });

  test('listens on loopback only', async () => {
    const outside = Object.values(os.networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    if (outside === undefined) return;
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(host.port, outside, () => resolve(false));
      socket.on('error', () => resolve(true));
    });
    expect(refused).toBe(true);
  });
});
