import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type HttpOptions } from '../../../electron/adapters/undici-http.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function failureOf(url: string, timeoutMs: number, options: HttpOptions = {}): Promise<string> {
  const http = createHttp(options);
  closing.push(() => http.close());
  const answer = await http.request({ method: 'GET', url, headers: {}, timeoutMs, maxBytes: 1_000 });
  return answer.ok ? 'an answer' : answer.failure.code;
}

/** Accepts connections and never says a word. */
async function silentServer(): Promise<string> {
  const server: Server = createServer((socket) => closing.push(() => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return `http://127.0.0.1:${address.port}/`;
}

/** A connection that comes to no end, as with a machine that is off. */
const nobodyThere: HttpOptions = { lookup: () => undefined };

describe('a request that gets no answer in time', () => {
  it('says that a server which took the connection is silent', async () => {
    expect(await failureOf(await silentServer(), 100)).toBe('timed-out');
  });

  it('says that no connection came about, when its own deadline is the first to pass', async () => {
    expect(await failureOf('http://box.lan:1234/', 100, nobodyThere)).toBe('no-connection');
  });

  it('says so too when the connection’s deadline is the first to pass', async () => {
    const options = { ...nobodyThere, connectTimeoutMs: 20 };
    expect(await failureOf('http://box.lan:1234/', 10_000, options)).toBe('no-connection');
  });
});
