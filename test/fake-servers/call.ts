import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Cause } from './ledger.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type HeaderMap = Record<string, string>;

/** A request with this header is somebody else's: the ledger does not hold it against the app. */
export const otherClientHeader = 'x-other-client';

/** One request being answered: what was asked, and the short ways to answer it. */
export class Call {
  readonly method: string;
  /** The decoded path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bodyText: string;
  /** The JSON object sent, or an empty one. */
  readonly body: JsonObject;
  readonly cause: Cause;
  /** Aborted when the client goes away before the answer is complete. */
  readonly gone: AbortSignal;
  readonly response: ServerResponse;
  /** Sent with every answer of this server, for example `Server: llama.cpp`. */
  readonly #ownHeaders: HeaderMap;

  constructor(request: IncomingMessage, response: ServerResponse, bodyText: string, ownHeaders: HeaderMap) {
    const url = new URL(request.url ?? '/', 'http://fake.invalid');
    this.method = request.method ?? 'GET';
    this.path = decodePath(url.pathname);
    this.query = url.searchParams;
    this.headers = request.headers;
    this.bodyText = bodyText;
    this.body = parseObject(bodyText);
    const by = request.headers[otherClientHeader] === undefined ? 'http' : 'other-client';
    this.cause = { by, request: `${this.method} ${request.url ?? '/'}` };
    this.response = response;
    this.#ownHeaders = ownHeaders;
    this.gone = signalGone(response);
  }

  /** `call.is('GET', '/api/ps')`; a GET route answers HEAD too. */
  is(method: string, ...paths: string[]): boolean {
    const sameMethod = this.method === method || (method === 'GET' && this.method === 'HEAD');
    return sameMethod && paths.includes(this.path);
  }

  /** The rest of the path after `prefix`, or null. */
  under(method: string, prefix: string): string | null {
    return this.method === method && this.path.startsWith(prefix) ? this.path.slice(prefix.length) : null;
  }

  text(name: string): string | null {
    const value = this.body[name];
    return typeof value === 'string' ? value : null;
  }

  number(name: string): number | null {
    const value = this.body[name];
    return typeof value === 'number' ? value : null;
  }

  get streaming(): boolean {
    return this.body.stream === true;
  }

  get answered(): boolean {
    return this.response.headersSent || this.response.destroyed;
  }

  json(status: number, value: unknown, headers: HeaderMap = {}): void {
    this.raw(status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
  }

  plain(status: number, text: string, headers: HeaderMap = {}): void {
    this.raw(status, text, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  }

  html(status: number, text: string, headers: HeaderMap = {}): void {
    this.raw(status, text, { 'content-type': 'text/html; charset=utf-8', ...headers });
  }

  empty(status: number, headers: HeaderMap = {}): void {
    this.raw(status, '', headers);
  }

  raw(status: number, body: string | Buffer, headers: HeaderMap = {}): void {
    if (this.answered) return;
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    this.response.writeHead(status, {
      ...this.#ownHeaders,
      'content-length': String(bytes.length),
      ...headers,
    });
    this.response.end(this.method === 'HEAD' ? undefined : bytes);
  }

  /** An open answer written piece by piece. */
  stream(contentType: string, headers: HeaderMap = {}, status = 200): OpenAnswer {
    if (!this.answered) {
      this.response.writeHead(status, { ...this.#ownHeaders, 'content-type': contentType, ...headers });
      this.response.flushHeaders();
    }
    return new OpenAnswer(this.response);
  }

  events(headers: HeaderMap = {}): OpenAnswer {
    return this.stream('text/event-stream', { 'cache-control': 'no-cache', ...headers });
  }
}

/** A streamed answer: NDJSON lines, server-sent events or raw pieces. */
export class OpenAnswer {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  write(piece: string | Buffer): void {
    if (!this.closed) this.#response.write(piece);
  }

  line(value: unknown): void {
    this.write(`${JSON.stringify(value)}\n`);
  }

  event(data: unknown, name?: string): void {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.write(`${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`);
  }

  end(): void {
    if (!this.closed) this.#response.end();
  }
}

function signalGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}
