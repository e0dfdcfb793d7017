import { expect, test } from 'vitest';
import { startGateway } from '../../fake-servers/index.ts';
import { ask, stopAfter } from './served.ts';

test('is live without a token, whatever its phase', async () => {
  const server = await stopAfter(startGateway({ apiKey: 'token' }));
  for (const phase of ['starting', 'ready', 'draining', 'blocked'] as const) {
    server.phase = phase;
    expect(await ask(server, 'GET /healthz')).toMatchObject({
      status: 200,
      json: { ok: true, status: 'live' },
    });
  }
});

test.each([
  ['starting', 503, 503],
  ['ready', 200, 200],
  ['draining', 503, 503],
  ['blocked', 503, 200],
] as const)('%s: /readyz answers %d and /startupz %d', async (phase, ready, startup) => {
  const server = await stopAfter(startGateway());
  server.phase = phase;
  expect(await ask(server, 'GET /readyz')).toMatchObject({ status: ready, json: { ready: ready === 200 } });
  expect(await ask(server, 'GET /startupz')).toMatchObject({
    status: startup,
    json: { ok: startup === 200 },
  });
});

test('causes nothing and refuses when it is down', async () => {
  const server = await stopAfter(startGateway());
  await ask(server, 'GET /readyz');
  expect(server.ledger.entries).toEqual([]);
  await server.stop();
  await expect(ask(server, 'GET /healthz')).rejects.toThrow('ECONNREFUSED');
});
