import type { Dispatcher } from 'undici';
import { type Failure, failure } from '../../shared/failures.ts';
import { fail, failWith, ok, type Result } from '../../shared/result.ts';
import type { Http, HttpRequest, HttpResponse, HttpStream } from '../core/ports.ts';
import { isForbiddenHost } from '../core/servers/address.ts';
import { type ConnectionOptions, codeOf, createConnections } from './http-connections.ts';

export type HttpOptions = ConnectionOptions & {
  /** A stream that brings nothing for so long has lost its other end: it ends, and is opened again. */
  quietStreamMs?: number;
};

const mostRedirects = 3;

/** The real network: keep-alive connections, no answer longer than asked for, no exception let out. */
export function createHttp(options: HttpOptions = {}): Http {
  const connections = createConnections(options);

  async function open(
    request: HttpRequest,
    deadline: Deadline,
    bodyTimeout: number,
  ): Promise<Result<Dispatcher.ResponseData>> {
    if (!URL.canParse(request.url)) return fail('invalid-input', 'This is no web address.');
    let url = new URL(request.url);
    if (isForbiddenHost(hostOf(url))) return fail('address-not-allowed', `${hostOf(url)} may not be called.`);
    for (let hop = 0; ; hop += 1) {
      const response = await connections.send(url, {
        method: request.method,
        headers: headersOf(request),
        body: request.json === undefined ? null : JSON.stringify(request.json),
        headersTimeout: request.timeoutMs,
        bodyTimeout,
        signal: deadline.signal,
      });
      const target = redirectTarget(url, request.method, response);
      if (target === null) return ok(response);
      // Whatever comes with a redirect is not read.
      response.body.on('error', () => undefined).destroy();
      if (target.origin !== url.origin)
        return fail('redirect-refused', `The server redirects to ${target.host}.`);
      if (hop >= mostRedirects) return fail('redirect-refused', 'The server redirects in a circle.');
      url = target;
    }
  }

  return {
    async request(request) {
      const deadline = startDeadline(request, connections.isConnecting);
      try {
        const opened = await open(request, deadline, request.timeoutMs);
        if (!opened.ok) return opened;
        return await readBody(opened.value, request.maxBytes);
      } catch (error) {
        return failWith(deadline.explain(error));
      } finally {
        deadline.clear();
      }
    },
    async stream(request) {
      const deadline = startDeadline(request, connections.isConnecting);
      try {
        const quietMs = Math.max(request.timeoutMs, options.quietStreamMs ?? 120_000);
        const opened = await open(request, deadline, quietMs);
        if (!opened.ok) {
          deadline.clear();
          return opened;
        }
        deadline.clearTimer();
        return ok(streamOf(opened.value, deadline));
      } catch (error) {
        deadline.clear();
        return failWith(deadline.explain(error));
      }
    },
    close: () => connections.close(),
  };
}

function headersOf(request: HttpRequest): Record<string, string> {
  return request.json === undefined
    ? { ...request.headers }
    : { 'content-type': 'application/json', ...request.headers };
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function redirectTarget(url: URL, method: string, response: Dispatcher.ResponseData): URL | null {
  const location = response.headers.location;
  const isRedirect = [301, 302, 303, 307, 308].includes(response.statusCode);
  if (!isRedirect || typeof location !== 'string' || (method !== 'GET' && method !== 'HEAD')) return null;
  return URL.canParse(location, url) ? new URL(location, url) : null;
}

async function readBody(response: Dispatcher.ResponseData, maxBytes: number): Promise<Result<HttpResponse>> {
  const headers = plainHeaders(response.headers);
  const encoding = headers['content-encoding'] ?? 'identity';
  const announced = Number(headers['content-length'] ?? 0);
  if (encoding !== 'identity' || announced > maxBytes) {
    response.body.on('error', () => undefined).destroy();
    // We ask for no compression: an answer that is compressed anyway may be a bomb.
    return encoding === 'identity'
      ? fail('answer-too-large', `The answer is larger than ${maxBytes} bytes.`)
      : fail('bad-answer', `The answer is compressed (${encoding}) though that was not asked for.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) return fail('answer-too-large', `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  const body = decodeStrictly(
    chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
  );
  return body === null
    ? fail('bad-answer', 'The answer is not valid UTF-8 text.')
    : ok({ status: response.statusCode, headers, body });
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

function streamOf(response: Dispatcher.ResponseData, deadline: Deadline): HttpStream {
  async function* chunks(): AsyncIterable<string> {
    const decoder = new TextDecoder('utf-8');
    try {
      for await (const chunk of response.body) yield decoder.decode(chunk, { stream: true });
    } catch {
      // A stream that breaks just ends: whoever reads it reconnects or polls.
    } finally {
      deadline.clear();
    }
  }
  return {
    status: response.statusCode,
    headers: plainHeaders(response.headers),
    chunks: chunks(),
    close() {
      deadline.clear();
      response.body.on('error', () => undefined).destroy();
    },
  };
}

type Deadline = {
  signal: AbortSignal;
  clear(): void;
  clearTimer(): void;
  explain(error: unknown): Failure;
};

function startDeadline(request: HttpRequest, isConnecting: (url: URL) => boolean): Deadline {
  const controller = new AbortController();
  let timedOut: Failure | null = null;
  const timer = setTimeout(() => {
    timedOut =
      URL.canParse(request.url) && isConnecting(new URL(request.url))
        ? failure('no-connection', `No connection within ${request.timeoutMs / 1000} s.`)
        : failure('timed-out', `No complete answer within ${request.timeoutMs / 1000} s.`);
    controller.abort();
  }, request.timeoutMs);
  const cancel = () => controller.abort();
  if (request.signal?.aborted === true) controller.abort();
  request.signal?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    clearTimer: () => clearTimeout(timer),
    clear() {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', cancel);
    },
    explain(error) {
      if (timedOut !== null) return timedOut;
      if (request.signal?.aborted === true) return failure('cancelled', 'The request was cancelled.');
      return failureOfError(error);
    },
  };
}

function failureOfError(error: unknown): Failure {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return failure('connection-refused', 'Nothing listens at that address.');
  if (code === 'ENOTFOUND' || code === 'ENODATA' || code.startsWith('EAI_'))
    return failure('name-not-found', 'The name is not known.');
  if (code === 'FORBIDDEN_ADDRESS')
    return failure('address-not-allowed', 'The name points to a forbidden address.');
  if (/CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN/.test(code))
    return failure('no-connection', `No connection could be made (${code}).`);
  if (/TIMEOUT/.test(code)) return failure('timed-out', `The server did not answer in time (${code}).`);
  if (/TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code))
    return failure('tls-failed', `The secure connection failed (${code}).`);
  if (/^HPE_|^HTTPParserError|CONTENT_LENGTH|HEADERS_OVERFLOW/.test(code))
    return failure('bad-answer', `The answer is not valid HTTP (${code}).`);
  return failure('connection-lost', `The connection broke off (${code}).`);
}
