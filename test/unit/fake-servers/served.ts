import { type IncomingHttpHeaders, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { type FakeClock, type FakeServer, settle } from '../../fake-servers/index.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body, or null when it is not JSON. */
  json: unknown;
}

export interface Ask {
  body?: object;
  /** Any header, `host` included. */
  headers?: Record<string, string>;
  key?: string;
  gone?: AbortSignal;
}

/** `await ask(server, 'GET /v1/models')`: one request on a connection of its own. */
export function ask(server: FakeServer, line: string, options: Ask = {}): Promise<Answer> {
  const [method, path] = line.split(' ');
  const bearer = options.key === undefined ? {} : { authorization: `Bearer ${options.key}` };
  const headers = { ...bearer, ...options.headers };
  const target = { host: '127.0.0.1', port: server.port, method, path, headers, agent: false as const };
  const signal = options.gone === undefined ? {} : { signal: options.gone };
  return new Promise((resolve, reject) => {
    const sent = request({ ...target, ...signal }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
    sent.on('error', reject);
    sent.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  });
}

/** Sends a request and comes back once the server has begun to handle it. */
export async function begin(server: FakeServer, line: string, options: Ask = {}) {
  const seen = server.requests.length;
  const answer = ask(server, line, options);
  answer.catch(() => {});
  await until(() => server.requests.length > seen);
  await settleAll();
  return { answer };
}

/** A request that needs `ms` of the server's time to be answered. */
export async function askFor(
  ms: number,
  server: FakeServer,
  line: string,
  options: Ask = {},
): Promise<Answer> {
  const { answer } = await begin(server, line, options);
  await (server.clock as FakeClock).advance(ms);
  return answer;
}

/** Waits for something that only sockets and promises can bring about. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn += 1) {
    if (condition()) return;
    await settle();
  }
  throw new Error('the awaited condition never came true');
}

/** Lets everything run that needs neither time nor a further request. */
export async function settleAll(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await settle();
}

/** The started server, stopped when the test is over. */
export async function stopAfter<Server extends FakeServer>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  onTestFinished(() => server.stop());
  return server;
}

/** The effects in the ledger, in order, as short words. */
export function effects(server: FakeServer): string[] {
  return server.ledger.entries.map(({ effect, model }) =>
    model === undefined ? effect : `${effect} ${model}`,
  );
}

export const hello = (model: string, more: object = {}) => ({
  model,
  messages: [{ role: 'user', content: 'hi' }],
  ...more,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
