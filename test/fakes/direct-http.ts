import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Http, HttpRequest } from '../../electron/core/ports.ts';
import { fail, ok } from '../../shared/result.ts';
import type { FakeServer } from '../fake-servers/index.ts';

/**
 * HTTP without sockets: requests are handed straight to simulated servers, found by their address. Time limits run
 * on the injected clock. For simulations that make a hundred thousand requests.
 */
export function createDirectHttp(servers: readonly FakeServer[], clock: Pick<Clock, 'schedule'>): Http {
  function start(request: HttpRequest): MemoryResponse | null {
    const url = new URL(request.url);
    const server = servers.find((each) => each.running && new URL(each.url).host === url.host);
    if (server === undefined) return null;
    const response = new MemoryResponse();
    void server.receive(incoming(request, url), response as unknown as ServerResponse);
    const abort = () => response.destroy();
    request.signal?.addEventListener('abort', abort);
    void response.closed.then(() => request.signal?.removeEventListener('abort', abort));
    if (request.signal?.aborted === true) response.destroy();
    return response;
  }

  return {
    async request(request) {
      const response = start(request);
      if (response === null) return fail('connection-refused', 'Nothing listens at that address.');
      let timedOut = false;
      const cancel = clock.schedule(request.timeoutMs, () => {
        timedOut = true;
        response.destroy();
      });
      await response.closed;
      cancel();
      if (timedOut) return fail('timed-out', 'No complete answer in time.');
      if (request.signal?.aborted === true) return fail('cancelled', 'The request was cancelled.');
      if (!response.writableFinished) return fail('connection-lost', 'The connection broke off.');
      const body = response.text();
      if (body.length > request.maxBytes) return fail('answer-too-large', 'The answer is too large.');
      return ok({ status: response.status, headers: response.headers, body });
    },
    async stream(request) {
      const response = start(request);
      if (response === null) return fail('connection-refused', 'Nothing listens at that address.');
      await Promise.race([response.opened, response.closed]);
      if (!response.headersSent) return fail('connection-lost', 'The connection broke off.');
      return ok({
        status: response.status,
        headers: response.headers,
        chunks: response.chunks(),
        close: () => response.destroy(),
      });
    },
    close: async () => undefined,
  };
}

function incoming(request: HttpRequest, url: URL): IncomingMessage {
  const body = request.json === undefined ? [] : [Buffer.from(JSON.stringify(request.json))];
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: request.method,
    url: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers },
    async *[Symbol.asyncIterator]() {
      yield* body;
    },
  } as unknown as IncomingMessage;
}

/** The part of a server's response that the simulated servers use. */
class MemoryResponse extends EventEmitter {
  status = 0;
  headers: Record<string, string> = {};
  headersSent = false;
  destroyed = false;
  writableEnded = false;
  writableFinished = false;
  readonly socket = null;
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly #pieces: string[] = [];
  #open: () => void = () => {};
  #close: () => void = () => {};
  #wake: () => void = () => {};

  constructor() {
    super();
    this.opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    this.closed = new Promise((resolve) => {
      this.#close = resolve;
    });
  }

  writeHead(status: number, headers: Record<string, string>): this {
    this.status = status;
    this.headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    this.headersSent = true;
    this.#open();
    return this;
  }

  flushHeaders(): void {}

  write(piece: string | Buffer): boolean {
    if (!this.destroyed) this.#pieces.push(String(piece));
    this.#wake();
    return true;
  }

  end(piece?: string | Buffer): this {
    if (this.destroyed || this.writableEnded) return this;
    if (piece !== undefined) this.#pieces.push(String(piece));
    this.writableEnded = true;
    this.writableFinished = true;
    this.#finish();
    return this;
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (!this.writableFinished) this.#finish();
    return this;
  }

  text(): string {
    return this.#pieces.join('');
  }

  async *chunks(): AsyncGenerator<string> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.writableEnded || this.destroyed) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  #finish(): void {
    this.emit('close');
    this.#close();
    this.#wake();
  }
}
