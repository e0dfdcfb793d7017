import type { Failure, FailureCode } from './failures.ts';
import { failure } from './failures.ts';

/** What crosses a boundary: a value, or a failure as data. Exceptions are for bugs. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export type Failed = { ok: false; failure: Failure };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function fail(code: FailureCode, detail: string, facts?: Failure['facts']): Failed {
  return { ok: false, failure: failure(code, detail, facts) };
}

export function failWith(given: Failure): Failed {
  return { ok: false, failure: given };
}

export function mapResult<A, B>(result: Result<A>, change: (value: A) => B): Result<B> {
  return result.ok ? ok(change(result.value)) : result;
}
