import type { AddressInfo, LookupFunction } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLookup } from '../../../electron/adapters/name-lookup.ts';
import { startFaultProxy } from '../../fake-servers/fault-proxy.ts';
import {
  fakeModel,
  startLlamaSwap,
  startLmStudio,
  startOaiProxy,
  startOllama,
  startVllm,
} from '../../fake-servers/index.ts';
import { selfSignedCertificate } from './certificate.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';
import { failureCode, type Watched, watchServer, within } from './watched.ts';

/** Names that are gone, wrong certificates, sleep, other clocks, other programs, flapping and removed servers. */

const model = fakeModel({ id: 'qwen3:8b' });
const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

function kept<T extends { stop(): Promise<void> }>(each: T): T {
  cleanUps.push(() => each.stop());
  return each;
}

async function lmStudioBehindProxy(more: Omit<Parameters<typeof watchServer>[0], 'url'> = {}) {
  const server = kept(await startLmStudio({ models: [model] }));
  const proxy = kept(await startFaultProxy(server.port));
  return { server, proxy, watched: kept(watchServer({ url: proxy.url, ...more })) };
}

function count(watched: Watched): () => number {
  let changes = 0;
  watched.state.onChange(() => {
    changes += 1;
  });
  return () => changes;
}

describe('A name', () => {
  test('that is gone is told as such, and found again by itself', async () => {
    const server = kept(await startLmStudio({ models: [model] }));
    const names = new Map<string, string>();
    const lookup: LookupFunction = (name, _options, done) => {
      const address = names.get(name);
      if (address === undefined) done(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }), '', 4);
      else done(null, [{ address, family: 4 }]);
    };
    const watched = kept(watchServer({ url: `http://model-box.invalid:${server.port}`, http: { lookup } }));
    expect(failureCode(await watched.poll())).toBe('name-not-found');
    names.set('model-box.invalid', '127.0.0.1');
    expect((await watched.poll()).reachability.is).toBe('reachable');
    names.clear();
    // A connection that is kept needs no name.
    expect((await watched.poll()).reachability.is).toBe('reachable');
    await server.restart();
    expect(failureCode(await watched.poll())).toBe('name-not-found');
    names.set('model-box.invalid', '127.0.0.1');
    expect((await watched.poll()).reachability.is).toBe('reachable');
  });

  test('that moves to a forbidden address is not followed', async () => {
    const lookup = createLookup((_name, _options, done) =>
      done(null, [{ address: '169.254.169.254', family: 4 }]),
    );
    const watched = kept(watchServer({ url: 'http://model-box.invalid:80', http: { lookup } }));
    expect(failureCode(await watched.poll())).toBe('address-not-allowed');
  });

  test('that has a link-local address beside its others is reached at the others', () => {
    const lookup = createLookup((_name, _options, done) =>
      done(null, [
        { address: 'fe80::1c2b:3aff:fe4d:5e6f%en0', family: 6 },
        { address: '192.168.1.20', family: 4 },
      ]),
    );
    const answers: unknown[] = [];
    lookup('mac-studio.local', { all: true }, (error, all) => answers.push([error, all]));
    lookup('mac-studio.local', {}, (error, one, family) => answers.push([error, one, family]));
    expect(answers).toEqual([
      [null, [{ address: '192.168.1.20', family: 4 }]],
      [null, '192.168.1.20', 4],
    ]);
  });

  test('server that never answers keeps at most two threads busy, and all callers of a name get its answer', () => {
    const asked: { name: string; answer: () => void }[] = [];
    const lookup = createLookup((name, _options, done) =>
      asked.push({ name, answer: () => done(null, [{ address: '127.0.0.1', family: 4 }]) }),
    );
    const answered: string[] = [];
    for (const name of ['a', 'b', 'c', 'a', 'c']) lookup(name, {}, () => answered.push(name));
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b']);
    asked[0]?.answer();
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    asked[2]?.answer();
    expect(answered).toEqual(['a', 'a', 'c', 'c']);
  });
});

describe('TLS', () => {
  async function tlsServer(options: { key?: string; cert?: string }): Promise<number> {
    const server = createTlsServer(options, (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    cleanUps.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  test('with a certificate nobody vouches for is refused and told as such', async () => {
    const port = await tlsServer(selfSignedCertificate('127.0.0.1'));
    const watched = kept(watchServer({ url: `https://127.0.0.1:${port}` }));
    expect(failureCode(await watched.poll())).toBe('tls-failed');
  });

  test('without any certificate is told as such', async () => {
    const watched = kept(watchServer({ url: `https://127.0.0.1:${await tlsServer({})}` }));
    expect(failureCode(await watched.poll())).toBe('tls-failed');
  });

  describe('of a server that was right before', () => {
    const name = 'model-box.invalid';
    const right = selfSignedCertificate(name);
    const expired = selfSignedCertificate(name, '201231');
    const ofAnother = selfSignedCertificate('other-box.invalid');
    const lookup: LookupFunction = (_name, _options, done) =>
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    let trustedBefore: string[];
    beforeAll(() => {
      trustedBefore = getCACertificates('default');
      setDefaultCACertificates([right.cert, expired.cert, ofAnother.cert]);
    });
    afterAll(() => setDefaultCACertificates(trustedBefore));

    test.each<[string, TlsFront]>([
      ['nobody vouches for its certificate', selfSignedCertificate(name)],
      ['its certificate ran out', expired],
      ['its certificate is of another machine', ofAnother],
      ['it has no certificate', {}],
      ['it speaks plain HTTP', 'plain'],
    ])('is told when %s, and over within one poll when that is mended', async (_fault, wrong) => {
      const server = kept(await startLmStudio({ models: [model] }));
      const front = kept(await startTlsFront(server.port, right));
      const watched = kept(watchServer({ url: `https://${name}:${front.port}`, http: { lookup } }));
      for (let i = 0; i < 2; i += 1) {
        const before = await watched.poll();
        expect(before.reachability.is).toBe('reachable');
        await front.restart(wrong);
        const during = await watched.poll();
        expect(failureCode(during)).toBe('tls-failed');
        expect(during.models).toEqual(before.models);
        expect(failureCode(await watched.poll())).toBe('tls-failed');
        await front.restart(right);
        expect(await watched.poll()).toMatchObject({
          kind: 'lm-studio',
          models: before.models,
          reachability: { is: 'reachable' },
        });
      }
      expect(watched.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    });
  });

  test('asked of a server that speaks plain HTTP is told as such', async () => {
    const server = kept(await startLmStudio({ models: [model] }));
    const watched = kept(watchServer({ url: `https://127.0.0.1:${server.port}` }));
    expect(failureCode(await watched.poll())).toBe('tls-failed');
  });
});

describe('A kept connection', () => {
  test('that the server ends just as it is used again costs nothing', async () => {
    const { proxy, watched } = await lmStudioBehindProxy();
    await watched.poll();
    const changes = count(watched);
    await proxy.set({ is: 'ends-kept' });
    for (let i = 0; i < 5; i += 1) expect((await watched.poll()).reachability.is).toBe('reachable');
    expect(changes()).toBe(0);
  });

  test('is no reason to send a POST twice', async () => {
    const { server, proxy, watched } = await lmStudioBehindProxy();
    await watched.poll();
    await proxy.set({ is: 'ends-kept' });
    const url = `${proxy.url}/api/v1/models/load`;
    const sent = await watched.http.request({
      method: 'POST',
      url,
      json: {},
      timeoutMs: 1_000,
      maxBytes: 1_000,
    });
    expect(sent).toMatchObject({ ok: false, failure: { code: 'connection-lost' } });
    expect(server.requestsTo('POST')).toEqual([]);
  });

  test('is not trusted after sleep: the first poll succeeds although the old connections are dead', async () => {
    let now = Date.now();
    const { proxy, watched } = await lmStudioBehindProxy({ http: { now: () => now } });
    await watched.poll();
    for (const watch of watched.fleet.watches()) watch.pause();
    // The other end forgets what it had open, and says nothing of it.
    const old = proxy.openConnections();
    expect(old).toBeGreaterThan(0);
    proxy.forgetOpen();
    now += 3_600_000;
    for (const watch of watched.fleet.watches()) watch.resume();
    await watched.clock.advance(3_000);
    expect((await watched.poll()).reachability.is).toBe('reachable');
  });
});

describe('The wall clock', () => {
  test.each([
    ['forward', 400 * 86_400_000],
    ['back', -400 * 86_400_000],
  ])('set %s changes neither the state nor the pace', async (_way, ms) => {
    const { server, watched } = await lmStudioBehindProxy();
    const before = await watched.poll();
    const changes = count(watched);
    watched.clock.jumpTo(watched.clock.now() + ms);
    expect(await watched.poll()).toEqual(before);
    expect(changes()).toBe(0);
    expect(watched.clock.pendingTimers()).toBe(1);
    const asked = server.requests.length;
    await watched.clock.advance(3_300);
    await watched.fleet.pollAll();
    expect(server.requests.length).toBeGreaterThan(asked);
    expect(watched.clock.pendingTimers()).toBe(1);
  });
});

describe('Another program on the same port', () => {
  test('is recognised within one poll where it answers other questions', async () => {
    const { proxy, watched } = await lmStudioBehindProxy();
    expect((await watched.poll()).kind).toBe('lm-studio');
    const next = kept(await startOllama({ models: [model] }));
    proxy.leadTo(next.port);
    expect(await watched.poll()).toMatchObject({ kind: 'ollama', reachability: { is: 'reachable' } });
    const third = kept(await startVllm({ model }));
    proxy.leadTo(third.port);
    expect(await watched.poll()).toMatchObject({ kind: 'vllm', reachability: { is: 'reachable' } });
  });

  test('is recognised within some minutes where it answers the same questions', async () => {
    const generic = kept(await startOaiProxy({ models: [model] }));
    const proxy = kept(await startFaultProxy(generic.port));
    const watched = kept(watchServer({ url: proxy.url }));
    expect((await watched.poll()).kind).toBe('openai-compatible');
    const next = kept(await startVllm({ model }));
    proxy.leadTo(next.port);
    await watched.poll();
    await watched.clock.advance(5 * 60_000);
    // The first joins a look that began before.
    await watched.poll();
    expect(await watched.poll()).toMatchObject({ kind: 'vllm', reachability: { is: 'reachable' } });
  });
});

describe('An event stream', () => {
  test('that stalls ends by itself, and what only it told is forgotten', async () => {
    const server = kept(await startLlamaSwap({ models: [{ ...model, ttl: 900 }] }));
    const proxy = kept(await startFaultProxy(server.port));
    const watched = kept(watchServer({ url: proxy.url, http: { quietStreamMs: 400 } }));
    await watched.poll();
    await expect.poll(() => server.requestsTo('/api/events').length).toBe(1);
    await proxy.set({ is: 'silence' });
    await expect.poll(() => proxy.openConnections(), { timeout: 4_000 }).toBe(0);
    await proxy.set(null);
    await watched.poll();
    await expect.poll(() => server.requestsTo('/api/events').length).toBe(2);
  });

  test('that is only quiet stays open longer than a listing may take', async () => {
    const server = kept(await startLlamaSwap({ models: [{ ...model, ttl: 900 }] }));
    const watched = kept(watchServer({ url: server.url }));
    await watched.poll();
    await expect.poll(() => server.requestsTo('/api/events').length).toBe(1);
    // Four times the limit of a listing, which a stream must not be held to.
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 260));
      await watched.poll();
    }
    expect(server.requestsTo('/api/events').length).toBe(1);
  });
});

describe('A server that is removed', () => {
  test('while it is being asked does not come back as a ghost, and is asked nothing more', async () => {
    const { server, proxy, watched } = await lmStudioBehindProxy();
    await watched.poll();
    server.misbehave({ delayMs: 100 });
    const asked = server.nextRequest('/api/v1/models');
    const polled = watched.fleet.pollAll();
    await asked;
    watched.settings.servers = [];
    watched.fleet.refresh();
    await within(2_000, polled);
    expect(watched.state.snapshot().servers).toEqual([]);
    const sent = server.requests.length;
    await expect.poll(() => proxy.openConnections()).toBeLessThanOrEqual(4);
    expect(server.requests.length).toBe(sent);
    expect(watched.clock.pendingTimers()).toBe(0);
  });

  test('while the machine falls asleep is not told as unreachable', async () => {
    const { server, watched } = await lmStudioBehindProxy();
    await watched.poll();
    server.misbehave({ delayMs: 100 });
    const asked = server.nextRequest('/api/v1/models');
    const polled = watched.fleet.pollAll();
    await asked;
    for (const watch of watched.fleet.watches()) watch.pause();
    await within(2_000, polled);
    expect(watched.server().reachability.is).toBe('reachable');
    expect(watched.clock.pendingTimers()).toBe(0);
  });
});
