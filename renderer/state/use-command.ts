import { useState } from 'react';
import type { Failure } from '../../shared/failures.ts';
import type { Result } from '../../shared/result.ts';

/** One command of a dialog or a form: whether it runs, and how the last try failed. */
export type Commanding = {
  running: boolean;
  failure: Failure | null;
  run<T>(call: () => Promise<Result<T>>): Promise<Result<T>>;
  reset(): void;
};

export function useCommand(): Commanding {
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
      if (!result.ok) setFailure(result.failure);
      return result;
    },
    reset: () => setFailure(null),
  };
}
