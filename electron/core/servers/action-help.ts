import type { Failure } from '../../../shared/failures.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ModelInstance } from '../../../shared/servers.ts';
import type { AdapterContext, LoadAnswer, Observation } from './types.ts';

/** Following an action to its end. */

/** A server that unloads models says "not found" when it is gone already: that is what was wanted. */
export function isGone({ code, detail }: Failure): boolean {
  return code === 'not-found' || /not (found|running|loaded)|cannot find/i.test(detail);
}

/** How things are now, for an action: never beside a look that is under way. */
export function lookAgain(
  context: AdapterContext,
  observe: (context: AdapterContext) => Promise<Result<Observation>>,
): Promise<Result<Observation>> {
  return context.look?.() ?? observe(context);
}

export type Patience = { everyMs: number; withinMs: number };

/**
 * Asks until the check has an answer. Transient failures are asked again; the last one is the answer when time
 * is up. Time is the context's, so that a test decides how fast it passes.
 */
export async function askUntil<T>(
  context: AdapterContext,
  signal: AbortSignal,
  patience: Patience,
  check: () => Promise<Result<T | null>>,
): Promise<Result<T>> {
  const startedAt = context.now();
  for (;;) {
    if (signal.aborted) return cancelled();
    const answer = await check();
    if (signal.aborted) return cancelled();
    if (answer.ok && answer.value !== null) return ok(answer.value);
    if (!answer.ok && !isTransient(answer.failure)) return answer;
    if (context.now() - startedAt + patience.everyMs > patience.withinMs) {
      return answer.ok ? notConfirmed(patience) : answer;
    }
    await context.wait(patience.everyMs, signal);
  }
}

function cancelled(): Result<never> {
  return fail('cancelled', 'The action was cancelled.');
}

function notConfirmed({ withinMs }: Patience): Result<never> {
  const seconds = Math.round(withinMs / 1000);
  return fail('load-not-confirmed', `The server did not show the expected state within ${seconds} s.`);
}

function isTransient({ code }: Failure): boolean {
  return (
    code === 'connection-refused' ||
    code === 'no-connection' ||
    code === 'connection-lost' ||
    code === 'timed-out' ||
    code === 'server-loading' ||
    code === 'server-error'
  );
}

/** Loading what is loaded does nothing when it is as wished; another context needs a reload, asked for as such. */
export function alreadyLoaded(
  { id, contextAllocated }: ModelInstance,
  wanted: number | null,
): Result<LoadAnswer> {
  if (wanted === null || contextAllocated === null || contextAllocated === wanted) {
    return ok({ instanceId: id, contextAllocated });
  }
  const detail = `It is already loaded with a context of ${contextAllocated}; reload it to change that.`;
  return fail('load-failed', detail, { contextAllocated });
}
