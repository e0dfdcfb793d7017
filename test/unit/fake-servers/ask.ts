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
