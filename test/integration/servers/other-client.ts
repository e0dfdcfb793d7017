import type { FakeServer } from '../../fake-servers/index.ts';

/** Somebody else who uses the server while we watch. */

export type Asking = { answered: Promise<Response> };

/** Resolves when the request has reached the server; its answer comes when the server's clock allows. */
export async function ask(
  server: FakeServer,
  path: string,
  body: object = {},
  key?: string,
): Promise<Asking> {
  const arrived = server.nextRequest(`POST ${path}`);
  const answered = fetch(`${server.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    ...(key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }),
  });
  answered.catch(() => undefined);
  await arrived;
  return { answered };
}

export function chat(server: FakeServer, model: string, key?: string): Promise<Asking> {
  const messages = [{ role: 'user', content: 'Hello' }];
  return ask(server, '/v1/chat/completions', { model, messages }, key);
}
