import * as v from 'valibot';
import { type Failure, failure } from '../../../shared/failures.ts';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { Http, HttpRequest, HttpResponse, HttpStream } from '../ports.ts';
import { type Hide, hideSent } from './sent-secrets.ts';

/** Talks to one server: its address, its key, its limits. Every adapter goes through here. */

/** For answers that list models, of which there may be thousands; everything else is small. */
export const listing = { maxBytes: 8 * 1024 * 1024 } as const;
const smallBytes = 1024 * 1024;
const listingTimeoutMs = 5_000;
const largestRemembered = 512 * 1024;
const mostRemembered = 8;
/** Loading a large model from a slow disk takes minutes, and on some servers a disconnect aborts it. */
export const loadTimeoutMs = 30 * 60_000;

export type CallOptions = {
  timeoutMs?: number;
  maxBytes?: number;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
};

type AnySchema = v.GenericSchema<unknown, unknown>;

export type ServerClient = {
  baseUrl: string;
  /** The server's own time, as its last answer said it (epoch ms, whole seconds); null: it does not say. */
  lastDate(): number | null;
  /** A 2xx JSON answer of the given shape, or a coded failure. */
  getJson<S extends AnySchema>(
    path: string,
    schema: S,
    options?: CallOptions,
  ): Promise<Result<v.InferOutput<S>>>;
  postJson<S extends AnySchema>(
    path: string,
    body: unknown,
    schema: S,
    options?: CallOptions,
  ): Promise<Result<v.InferOutput<S>>>;
  /** The same for the answer of a `GET` by `call`, whose status or headers mean something too. */
  read<S extends AnySchema>(path: string, schema: S, answer: Result<HttpResponse>): Result<v.InferOutput<S>>;
  /** Any status, any body: for fingerprints and for servers whose answers mean something beside their status. */
  call(
    method: HttpRequest['method'],
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Result<HttpResponse>>;
  stream(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Result<HttpStream>>;
  /** What a server said, without the key it was sent; answers that are failures come without it already. */
  hide: Hide;
};

/**
 * The headers that hold the key: resolved at the moment of each request, only for this origin. Where there is a key that
 * cannot be read, nothing is asked: without it the answer would mean something else.
 */
export type Authorisation = () => Promise<Result<Record<string, string>>>;

export const noAuthorisation: Authorisation = async () => ok({});

export type ServerClientOptions = {
  http: Http;
  baseUrl: string;
  authorisation: Authorisation;
  /** Ends requests that brought no signal of their own, when nobody wants their answer any more. */
  signal?(): AbortSignal;
};

function timeIn(header: string | undefined): number | null {
  const at = Date.parse(header ?? '');
  return Number.isSafeInteger(at) ? at : null;
}

export function createServerClient(from: ServerClientOptions): ServerClient {
  const { http, baseUrl, authorisation } = from;
  let sent: Readonly<Record<string, string>> = {};
  let hideKey: Hide = hideSent(sent);
  const hide: Hide = (text) => hideKey(text);

  function remember(key: Readonly<Record<string, string>>): void {
    if (JSON.stringify(key) === JSON.stringify(sent)) return;
    sent = key;
    hideKey = hideSent(key);
  }

  async function request(
    method: HttpRequest['method'],
    path: string,
    body: unknown,
    options: CallOptions,
  ): Promise<Result<HttpRequest>> {
    const key = await authorisation();
    if (!key.ok) return key;
    remember(key.value);
    return ok({
      method,
      url: `${baseUrl}${path}`,
      headers: { accept: 'application/json', ...key.value, ...options.headers },
      ...(body === undefined ? {} : { json: body }),
      timeoutMs: options.timeoutMs ?? listingTimeoutMs,
      maxBytes: options.maxBytes ?? smallBytes,
      signal: options.signal ?? from.signal?.(),
    });
  }

  /** The last good answer of each path: what a server says again word for word is not read again. */
  const remembered = new Map<string, { body: string; schema: AnySchema; read: unknown }>();

  function read<S extends AnySchema>(
    path: string,
    schema: S,
    answer: Result<HttpResponse>,
  ): Result<v.InferOutput<S>> {
    const body = answer.ok && isGood(answer.value) ? answer.value.body : null;
    const known = remembered.get(path);
    if (known !== undefined && known.body === body && known.schema === schema) {
      return ok(known.read as v.InferOutput<S>);
    }
    remembered.delete(path);
    const fresh = readJson(answer, schema, hide);
    if (fresh.ok && body !== null && body.length <= largestRemembered && remembered.size < mostRemembered) {
      remembered.set(path, { body, schema, read: fresh.value });
    }
    return fresh;
  }

  let lastDate: number | null = null;

  const client: ServerClient = {
    baseUrl,
    lastDate: () => lastDate,
    hide,
    read,
    async call(method, path, body, options = {}) {
      const made = await request(method, path, body, options);
      if (!made.ok) return made;
      const answer = await http.request(made.value);
      if (!answer.ok) return failWith({ ...answer.failure, detail: hide(answer.failure.detail) });
      lastDate = timeIn(answer.value.headers.date);
      return isGood(answer.value) ? answer : ok({ ...answer.value, body: hide(answer.value.body) });
    },
    async stream(method, path, body, options = {}) {
      const made = await request(method, path, body, options);
      return made.ok ? http.stream(made.value) : made;
    },
    async getJson(path, schema, options) {
      return read(path, schema, await client.call('GET', path, undefined, options));
    },
    async postJson(path, body, schema, options) {
      return readJson(await client.call('POST', path, body, options), schema, hide);
    },
  };
  return client;
}

/** `hide`: the client's. A 200 may be an error too, with the key in it; good answers are read as they are. */
export function readJson<S extends AnySchema>(
  answer: Result<HttpResponse>,
  schema: S,
  hide: Hide,
): Result<v.InferOutput<S>> {
  if (!answer.ok) return answer;
  const response = answer.value;
  if (!isGood(response)) return failWith(failureOfStatus(response));
  const parsed = parseJson(response.body);
  if (!parsed.ok) return parsed;
  const checked = v.safeParse(schema, parsed.value);
  if (checked.success) return ok(checked.output);
  const said = errorText(hide(response.body));
  if (said !== null) return fail('bad-answer', `The server answered with an error: ${said}`);
  const issue = checked.issues[0];
  const where = v.getDotPath(issue);
  return fail(
    'bad-answer',
    `The answer has another shape than expected${where === null ? '' : ` at ${where}`}.`,
  );
}

function isGood({ status }: HttpResponse): boolean {
  return status >= 200 && status <= 299;
}

export function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    const looksLikePage = /^\s*</.test(text);
    return fail(
      'bad-answer',
      looksLikePage ? 'The server answered with a web page.' : 'The answer is not JSON.',
    );
  }
}

export function failureOfStatus(response: HttpResponse): Failure {
  const said = errorText(response.body);
  const detail = said === null ? `HTTP ${response.status}` : `HTTP ${response.status}: ${said}`;
  const facts = { status: response.status };
  switch (response.status) {
    case 401:
      return failure('unauthorised', detail, facts);
    case 403:
      return failure('forbidden', detail, facts);
    case 404:
      return failure('not-found', detail, facts);
    case 429:
      return failure('rate-limited', detail, facts);
    case 503:
      return failure(
        /loading model|starting/i.test(said ?? '') ? 'server-loading' : 'server-error',
        detail,
        facts,
      );
    default:
      return failure(response.status >= 500 ? 'server-error' : 'bad-answer', detail, facts);
  }
}

const longestErrorText = 300;

/** The sentence inside the many error shapes servers use; null when there is none worth showing. */
export function errorText(body: string): string | null {
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    const text = body.trim();
    return text === '' || text.startsWith('<') ? null : withoutSecrets(text);
  }
  const text = textIn(data);
  return text === null ? null : withoutSecrets(text);
}

/** Real ones nest twice; a hostile one may nest until the stack is full. */
const deepestError = 5;

function textIn(data: unknown, depth = 0): string | null {
  if (typeof data !== 'object' || data === null || depth > deepestError) return null;
  for (const key of ['error', 'message', 'detail', 'msg']) {
    const value = (data as Record<string, unknown>)[key];
    if (typeof value === 'string') return value;
    const inner = textIn(value, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/**
 * A server may echo a command line or somebody else's key into its error: keeps it short and drops what looks like a
 * secret. The key that was sent is hidden exactly, before this (`hide`); ordinary words about keys stay.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\b(bearer|basic)\s+(?=\S*[\d=])\S{8,}/gi, '$1 …')
    .replace(/\b(sk|pk|key|token|hf|lm)[-_](?=[\w-]*\d)[\w-]{8,}/gi, '…')
    .replace(
      /((?:api[-_ ]?key|token|password|secret|authorization)(?: provided)?["']?\s*[:=]\s*["']?)[^\s"']+/gi,
      '$1…',
    )
    .replace(/(--[\w-]*(?:key|token|password|secret)\s+)\S+/gi, '$1…')
    .slice(0, longestErrorText);
}
