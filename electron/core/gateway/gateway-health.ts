import { type Failure, failure } from '../../../shared/failures.ts';
import type { GatewayHealth } from '../../../shared/gateway.ts';
import type { Result } from '../../../shared/result.ts';
import { createServerPoller } from '../polling/server-poller.ts';
import type { Clock, Http, HttpResponse, Log, Random } from '../ports.ts';
import { failureOfStatus } from '../servers/server-client.ts';

/** Asks the gateway on this machine whether it lives and is ready: two small routes that want no token. */

export type GatewayWatch = {
  start(): void;
  stop(): void;
  pollNow(): Promise<void>;
  /** Somebody looks, or nobody does any more. */
  replan(): void;
};

export type GatewayWatchOptions = {
  http: Http;
  clock: Clock;
  random: Random;
  log: Log;
  /** null: there is no gateway on this machine to ask. */
  port(): number | null;
  visible(): boolean;
  health(): GatewayHealth;
  changed(health: GatewayHealth): void;
};

const visibleSeconds = 5;
const hiddenSeconds = 30;
const timeoutMs = 3_000;
const largestAnswer = 64 * 1024;

/** `null`: it can't be told. */
type Seen = { is: 'ready' | 'starting' } | { is: 'stopped'; failure: Failure } | null;

export function createGatewayWatch(options: GatewayWatchOptions): GatewayWatch {
  return createServerPoller({
    clock: options.clock,
    random: options.random,
    log: options.log,
    async poll(signal) {
      const port = options.port();
      const seen = port === null ? null : await look(options.http, gatewayUrl(port), signal);
      // The config may have named another port while this one was asked.
      if (!signal.aborted && port === options.port()) options.changed(healthFrom(seen, options));
      return seen?.is === 'ready' || seen?.is === 'starting';
    },
    situation: () => ({
      visible: options.visible(),
      acting: false,
      hasEvents: false,
      visibleSeconds,
      hiddenSeconds,
    }),
  });
}

export function gatewayUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function healthFrom(seen: Seen, { health, clock }: GatewayWatchOptions): GatewayHealth {
  if (seen === null) return { is: 'unknown' };
  const before = health();
  const since = before.is === seen.is ? before.since : clock.now();
  return { ...seen, since };
}

async function look(http: Http, url: string, signal: AbortSignal): Promise<Seen> {
  const live = await ask(http, `${url}/healthz`, signal);
  if (!live.ok) return { is: 'stopped', failure: live.failure };
  const wrong = whatIsWrong(live.value);
  if (wrong !== null) return { is: 'stopped', failure: wrong };
  const ready = await ask(http, `${url}/readyz`, signal);
  return { is: ready.ok && ready.value.status === 200 ? 'ready' : 'starting' };
}

/** A gateway may be overrun or broken; it never wants a token here, and never lacks the route. */
function whatIsWrong(answer: HttpResponse): Failure | null {
  const { status } = answer;
  if (status === 200 && saysOk(answer.body)) return null;
  if (status === 429 || status >= 500) return failureOfStatus(answer);
  const detail = 'Something else than the gateway answers at this port.';
  return failure('wrong-kind-of-server', detail, { status });
}

function ask(http: Http, url: string, signal: AbortSignal): Promise<Result<HttpResponse>> {
  return http.request({ method: 'GET', url, timeoutMs, maxBytes: largestAnswer, signal });
}

function saysOk(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
  } catch {
    return false;
  }
}
