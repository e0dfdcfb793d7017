import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serverKinds } from '../../../shared/servers.ts';
import { type FaultProxy, startFaultProxy } from '../../fake-servers/fault-proxy.ts';
import type { FakeServer } from '../../fake-servers/index.ts';
import { startKind } from './kinds.ts';
import { failureCode, type Watched, watchServer } from './watched.ts';
import { wireFaults } from './wire-faults.ts';

/** Every kind of server through everything that goes wrong on a wire. */

/** The largest list a server may send, and what one socket may hold besides. */
const mostBytesOfOneLook = 40 * 1024 * 1024;

test('every kind is part of the matrix', () => {
  const kinds = new Set(Object.keys(startKind).map((name) => name.replace(' router', '')));
  expect([...kinds].sort()).toEqual([...serverKinds].sort());
});

describe.each(Object.entries(startKind))('%s', (_kind, start) => {
  let server: FakeServer;
  let proxy: FaultProxy;
  let watched: Watched;

  beforeAll(async () => {
    server = await start();
    proxy = await startFaultProxy(server.port);
    watched = watchServer({ url: proxy.url });
    await watched.poll();
  });
  afterEach(() => proxy.set(null));
  afterAll(async () => {
    await watched.stop();
    await proxy.stop();
    await server.stop();
  });

  test.each(Object.entries(wireFaults))('%s', async (_name, { fault, told }) => {
    const before = await watched.poll();
    expect(before.reachability.is).toBe('reachable');
    const heapBefore = process.memoryUsage().heapUsed;
    proxy.bytesTaken();

    await proxy.set(fault);
    const during = await watched.poll();
    expect(told).toContain(failureCode(during));
    expect(during).toMatchObject({ kind: before.kind, kindFrom: 'fingerprint' });
    // What was known stays, marked by the reachability.
    expect(during.models).toEqual(before.models);
    const again = await watched.poll();
    expect(again.reachability).toMatchObject({
      is: 'unreachable',
      lastGoodAt: expect.any(Number),
    });
    expect(proxy.bytesTaken()).toBeLessThan(mostBytesOfOneLook);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(100 * 1024 * 1024);

    await proxy.set(null);
    const after = await watched.poll();
    expect(after.reachability.is).toBe('reachable');
    expect({ ...after, latencyMs: 0, reachability: 0 }).toEqual({ ...before, latencyMs: 0, reachability: 0 });
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(watched.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
