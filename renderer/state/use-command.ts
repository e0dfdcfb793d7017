import { useState } from 'react';
import type { Failure } from '../../shared/failures.ts';
import type { Result } from '../../shared/result.ts';

/** One command of a dialog or a form: whether it runs, and how the last try failed. */
export type Commanding<T> = {
  running: boolean;
  failure: Failure | null;
  /** Answers the value, or null when it failed. */
  run<R extends T>(call: () => Promise<Result<R>>): Promise<R | null>;
  reset(): void;
};

export function useCommand<T = unknown>(): Commanding<T> {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    running,
    failure,
    async run(call) {
      setRunning(true);
      setFailure(null);
      const result = await call();
      setRunning(false);
      if (result.ok) return result.value;
      setFailure(result.failure);
      return null;
    },
    reset: () => setFailure(null),
  };
}
