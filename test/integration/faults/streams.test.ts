import { afterEach, describe, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../fake-servers/fault-proxy.ts';
import type { Fault } from '../../fake-servers/faults.ts';
import {
  type FakeLlamaRouter,
  type FakeLlamaSwap,
  fakeModel,
  startLlamaRouter,
  startLlamaSwap,
} from '../../fake-servers/index.ts';
import { type Watched, watchServer } from './watched.ts';

/** The kinds that tell of changes by a stream, and a stream that does everything wrong while the server is well. */

const models = [fakeModel({ id: 'qwen3:8b' }), fakeModel({ id: 'spare:1b' })];
const [{ id: modelId } = { id: '' }] = models;

type Told = 'loading' | 'loaded' | 'not-loaded';
type Kind = {
  start(): Promise<FakeLlamaRouter | FakeLlamaSwap>;
  path: string;
  /** One event as this kind writes it. */
  event(id: string, is: Told): string;
};

const routerWords = { loading: 'loading', loaded: 'loaded', 'not-loaded': 'unloaded' } as const;
const swapWords = { loading: 'starting', loaded: 'ready', 'not-loaded': 'stopped' } as const;

const kinds: Readonly<Record<string, Kind>> = {
  'llama.cpp router': {
    start: () => startLlamaRouter({ models }),
    path: '/models/sse',
    event: (model, is) =>
      `data: ${JSON.stringify({ model, event: 'model_status', data: { status: routerWords[is] } })}\n\n`,
  },
  'llama-swap': {
    start: () => startLlamaSwap({ models: models.map((each) => ({ ...each, ttl: 900 })) }),
    path: '/api/events',
    event: (id, is) => {
      const data = JSON.stringify([{ id, state: swapWords[is] }]);
      return `event:message\ndata:${JSON.stringify({ type: 'modelStatus', data })}\n\n`;
    },
  },
};

/** `goesOn`: its events are some, so that it ends with the server's process. `lies`: about a model there is. */
type StreamFault = { fault(kind: Kind): Fault; goesOn?: true; lies?: true };

const streamFaults: Readonly<Record<string, StreamFault>> = {
  'stalls before its headers': { fault: () => ({ delayMs: Number.POSITIVE_INFINITY }) },
  'stalls after its headers': { fault: () => ({ events: { text: '', after: 'silence' } }) },
  'stalls within an event': {
    fault: ({ event }) => ({ events: { text: event(modelId, 'loading').slice(0, -9), after: 'silence' } }),
  },
  'stalls after some events': {
    fault: ({ event }) => ({ events: { text: event(modelId, 'loading'), after: 'silence' } }),
  },
  'says that it lives, over and over': {
    fault: () => ({ events: { text: `:${'x'.repeat(10_000)}\n\n`, after: 'again' } }),
  },
  'never ends a line': { fault: () => ({ endless: true }) },
  'never ends an event': {
    fault: () => ({ events: { text: `data: ${'x'.repeat(10_000)}\n`, after: 'again' } }),
  },
  'floods events of models nobody has': {
    fault: ({ event }) => ({
      events: { text: event('made-up', 'loading') + event('made-up', 'loaded'), after: 'again' },
    }),
    goesOn: true,
  },
  'floods events of a model': {
    fault: ({ event }) => ({
      events: { text: event(modelId, 'loading') + event(modelId, 'loaded'), after: 'again' },
    }),
    goesOn: true,
    lies: true,
  },
};

/** Bytes and text of one stream that is too long to be one, and what a look holds besides. */
const mostMemory = 64 * 1024 * 1024;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

async function setUp(kind: Kind) {
  const server = await kind.start();
  cleanUps.push(() => server.stop());
  const proxy: FaultProxy = await startFaultProxy(server.port);
  cleanUps.push(() => proxy.stop());
  const watched: Watched = watchServer({ url: proxy.url, http: { quietStreamMs: 400 } });
  cleanUps.push(() => watched.stop());
  return { server, watched };
}

function stateIn({ models: seen }: Awaited<ReturnType<Watched['poll']>>) {
  return seen.find(({ id }) => id === modelId)?.state.is;
}

function memoryHeld(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe.each(Object.entries(kinds))('The event stream of a %s', (_kind, kind) => {
  test.each(Object.entries(streamFaults))(
    'that %s keeps nobody from the truth, and is opened anew',
    async (_name, { fault, goesOn, lies }) => {
      const { server, watched } = await setUp(kind);
      server.misbehave({ match: kind.path, ...fault(kind) });
      const memoryBefore = memoryHeld();
      expect(stateIn(await watched.poll())).toBe('not-loaded');
      await expect.poll(() => server.requestsTo(kind.path).length).toBe(1);

      // Somebody else has it loaded, which the broken stream does not tell.
      await server.clientAsks(modelId);
      for (let i = 0; i < 5; i += 1) {
        const seen = await watched.poll();
        expect(seen.reachability.is).toBe('reachable');
        if (lies === undefined) expect(stateIn(seen)).toBe('loaded');
        expect(server.open(kind.path)).toBeLessThanOrEqual(1);
      }
      expect(memoryHeld() - memoryBefore).toBeLessThan(mostMemory);

      server.behave();
      if (goesOn) await server.restart();
      await expect.poll(() => server.open(kind.path), { timeout: 4_000 }).toBe(0);
      const asked = server.requestsTo(kind.path).length;
      await watched.poll();
      await expect.poll(() => server.requestsTo(kind.path).length).toBe(asked + 1);
      expect(server.open(kind.path)).toBe(1);
      // What the new stream tells counts at once, as soon as the brake on it lets go.
      await server.clientAsks(modelId);
      await watched.clock.advance(1_000);
      await expect.poll(() => stateIn(watched.server())).toBe('loaded');
      expect(server.ledger.sideEffects()).toEqual([]);
      expect(watched.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});
