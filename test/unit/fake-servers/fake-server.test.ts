import { afterEach, expect, test } from 'vitest';
import { FakeClock, type FakeServer, settle, startFakeServer } from '../../fake-servers/index.ts';

const running: FakeServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function start(options: Parameters<typeof startFakeServer>[1] = {}): Promise<FakeServer> {
  const server = await startFakeServer(
    (call) => call.json(200, { path: call.path, body: call.body }),
    options,
  );
  running.push(server);
  return server;
}

test('answers on a free loopback port and logs what was asked', async () => {
  const server = await start();
  const answer = await fetch(`${server.url}/a?b=1`, { method: 'POST', body: '{"x":1}' });
  expect(await answer.json()).toEqual({ path: '/a', body: { x: 1 } });
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/a?b=1', body: { x: 1 } });
  expect(server.requests[0]?.headerNames).toContain('host');
});

test('refuses connections while stopped and comes back on the same port', async () => {
  const server = await start();
  const before = server.port;
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow();
  await server.start();
  expect(server.port).toBe(before);
  expect((await fetch(server.url)).status).toBe(200);
});

test('wants the key when it has one', async () => {
  const server = await start({ apiKey: 'sesame' });
  expect((await fetch(server.url)).status).toBe(401);
  const headers = { authorization: 'Bearer sesame' };
  expect((await fetch(server.url, { headers })).status).toBe(200);
});

test('misbehaves for as many requests as told', async () => {
  const server = await start();
  server.misbehave({ match: '/a', times: 1, status: 500, body: 'oops' });
  expect((await fetch(`${server.url}/b`)).status).toBe(200);
  expect((await fetch(`${server.url}/a`)).status).toBe(500);
  expect((await fetch(`${server.url}/a`)).status).toBe(200);
});

test.each(['connect', 'headers', 'body'] as const)('cuts the connection: %s', async (cut) => {
  const server = await start();
  server.misbehave({ cut });
  await expect(fetch(server.url).then((answer) => answer.text())).rejects.toThrow();
});

test('floods, sends invalid UTF-8, HTML and a body shorter than announced', async () => {
  const server = await start();
  server.misbehave({ times: 1, flood: 100_000 });
  expect((await (await fetch(server.url)).text()).length).toBeGreaterThan(100_000);
  server.misbehave({ times: 1, invalidUtf8: true });
  expect(await (await fetch(server.url)).text()).toContain('\ufffd');
  server.misbehave({ times: 1, html: true });
  expect((await fetch(server.url)).headers.get('content-type')).toContain('text/html');
  server.misbehave({ times: 1, wrongContentLength: true });
  await expect(fetch(server.url).then((answer) => answer.text())).rejects.toThrow();
});

test('an endless body goes on until the client leaves', async () => {
  const server = await start();
  server.misbehave({ endless: true });
  const leaving = new AbortController();
  const answer = await fetch(server.url, { signal: leaving.signal });
  const reader = answer.body?.getReader();
  let received = 0;
  while (received < 200_000) received += (await reader?.read())?.value?.length ?? 0;
  leaving.abort();
  expect(received).toBeGreaterThanOrEqual(200_000);
});

test('delays on its own clock, so a test decides when the answer comes', async () => {
  const clock = new FakeClock();
  const server = await start({ clock });
  server.misbehave({ delayMs: 5_000 });
  let answered = false;
  const arrived = server.nextRequest('GET /');
  const asking = fetch(server.url).then(() => {
    answered = true;
  });
  await arrived;
  await clock.advance(4_999);
  expect(answered).toBe(false);
  await clock.advance(1);
  await asking;
});

test('drips one byte at a time when told', async () => {
  const clock = new FakeClock();
  const server = await start({ clock });
  server.misbehave({ slowLorisMs: 1_000 });
  const arrived = server.nextRequest('GET /');
  const leaving = new AbortController();
  const asking = fetch(server.url, { signal: leaving.signal });
  await arrived;
  await clock.advance(3_000);
  const reader = (await asking).body?.getReader();
  const first = await reader?.read();
  expect(first?.value?.length).toBeLessThanOrEqual(4);
  leaving.abort();
  await settle();
});
