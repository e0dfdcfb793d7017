import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ServerWithModels, serverKinds } from '../../../shared/servers.ts';
import { type FaultProxy, startFaultProxy } from '../../fake-servers/fault-proxy.ts';
import { type FakeServer, fakeModel, startSglang, startVllm } from '../../fake-servers/index.ts';
import { startKind } from './kinds.ts';
import { failureCode, type Watched, watchServer } from './watched.ts';
import { wireFaults } from './wire-faults.ts';

/** Every kind of server through everything that goes wrong on a wire. */

const otherModel = fakeModel({ id: 'another:7b' });

/** The largest list a server may send, and what one socket may hold besides. */
const mostBytesOfOneLook = 40 * 1024 * 1024;
/** What bodies, decoded text and the rest of a look may hold at once, buffers outside the heap included. */
const mostMemoryOfOneLook = 64 * 1024 * 1024;

function memoryHeld(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('every kind is part of the matrix', () => {
  const kinds = new Set(Object.keys(startKind).map((name) => name.replace(' router', '')));
  expect([...kinds].sort()).toEqual([...serverKinds].sort());
});

describe.each(Object.entries(startKind))('%s', (_kind, start) => {
  let server: FakeServer;
  let proxy: FaultProxy;
  let watched: Watched;
  let wallClock = Date.now();

  beforeAll(async () => {
    server = await start();
    proxy = await startFaultProxy(server.port);
    watched = watchServer({ url: proxy.url, http: { now: () => wallClock } });
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
    const memoryBefore = memoryHeld();
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
    expect(memoryHeld() - memoryBefore).toBeLessThan(mostMemoryOfOneLook);

    await proxy.set(null);
    const after = await watched.poll();
    expect(after.reachability.is).toBe('reachable');
    expect(withoutTimes(after)).toEqual(withoutTimes(before));
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(watched.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('kept connections that end just as they are used again', async () => {
    const before = await watched.poll();
    await proxy.set({ is: 'ends-kept' });
    for (let i = 0; i < 3; i += 1) expect((await watched.poll()).reachability.is).toBe('reachable');
    await proxy.set(null);
    expect(withoutTimes(await watched.poll())).toEqual(withoutTimes(before));
  });

  test('half-open connections after sleep', async () => {
    const before = await watched.poll();
    for (const watch of watched.fleet.watches()) watch.pause();
    // The other end forgets what it had open, and says nothing of it.
    proxy.forgetOpen();
    wallClock += 3_600_000;
    for (const watch of watched.fleet.watches()) watch.resume();
    await watched.clock.advance(3_000);
    expect(withoutTimes(await watched.poll())).toEqual(withoutTimes(before));
  });

  test('twenty flaps, which leave one timer, few connections and the right state', async () => {
    const before = await watched.poll();
    for (let flap = 0; flap < 20; flap += 1) {
      await proxy.set({ is: 'refused' });
      expect(failureCode(await watched.poll())).toBe('connection-refused');
      await proxy.set(null);
      expect((await watched.poll()).reachability.is).toBe('reachable');
      expect(watched.clock.pendingTimers()).toBe(1);
    }
    expect(proxy.openConnections()).toBeLessThanOrEqual(4);
    expect(withoutTimes(await watched.poll())).toEqual(withoutTimes(before));
  });

  test.each([
    ['forward', 400 * 86_400_000],
    ['back', -400 * 86_400_000],
  ])('a wall clock set %s', async (_way, ms) => {
    const before = await watched.poll();
    watched.clock.jumpTo(watched.clock.now() + ms);
    expect(namesOf(await watched.poll())).toEqual(namesOf(before));
    expect(watched.clock.pendingTimers()).toBe(1);
  });

  test('another kind on the same port, and the old one back', async () => {
    const kind = (await watched.poll()).kind;
    const otherKind = kind === 'vllm' ? 'sglang' : 'vllm';
    const other = await (otherKind === 'vllm' ? startVllm : startSglang)({ model: otherModel });
    await giveWayTo(other.port);
    expect(await watched.poll()).toMatchObject({ kind: otherKind, reachability: { is: 'reachable' } });
    await giveWayTo(server.port);
    expect(await watched.poll()).toMatchObject({ kind, reachability: { is: 'reachable' } });
    await other.stop();
  });

  /** One program ends before another can have its port. */
  async function giveWayTo(port: number): Promise<void> {
    await proxy.set({ is: 'refused' });
    expect(failureCode(await watched.poll())).toBe('connection-refused');
    proxy.leadTo(port);
    await proxy.set(null);
  }
});

function withoutTimes(server: ServerWithModels) {
  return { ...server, latencyMs: 0, reachability: server.reachability.is };
}

function namesOf(server: ServerWithModels) {
  return { is: server.reachability.is, kind: server.kind, models: server.models.map(({ id }) => id) };
}
