import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher, request as undiciRequest } from 'undici';
import { createLookup } from './name-lookup.ts';

export type ConnectionOptions = {
  connectTimeoutMs?: number;
  keepAliveMs?: number;
  lookup?: LookupFunction;
  now?(): number;
};

type SendOptions = Omit<NonNullable<Parameters<typeof undiciRequest>[1]>, 'dispatcher' | 'opaque'>;

type Connections = {
  send(url: URL, options: SendOptions): Promise<Dispatcher.ResponseData>;
  /** Whether a connection to this origin is being waited for now. */
  isConnecting(url: URL): boolean;
  close(): Promise<void>;
};

/** Connections that are kept between requests, and what to do when one turns out to be dead. */
export function createConnections(options: ConnectionOptions = {}): Connections {
  const { keepAliveMs = 30_000, connectTimeoutMs = 2_500, now = Date.now } = options;
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: options.lookup ?? createLookup(),
    autoSelectFamily: true,
  });
  const opened = new Map<string, number>();
  const connecting = new Map<string, number>();
  const retired = new Set<Agent>();
  let agent = createAgent();
  let usedAt = now();

  function createAgent(): Agent {
    return new Agent({
      connect(target, done) {
        const key = `${target.protocol}//${target.hostname}:${target.port}`;
        count(opened, key, 1);
        count(connecting, key, 1);
        connect(target, (...result) => {
          count(connecting, key, -1);
          done(...result);
        });
      },
      keepAliveTimeout: keepAliveMs,
      connections: 4,
      pipelining: 1,
    });
  }

  /** After sleep a kept connection may have lost its other end without knowing: what was idle so long is not used. */
  function current(): Agent {
    const at = now();
    if (at - usedAt > keepAliveMs) {
      const old = agent;
      agent = createAgent();
      retire(old);
    }
    usedAt = at;
    return agent;
  }

  function retire(old: Agent): void {
    retired.add(old);
    void old.close().finally(() => retired.delete(old));
  }

  function openedTo(url: URL): number {
    return opened.get(originOf(url)) ?? 0;
  }

  return {
    async send(url, request) {
      const before = openedTo(url);
      const startedAt = performance.now();
      try {
        return await undiciRequest(url, { ...request, dispatcher: current() });
      } catch (error) {
        // The server ended a kept connection just as it was used again: that says nothing about the server.
        const wasKept = openedTo(url) === before && performance.now() - startedAt < 1_000;
        const isHarmless = request.method === 'GET' || request.method === 'HEAD';
        if (!wasKept || !isHarmless || !isBrokenConnection(error)) throw error;
        const fresh = createAgent();
        try {
          return await undiciRequest(url, { ...request, dispatcher: fresh });
        } finally {
          // Ends once the answer was read.
          retire(fresh);
        }
      }
    },
    isConnecting: (url) => (connecting.get(originOf(url)) ?? 0) > 0,
    async close() {
      await Promise.all([agent, ...retired].map((each) => each.destroy()));
    },
  };
}

function originOf(url: URL): string {
  return `${url.protocol}//${url.hostname.replace(/^\[|\]$/g, '')}:${url.port}`;
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function isBrokenConnection(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
