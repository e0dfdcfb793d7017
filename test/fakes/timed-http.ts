import type { Clock, Http, HttpRequest, HttpStream } from '../../electron/core/ports.ts';
import { fail, type Result } from '../../shared/result.ts';

export type TimedHttp = Http & {
  /** Requests that wait for their answer. */
  underWay(): number;
};

/** Longer than any simulated answer takes to come over loopback. */
const realPatienceMs = 60_000;

/** Real sockets in a world with a clock of its own: what a request may take is measured by that clock. */
export function createTimedHttp(http: Http, clock: Pick<Clock, 'schedule'>): TimedHttp {
  let underWay = 0;

  async function timed<T>(
    request: HttpRequest,
    send: (request: HttpRequest) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const controller = new AbortController();
    const abort = () => controller.abort();
    let timedOut = false;
    const cancel = clock.schedule(request.timeoutMs, () => {
      timedOut = true;
      abort();
    });
    if (request.signal?.aborted === true) abort();
    request.signal?.addEventListener('abort', abort, { once: true });
    underWay += 1;
    try {
      const answer = await send({ ...request, timeoutMs: realPatienceMs, signal: controller.signal });
      return timedOut ? fail('timed-out', 'No complete answer in time.') : answer;
    } finally {
      underWay -= 1;
      cancel();
      request.signal?.removeEventListener('abort', abort);
    }
  }

  return {
    underWay: () => underWay,
    request: (request) => timed(request, http.request),
    async stream(request) {
      const opened = await timed(request, http.stream);
      return opened.ok ? { ok: true, value: endedBy(request.signal, opened.value) } : opened;
    },
    close: () => http.close(),
  };
}

/** A stream lives on after its request was answered: until it ends, or its reader gives it up. */
function endedBy(signal: AbortSignal | undefined, stream: HttpStream): HttpStream {
  const close = () => stream.close();
  signal?.addEventListener('abort', close, { once: true });
  if (signal?.aborted === true) close();
  async function* chunks() {
    try {
      yield* stream.chunks;
    } finally {
      signal?.removeEventListener('abort', close);
    }
  }
  return { ...stream, chunks: chunks() };
}
