import type { FakeServer } from '../../fake-servers/fake-server.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Null when the body is not JSON. */
  json: unknown;
}

export async function ask(server: FakeServer, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export function get(server: FakeServer, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(server, path, { headers });
}

export function post(server: FakeServer, path: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(body) };
  return ask(server, path, signal === undefined ? init : { ...init, signal });
}

export async function postText(server: FakeServer, path: string, body: object): Promise<string> {
  return (await post(server, path, body)).text;
}

/** Begins a request and returns once its handler runs, with the answer still to come. */
export async function begun(server: FakeServer, path: string, asking: () => Promise<Answer>) {
  const arrived = server.nextRequest(path);
  const answer = asking();
  await arrived;
  return { answer };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface OpenEvents {
  /** The JSON after each `data:`. */
  all: Record<string, unknown>[];
  until(enough: (all: Record<string, unknown>[]) => boolean): Promise<void>;
  close(): void;
}

/** An event stream held open; returns once the server has begun it. */
export async function openEvents(server: FakeServer, path: string): Promise<OpenEvents> {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}${path}`, { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const all: Record<string, unknown>[] = [];
  let rest = '';
  const readMore = async () => {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) throw new Error('the event stream ended');
    const blocks = (rest + piece.value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) all.push(JSON.parse(block.replace(/^(event:.*\n)?data: ?/, '')));
  };
  return {
    all,
    async until(enough) {
      while (!enough(all)) await readMore();
    },
    close: () => leaving.abort(),
  };
}
