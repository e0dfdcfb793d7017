import type { Clock, Http, Random } from '../ports.ts';
import { recognise } from './recognise.ts';
import { serverAdapters } from './registry.ts';
import { createServerClient, noAuthorisation } from './server-client.ts';

/** Looks for servers on the usual local ports: loopback only, without a key, at start, on request, and slowly on. */

/** Every port a kind listens on when nobody told it another. What answers there is never judged by its port. */
export const usualPorts: readonly number[] = [
  ...new Set(serverAdapters.flatMap(({ defaultPorts }) => defaultPorts)),
];

const againAfterMs = 5 * 60_000;

export type Scan = {
  start(): void;
  stop(): void;
  /** How many servers answered. */
  now(): Promise<number>;
  /** Base URLs that answered; once found they stay until the app ends, shown as unreachable when they go. */
  found(): readonly string[];
};

export type ScanOptions = {
  http: Http;
  clock: Clock;
  random: Random;
  ports: readonly number[];
  enabled(): boolean;
  changed(): void;
};

export function createScan(options: ScanOptions): Scan {
  const found = new Set<string>();
  let cancelTimer: (() => void) | null = null;
  let running: Promise<number> | null = null;

  async function look(port: number): Promise<void> {
    const baseUrl = `http://127.0.0.1:${port}`;
    const client = createServerClient({ http: options.http, baseUrl, authorisation: noAuthorisation });
    const recognised = await recognise(client);
    const needsKey = !recognised.ok && recognised.failure.code === 'unauthorised';
    if (recognised.ok || needsKey) found.add(baseUrl);
  }

  async function lookAtAll(): Promise<number> {
    const before = found.size;
    // One after the other: a scan must not be felt.
    for (const port of options.ports) await look(port);
    if (found.size !== before) options.changed();
    return found.size;
  }

  function plan(): void {
    cancelTimer = options.clock.schedule(againAfterMs * (0.9 + options.random() * 0.2), () => {
      if (options.enabled()) void scan.now();
      plan();
    });
  }

  const scan: Scan = {
    start() {
      if (options.enabled()) void scan.now();
      plan();
    },
    stop() {
      cancelTimer?.();
    },
    now() {
      running ??= lookAtAll().finally(() => {
        running = null;
      });
      return running;
    },
    found: () => [...found],
  };
  return scan;
}
