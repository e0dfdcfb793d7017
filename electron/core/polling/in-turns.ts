/** One at a time. Who asks while one is under way shares the next: what it gives was begun after they asked. */
export function inTurns<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  function begin(): Promise<T> {
    const mine = work().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  }

  return function ask(): Promise<T> {
    if (next !== null) return next;
    if (running === null) return begin();
    const after = (): Promise<T> => {
      next = null;
      return begin();
    };
    next = running.then(after, after);
    return next;
  };
}
